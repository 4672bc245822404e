import type { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { BEFORE_MEETING_MS } from '../domain/readiness/nextTest.ts'

/**
 * When the next meeting of each room begins, of those for which it gets ready now.
 * @param now milliseconds
 */
export async function nextStarts(db: Kysely<Schema>, now: number): Promise<ReadonlyMap<AccountId, number>> {
  const coming = db
    .selectFrom('meeting')
    .select(['meeting.id as coming_id', 'meeting.host_unit_code as coming_host', 'meeting.starts_at as coming_at'])
    .where('meeting.starts_at', '>', now)
    .where('meeting.starts_at', '<=', now + BEFORE_MEETING_MS)
    .where('meeting.phase', 'in', ['scheduled', 'open', 'live'])
  const rooms = db.selectFrom('account').where('account.kind', '=', 'room').where('account.disabled', '=', 0)
  const rows = await rooms
    .innerJoin('meeting_unit', 'meeting_unit.unit_code', 'account.unit_code')
    .innerJoin(coming.as('coming'), 'coming_id', 'meeting_unit.meeting_id')
    .select(['account.id', 'coming_at'])
    .union(rooms.innerJoin(coming.as('coming'), 'coming_host', 'account.unit_code').select(['account.id', 'coming_at']))
    .union(
      rooms
        .innerJoin('meeting_seat', 'meeting_seat.account_id', 'account.id')
        .innerJoin(coming.as('coming'), 'coming_id', 'meeting_seat.meeting_id')
        .select(['account.id', 'coming_at']),
    )
    .execute()
  const starts = new Map<AccountId, number>()
  for (const { id, coming_at } of rows) starts.set(id, Math.min(coming_at, starts.get(id) ?? coming_at))
  return starts
}
