import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/** The ids of the meeting and of all others of its series, as a subquery: mails about a series are kept under one of them. */
export function ofSameSeries(db: Kysely<Schema>, meetingId: MeetingId) {
  return db
    .selectFrom('meeting')
    .select('meeting.id')
    .where((eb) =>
      eb.or([
        eb('meeting.id', '=', meetingId),
        eb(
          'meeting.series_id',
          '=',
          eb.selectFrom('meeting as known').select('known.series_id').where('known.id', '=', meetingId),
        ),
      ]),
    )
}
