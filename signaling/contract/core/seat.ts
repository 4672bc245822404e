import { z } from 'zod'
import { UnitCode } from './ids.ts'
import { recorded } from '../text/text.ts'

/** The seat decides what a participant may do in a meeting (SPEC §4). */
export const Seat = z.enum(['chair', 'deputy', 'secretary', 'technician', 'delegate', 'presenter', 'guest', 'observer'])
export type Seat = z.infer<typeof Seat>

/** Seats of whoever conducts the meeting: they come before the others, open it for them, and see all who are invited on a wall. */
export const conductsBySeat = (seat: Seat): boolean => seat === 'chair' || seat === 'deputy' || seat === 'secretary'

export const UnitRef = z.object({ code: UnitCode, name: recorded(200) })
export type UnitRef = z.infer<typeof UnitRef>
