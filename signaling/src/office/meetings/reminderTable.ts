import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

// All that writes the table meeting_reminder. Each is part of the transaction of what it belongs to.

/** @param minutesBefore reminders that are sent now. @returns false when another process has one of them */
export async function takeReminders(
  tx: Kysely<Schema>,
  meetingId: MeetingId,
  minutesBefore: readonly number[],
  now: number,
): Promise<boolean> {
  const taken = await tx
    .insertInto('meeting_reminder')
    .values(minutesBefore.map((minutes) => ({ meeting_id: meetingId, minutes_before: minutes, sent_at: now })))
    .onConflict((conflict) => conflict.columns(['meeting_id', 'minutes_before']).doNothing())
    .executeTakeFirst()
  return Number(taken.numInsertedOrUpdatedRows ?? 0) === minutesBefore.length
}

/** They are sent again when their time comes. */
export async function deleteReminders(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting_reminder').where('meeting_id', 'in', meetingIds).execute()
}
