import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { OVERTIME_MS } from '../../domain/office/PlannedMeeting.ts'
import type { Schema } from '../../db/schema.ts'

/** The meeting that a guest is let into: the next one that they are invited to; null when there is none any more. */
export async function guestMeeting(db: Kysely<Schema>, accountId: AccountId, now: number): Promise<MeetingId | null> {
  const row = await db
    .selectFrom('meeting_guest')
    .innerJoin('meeting', 'meeting.id', 'meeting_guest.meeting_id')
    .select('meeting.id')
    .where('meeting_guest.account_id', '=', accountId)
    .where('meeting_guest.revoked_at', 'is', null)
    .where('meeting.phase', 'not in', ['draft', 'cancelled', 'ended'])
    // A meeting that runs over is not cut off.
    .where('meeting.ends_at', '>', now - OVERTIME_MS)
    .orderBy('meeting.starts_at')
    .executeTakeFirst()
  return row?.id ?? null
}

/** True if a meeting that they were invited to was held: their link is right, and too late. */
export async function wasGuest(db: Kysely<Schema>, accountId: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('meeting_guest')
    .innerJoin('meeting', 'meeting.id', 'meeting_guest.meeting_id')
    .select('meeting.id')
    .where('meeting_guest.account_id', '=', accountId)
    .where('meeting_guest.revoked_at', 'is', null)
    .where('meeting.phase', '=', 'ended')
    .executeTakeFirst()
  return row !== undefined
}
