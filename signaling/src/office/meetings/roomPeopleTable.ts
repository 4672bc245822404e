import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { SeatedPerson } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

// All that writes the table meeting_room: who sits in which room. Each is part of the transaction of what it belongs to.

export async function putRoomPeople(
  tx: Kysely<Schema>,
  {
    meetingId,
    roomId,
    people,
  }: {
    readonly meetingId: MeetingId
    readonly roomId: AccountId
    readonly people: readonly SeatedPerson[]
  },
  now: number,
): Promise<void> {
  const set = { people: JSON.stringify(people), updated_at: now }
  await tx
    .insertInto('meeting_room')
    .values({ meeting_id: meetingId, account_id: roomId, ...set })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'account_id']).doUpdateSet(set))
    .execute()
}

export async function deleteRoomPeople(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting_room').where('meeting_id', 'in', meetingIds).execute()
}
