import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import { SeatedPeople } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'

/** Who sits in a room in one meeting, as was said last. */
export async function seatedPeople(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  roomId: AccountId,
): Promise<SeatedPeople['people']> {
  const row = await db
    .selectFrom('meeting_room')
    .select('people')
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', roomId)
    .executeTakeFirst()
  return row ? readStored(SeatedPeople.shape.people, row.people) : []
}
