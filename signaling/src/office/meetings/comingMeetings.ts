import type { Phase } from '@diem-cau/signaling-contract'
import { type RawBuilder, sql, type SqlBool } from 'kysely'

/** Meetings that have not begun. */
export const COMING_PHASES: readonly Phase[] = ['draft', 'scheduled', 'open']

/** Starts of meetings in milliseconds since the epoch, `to` not among them. */
export type Span = { readonly from: number; readonly to: number }

/** All that starts after now. */
export const after = (now: number): Span => ({ from: now + 1, to: Number.MAX_SAFE_INTEGER })

/** @param table whose rows are kept that belong to a meeting which has not begun and starts in that time */
export function ofComingMeeting(
  table: 'meeting_unit' | 'meeting_seat' | 'meeting_answer' | 'invitation_before',
  { from, to }: Span,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from meeting where meeting.id = ${sql.ref(`${table}.meeting_id`)}
    and meeting.starts_at >= ${from} and meeting.starts_at < ${to} and meeting.phase in (${sql.join([...COMING_PHASES])}))`
}
