import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { done, empty, who } from '../core/rows.ts'
import { ComplaintKind } from './state.ts'

export const sourceRequests = {
  'camera:stop': { data: who, response: done },
  /** A room consents that its own camera is opened again. */
  'camera:consent': { data: empty, response: done },
  /** Somebody's screen with its sound. */
  'screen:stop': { data: who, response: done },
  /** "I hear you badly": to the technicians. */
  'complaint:send': { data: z.object({ about: ParticipantId.nullable(), what: ComplaintKind }), response: done },
} as const
