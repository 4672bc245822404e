import { z } from 'zod'
import { Seat } from '../../core/seat.ts'
import { belowQuorum, done, empty, who } from '../core/rows.ts'

export const roleRequests = {
  'meeting:start': { data: z.object({ belowQuorum }), response: done },
  /** Ends the meeting for everyone. */
  'meeting:end': { data: empty, response: done },
  'seat:set': { data: who.extend({ seat: Seat }), response: done },
  /** The chair gives the chair away. */
  'chair:handOver': { data: who, response: done },
} as const
