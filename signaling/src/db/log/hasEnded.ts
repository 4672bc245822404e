import { type ExpressionBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** The log of the meeting of this row says that it has ended. Written out, so that the index of these rows is used. */
export function hasEnded(eb: ExpressionBuilder<Schema, 'meeting'>) {
  return eb.exists(
    eb
      .selectFrom('meeting_log')
      .select('seq')
      .whereRef('meeting_id', '=', 'meeting.id')
      .where('type', '=', sql.lit('meetingEnded')),
  )
}
