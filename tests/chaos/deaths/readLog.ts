import { LoggedEvent, type MeetingId } from '@diem-cau/signaling-contract'
import { openStore } from '../../../signaling/src/db/engine/openStore.ts'

/** All that is on record of a meeting, in order. */
export async function readLog(database: string, meetingId: MeetingId): Promise<LoggedEvent[]> {
  const store = await openStore(database)
  try {
    const rows = await store.db
      .selectFrom('meeting_log')
      .select(['seq', 'at', 'event'])
      .where('meeting_id', '=', meetingId)
      .orderBy('seq')
      .execute()
    return rows.map(({ seq, at, event }) => LoggedEvent.parse({ seq, at, event: JSON.parse(event) }))
  } finally {
    await store.close()
  }
}
