import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely, Selectable } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import { ofComingMeeting, type Span } from './comingMeetings.ts'

// All that writes the table invitation_before. Each is part of the transaction of what it belongs to.

/** Remembers invited of whom nothing is remembered in those meetings yet. */
export async function insertBefore(
  tx: Kysely<Schema>,
  rows: readonly Selectable<Schema['invitation_before']>[],
): Promise<void> {
  await insertMany(tx, 'invitation_before', rows)
}

/** @param invitee null: all of them */
export async function deleteBefore(
  tx: Kysely<Schema>,
  meetingIds: readonly MeetingId[],
  invitee: Invitee | null,
): Promise<void> {
  await tx
    .deleteFrom('invitation_before')
    .where('meeting_id', 'in', meetingIds)
    .$if(invitee !== null, (query) => query.where('invitee', '=', invitee))
    .execute()
}

/** Forgets one invited, in meetings of that time. */
export async function deleteBeforeOf(tx: Kysely<Schema>, invitee: Invitee, within: Span): Promise<void> {
  await tx
    .deleteFrom('invitation_before')
    .where('invitee', '=', invitee)
    .where(ofComingMeeting('invitation_before', within))
    .execute()
}
