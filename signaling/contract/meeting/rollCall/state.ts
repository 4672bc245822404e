import { z } from 'zod'
import { ParticipantId, UnitCode } from '../../core/ids.ts'
import { Fraction } from '../../core/quorum.ts'
import { recorded } from '../../text/text.ts'

/** An expected unit's answers and times. The participants tell whether it is connected now. */
export const UnitPresence = z.object({
  code: UnitCode,
  name: recorded(200),
  /** The time at which it was invited while the meeting was open (SPEC 11.7); null = from the beginning. */
  addedAt: z.int().nullable(),
  firstSeenAt: z.int().nullable(),
  /** The moments at which its last participant left or lost the line, and at which one was back after that; null = never. */
  lastLeftAt: z.int().nullable(),
  lastBackAt: z.int().nullable(),
  /** The room's confirmation, or the secretary's for it: how many people, who. Null = not yet. */
  confirmed: z
    .object({ count: z.int().min(0).max(999), people: z.array(recorded(200)).max(60), at: z.int(), by: ParticipantId })
    .nullable(),
  /** Absent, with what reason the secretary noted; null = not noted. */
  excused: recorded(300).nullable(),
})
export type UnitPresence = z.infer<typeof UnitPresence>

/** A time in which somebody of a unit was connected, milliseconds since the epoch; `to` null: still. */
export const UnitSpan = z.object({ from: z.int(), to: z.int().nullable() })
export type UnitSpan = z.infer<typeof UnitSpan>

export const rollCallSlice = {
  rollCall: z.object({ openedAt: z.int().nullable(), closedAt: z.int().nullable() }),
  /** Units that are expected, in the order of the invitation. */
  units: z.array(UnitPresence),
  /** Share of the units expected that must be present. */
  quorum: Fraction,
}
const RollCallSlice = z.object(rollCallSlice)
export type RollCallSlice = z.infer<typeof RollCallSlice>

export const initialRollCall: RollCallSlice = {
  rollCall: { openedAt: null, closedAt: null },
  units: [],
  quorum: { numerator: 1, denominator: 2 },
}
