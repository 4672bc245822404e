import { z } from 'zod'
import { ItemId, ParticipantId } from '../../core/ids.ts'
import { recorded } from '../../text/text.ts'

/** The three modes of the floor: only chair and floor holders may speak; anyone may, a few at a time; only the chair may (SPEC 8.1). */
export const FloorMode = z.enum(['chaired', 'open', 'silent'])
export type FloorMode = z.infer<typeof FloorMode>

/** Most who hold the floor together (SPEC 8.4). */
export const MAX_HOLDERS = 4
/** Most microphones that are open together in mode `open` (SPEC 8.2). */
export const MAX_OPEN_VOICES = 6

/** An entry in the queue of those who want to speak, first come first; chair and secretary may change the order. */
export const FloorRequest = z.object({
  participantId: ParticipantId,
  /** The agenda point that they will speak to; null = in general. */
  itemId: ItemId.nullable(),
  /** The person in the room who will speak; '' = the room. */
  speaker: recorded(200),
  note: recorded(500),
  /** Milliseconds since the epoch. */
  at: z.int(),
})
export type FloorRequest = z.infer<typeof FloorRequest>

/** A participant who has the floor. The limit is shown and told; it cuts nobody off. */
export const FloorHolder = z.object({
  participantId: ParticipantId,
  itemId: ItemId.nullable(),
  speaker: recorded(200),
  grantedAt: z.int(),
  /** The time since which their microphone is cut and the clock stands (SPEC 8.9); null = it runs. */
  stoppedAt: z.int().nullable(),
  /** Milliseconds that it stood before that. */
  stoppedMs: z.int().min(0),
  /** Seconds; null = none. */
  limitSec: z
    .int()
    .min(10)
    .max(3 * 3600)
    .nullable(),
})
export type FloorHolder = z.infer<typeof FloorHolder>

export const floorSlice = {
  mode: FloorMode,
  holders: z.array(FloorHolder).max(MAX_HOLDERS),
  queue: z.array(FloorRequest),
  /** Counts how often each participant has had the floor, including those who left. */
  spoken: z.record(ParticipantId, z.int()).default({}),
  /** Their microphone was cut: it stays closed until they open it themselves (SPEC 8.6). */
  cut: z.record(ParticipantId, z.literal(true)),
  /** Time that somebody who gets the floor has, in seconds; null = no limit. */
  speakLimitSec: z
    .int()
    .min(10)
    .max(3 * 3600)
    .nullable(),
}
const FloorSlice = z.object(floorSlice)
export type FloorSlice = z.infer<typeof FloorSlice>

export const initialFloor: FloorSlice = {
  mode: 'chaired',
  holders: [],
  queue: [],
  spoken: {},
  cut: {},
  speakLimitSec: null,
}
