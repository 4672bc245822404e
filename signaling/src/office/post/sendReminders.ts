import type { MeetingId } from '@diem-cau/signaling-contract'
import { MeetingSettings } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { readStored, UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { takeReminders } from '../meetings/reminderTable.ts'
import type { InboxNews } from '../inbox/InboxNews.ts'
import { newMail } from './InvitationMails.ts'
import { readRecipients } from '../invitations/invitees.ts'
import type { OutboxStore } from './OutboxStore.ts'
import { readFactsOf } from '../invitations/readFacts.ts'

const MINUTE = 60_000

/** The longest that a reminder may come before its meeting, see MeetingSettings. */
const LONGEST_MS = 14 * 24 * 60 * MINUTE

type ReminderOffice = { readonly db: Kysely<Schema>; readonly outbox: OutboxStore; readonly news: InboxNews }

/**
 * Puts the reminders whose time has come into the outbox, each once, whichever process is first.
 * Who declined is left in peace; of several that are due at once, one mail is enough.
 * @returns how many meetings are reminded of
 */
export async function sendReminders(
  office: ReminderOffice,
  now: number,
  logger: Pick<Logger, 'error'>,
): Promise<number> {
  const { db } = office
  const meetings = await db
    .selectFrom('meeting')
    .select(['id', 'starts_at', 'settings', 'updated_at'])
    .where('phase', 'in', ['scheduled', 'open'])
    .where('starts_at', '>', now)
    .where('starts_at', '<=', now + LONGEST_MS)
    .execute()
  let reminded = 0
  for (const { id, starts_at, settings } of meetings) {
    try {
      const { reminderMinutes } = readStored(MeetingSettings, settings)
      const due = reminderMinutes.filter((minutes) => starts_at - minutes * MINUTE <= now)
      if (due.length > 0 && (await remind(office, id, starts_at, due, now))) reminded += 1
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error
      logger.error({ err: error, meetingId: id }, 'nobody can be reminded of this meeting: its plan cannot be read')
    }
  }
  return reminded
}

async function remind(
  { db, outbox, news }: ReminderOffice,
  meetingId: MeetingId,
  startsAt: number,
  due: readonly number[],
  now: number,
): Promise<boolean> {
  const sent = await db
    .selectFrom('meeting_reminder')
    .select('minutes_before')
    .where('meeting_id', '=', meetingId)
    .execute()
  const open = due.filter((minutes) => !sent.some(({ minutes_before }) => minutes_before === minutes))
  if (open.length === 0) return false
  return inTransaction(db, async (tx) => {
    // Another process has them.
    if (!(await takeReminders(tx, meetingId, open, now))) return false
    const facts = await readFactsOf(tx, meetingId)
    if (!facts) return false
    // The invitation itself came after the moment of the reminder: that is reminder enough.
    const moment = startsAt - Math.min(...open) * MINUTE
    const known = await outbox.about(tx, [meetingId])
    const fresh = new Set(
      known.filter(({ kind, createdAt }) => kind !== 'reminder' && createdAt >= moment).map(({ invitee }) => invitee),
    )
    const declined = await tx
      .selectFrom('meeting_answer')
      .select('invitee')
      .where('meeting_id', '=', meetingId)
      .where('answer', '=', 'declined')
      .execute()
    const quiet = new Set([...fresh, ...declined.map(({ invitee }) => invitee)])
    const recipients = (await readRecipients(tx, meetingId)).filter(({ invitee }) => !quiet.has(invitee))
    await outbox.add(
      tx,
      recipients.map((to) => newMail('reminder', facts, to, {})),
      now,
    )
    // The planner told it a moment ago if it was planned after that moment.
    if (facts.updatedAt < moment) await news.onReminded(tx, meetingId, new Set(declined.map(({ invitee }) => invitee)))
    return recipients.length > 0
  })
}
