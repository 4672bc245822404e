import { z } from 'zod'
import { line } from '../../text/text.ts'
import { done, who } from '../core/rows.ts'
import { MAX_REASON } from './state.ts'

export const doorRequests = {
  /** Puts somebody out of the meeting, or turns them away at its door; `barred`: they are not let in again (SPEC 3.10, 3.11). */
  'participant:remove': { data: who.extend({ barred: z.boolean(), reason: line(MAX_REASON) }), response: done },
  /** Lets somebody come in again. */
  'participant:allow': { data: who, response: done },
  'door:lock': { data: z.object({ locked: z.boolean() }), response: done },
} as const
