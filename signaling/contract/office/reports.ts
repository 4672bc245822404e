/**
 * Attendance and speaking across meetings.
 *   GET /api/reports/units                ReportQuery -> UnitReport
 *   GET /api/reports/units.xlsx, .csv     ReportQuery
 */
import { z } from 'zod'
import { UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { line } from '../text/text.ts'

/** "2026-Q4", in Asia/Ho_Chi_Minh. */
export const Quarter = z.string().regex(/^20\d\d-Q[1-4]$/)
export type Quarter = z.infer<typeof Quarter>

/** `host`: only meetings of this unit; `q`: units by their names of today, without accents. */
export const ReportQuery = z.object({ quarter: Quarter, host: UnitCode.optional(), q: line(100).optional() })
export type ReportQuery = z.infer<typeof ReportQuery>

/** A unit in that time, called as it was at the quarter's end. One that was merged since has a row of its own. Only meetings that have ended count, rehearsals do not. */
export const UnitReportRow = z.object({
  unit: UnitRef,
  /** It exists no more today: merged into that one, or dissolved (`into` null). Null: it is there. */
  closed: z.object({ into: UnitRef.nullable() }).nullable(),
  invited: z.int(),
  /** Number of meetings, of those that it was invited to, in which it was present. */
  attended: z.int(),
  late: z.int(),
  leftEarly: z.int(),
  /** Number of people that it had there, all meetings together. */
  people: z.int(),
  speakingMs: z.int(),
  speeches: z.int(),
  votesCast: z.int(),
})
export type UnitReportRow = z.infer<typeof UnitReportRow>

/**
 * Rows in the order of the tree. `meetings`: how many count, and how long they were together; `more`: there are further units (500 fit);
 * `earliest`: the first quarter that has facts, null = none.
 */
export const UnitReport = z.object({
  quarter: Quarter,
  meetings: z.int(),
  lengthMs: z.int(),
  rows: z.array(UnitReportRow),
  more: z.boolean(),
  earliest: Quarter.nullable(),
})
export type UnitReport = z.infer<typeof UnitReport>
