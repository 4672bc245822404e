/**
 * | route | answer |
 * |---|---|
 * | GET /api/meetings | MeetingList |
 * | GET /api/meetings/:meetingId | MeetingDetail |
 */
import { z } from 'zod'
import { MeetingId, RowId } from '../core/ids.ts'
import { Seat, UnitRef } from '../core/seat.ts'
import { Phase } from '../meeting/core/state.ts'
import { recorded } from '../text/text.ts'

/** One meeting as its invited see it in a list. Times: milliseconds since the epoch. */
export const MeetingSummary = z.object({
  meetingId: MeetingId,
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  phase: Phase,
  /** The signed-in account's seat. */
  seat: Seat,
  /** Numbers of units that are invited, and that are in the meeting now. */
  invitedUnits: z.int(),
  connected: z.int(),
  seriesId: RowId.nullable(),
  /** Points of its agenda, and papers. */
  agenda: z.int(),
  papers: z.int(),
})
export type MeetingSummary = z.infer<typeof MeetingSummary>

/** GET /api/meetings, soonest first. */
export const MeetingList = z.object({ meetings: z.array(MeetingSummary) })
export type MeetingList = z.infer<typeof MeetingList>

/** GET /api/meetings/:meetingId */
export const MeetingDetail = MeetingSummary.extend({ invited: z.array(UnitRef) })
export type MeetingDetail = z.infer<typeof MeetingDetail>
