import { type Account, type AccountId, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { seatOf } from './invitationRule.ts'
import { toAccount } from '../../auth/AccountStore.ts'
import type { Schema } from '../../db/schema.ts'

/** @throws MeetingError `notFound` for what is no room, or a room that is not invited */
export async function invitedRoom(db: Kysely<Schema>, meetingId: MeetingId, roomId: AccountId): Promise<Account> {
  const row = await db
    .selectFrom('account')
    .innerJoin('unit', 'unit.code', 'account.unit_code')
    .select(['account.id', 'account.kind', 'login', 'account.name', 'unit_code', 'unit.name as unit_name'])
    .where('account.id', '=', roomId)
    .where('account.kind', '=', 'room')
    .executeTakeFirst()
  const room = row ? toAccount(row) : null
  if (!room || !(await seatOf(db, meetingId, room))) throw new MeetingError('notFound')
  return room
}
