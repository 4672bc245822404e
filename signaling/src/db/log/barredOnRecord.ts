import { AccountId, type MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { readStored } from '../sql/readStored.ts'
import type { Schema } from '../schema.ts'

const Allowed = z.object({ participantId: z.string() })
const Expelled = Allowed.extend({ accountId: AccountId, barred: z.boolean() })

/** Finds who was put out of the meeting and not let in again since (SPEC 3.11), as its log has it: also of a meeting that nobody has open. */
export async function barredOnRecord(db: Kysely<Schema>, meetingId: MeetingId): Promise<Set<AccountId>> {
  const rows = await db
    .selectFrom('meeting_log')
    .select(['type', 'event'])
    .where('meeting_id', '=', meetingId)
    .where('type', 'in', ['participantExpelled', 'participantAllowed'])
    .orderBy('seq')
    .execute()
  const barred = new Map<string, AccountId>()
  for (const { type, event } of rows) {
    if (type === 'participantAllowed') barred.delete(readStored(Allowed, event).participantId)
    else {
      const { participantId, accountId, barred: isBarred } = readStored(Expelled, event)
      if (isBarred) barred.set(participantId, accountId)
    }
  }
  return new Set(barred.values())
}
