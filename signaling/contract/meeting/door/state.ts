import { z } from 'zod'
import { AccountId, ParticipantId } from '../../core/ids.ts'
import { Origin } from '../../core/origin.ts'
import { Seat } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'

/** Longest reason for putting somebody out. */
export const MAX_REASON = 300

/** Someone who waits to be let in (SPEC 3.7). */
export const Visitor = z.object({
  participantId: ParticipantId,
  accountId: AccountId,
  name: recorded(200),
  ...Origin.shape,
  seat: Seat,
  /** The time of its coming, milliseconds since the epoch. */
  at: z.int(),
})
export type Visitor = z.infer<typeof Visitor>

export const doorSlice = {
  /** Sorted by when they came. */
  waiting: z.array(Visitor),
  /** Participants who were let in once need not wait again, unless they are put out. */
  admitted: z.record(ParticipantId, z.literal(true)),
  /** Null: not locked. `inside`: who may go and come all the same (SPEC 3.12). */
  lock: z.object({ at: z.int(), inside: z.record(ParticipantId, z.literal(true)) }).nullable(),
  /** Those who were put out and are not let in again (SPEC 3.11). `at`: when they were put out. */
  barred: z.record(ParticipantId, Visitor),
}

/** The door of a meeting: who waits before it, and whom it is closed to. */
export const Door = z.object(doorSlice)
export type Door = z.infer<typeof Door>

export const initialDoor: Door = { waiting: [], admitted: {}, lock: null, barred: {} }
