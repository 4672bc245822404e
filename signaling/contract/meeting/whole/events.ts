import { z } from 'zod'
import { CoreEvents } from '../core/events.ts'
import { DoorEvents } from '../door/events.ts'
import { ConductEvents } from './conductEvents.ts'

/** The facts of a meeting. The log of these is the record; state is computed from it. */
export const MeetingEvent = z.discriminatedUnion('type', [...CoreEvents, ...DoorEvents, ...ConductEvents])
export type MeetingEvent = z.infer<typeof MeetingEvent>

/** An event with its place in the log: `seq` starts at 1 and has no gap. `at`: milliseconds since the epoch. */
export const LoggedEvent = z.object({ seq: z.int().min(1), at: z.int(), event: MeetingEvent })
export type LoggedEvent = z.infer<typeof LoggedEvent>
