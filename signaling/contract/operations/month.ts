/**
 * How the lines of units were in a month, SPEC 16.25.
 *   GET /api/operations/months/:month        MonthQuery -> MonthReport
 *   GET /api/operations/months/:month/units.xlsx, .csv
 */
import { z } from 'zod'
import { UnitRef } from '../core/seat.ts'
import { line } from '../text/text.ts'

/** "2026-11", in Asia/Ho_Chi_Minh. */
export const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
export type Month = z.infer<typeof Month>

/** Where a bad minute came from. */
export const BadBecause = z.enum(['servers', 'lineUp', 'lineDown', 'line', 'cut', 'pc', 'microphone', 'camera'])
export type BadBecause = z.infer<typeof BadBecause>

/** `q`: units by their names, without accents. */
export const MonthQuery = z.object({ q: line(100).optional() })

/** Minutes are those of each of its endpoints, added up. A minute is bad when something bad was found with it; it counts for one reason. */
export const MonthRow = z.object({
  unit: UnitRef,
  meetings: z.int(),
  minutes: z.int(),
  badMinutes: z.int(),
  because: z.record(BadBecause, z.int()),
})
export type MonthRow = z.infer<typeof MonthRow>

/** Units with the greatest share of bad minutes first. `earliest`: the first month of which anything is kept; null: nothing is. */
export const MonthReport = z.object({ month: Month, rows: z.array(MonthRow), earliest: Month.nullable() })
export type MonthReport = z.infer<typeof MonthReport>
