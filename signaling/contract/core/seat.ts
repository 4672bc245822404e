import { z } from 'zod'
import { UnitCode } from './ids.ts'
import { recorded } from '../text/text.ts'

/** What a participant may do in a meeting (SPEC §4). */
export const Seat = z.enum(['chair', 'deputy', 'secretary', 'technician', 'delegate', 'presenter', 'guest', 'observer'])
export type Seat = z.infer<typeof Seat>

export const UnitRef = z.object({ code: UnitCode, name: recorded(200) })
export type UnitRef = z.infer<typeof UnitRef>
