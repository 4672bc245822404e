import { recordFileName } from '@diem-cau/signaling-contract/documents'
import type { Kysely } from 'kysely'
import type { SendMailOptions } from 'nodemailer'
import type { Schema } from '../../db/schema.ts'
import { type Invitee, readInvitee } from '../../domain/office/invitee.ts'
import type { EventParties } from '../invitations/calendarEvent.ts'
import type { InvitationLinks } from '../invitations/InvitationLinks.ts'
import { eventUid, meetingCalendar, seriesCalendar } from '../invitations/invitationCalendar.ts'
import type { InvitationFacts, SeriesFacts } from '../invitations/InvitationFacts.ts'
import { invitationText, inviteeName, mailSubject } from '../invitations/invitationText.ts'
import type { LinkTokens } from '../invitations/LinkTokens.ts'
import type { MailSettings } from './MailSettings.ts'
import type { InvitationPrinter } from '../invitations/InvitationPrinter.ts'
import { alertText } from './alertMail.ts'
import type { ClaimedMail } from './OutboxStore.ts'
import { readFacts, readSeriesFacts } from '../invitations/readFacts.ts'

export type ComposeOptions = {
  readonly db: Kysely<Schema>
  readonly settings: Pick<MailSettings, 'from' | 'reply'>
  readonly tokens: LinkTokens
  readonly links: InvitationLinks
  readonly printer: InvitationPrinter
  readonly clock: () => number
}

/** The mail as it goes out now; `dropped`: why it is of no use any more. */
export async function composeMail(
  mail: ClaimedMail,
  options: ComposeOptions,
): Promise<SendMailOptions | { readonly dropped: string }> {
  const { settings } = options
  const envelope = {
    // The same each time it is tried: mail servers know a repetition by it.
    messageId: `<${mail.mailId}@${settings.from.split('@').at(-1) ?? 'diem-cau'}>`,
    to: { name: mail.to.name, address: mail.to.address },
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'vi' },
  }
  const { invitee } = mail
  if (mail.kind === 'alert') {
    const { alert } = mail.content
    if (alert === null) return { dropped: 'it tells of no alert' }
    return {
      ...envelope,
      from: { name: 'Điểm Cầu', address: settings.from },
      subject: mail.subject,
      text: alertText(alert, options.links.alert(alert.alertId)),
    }
  }
  if (mail.kind === 'test' || invitee === '') {
    const text =
      'Thư này được gửi để kiểm tra cấu hình thư điện tử của hệ thống Điểm Cầu. Nếu nhận được thư, cấu hình đã đúng.\n\nThis mail was sent to test the mail settings of Diem Cau. If it has arrived, they are right.'
    return { ...envelope, from: { name: 'Điểm Cầu', address: settings.from }, subject: mail.subject, text }
  }
  const { db, clock, links } = options
  const [facts] = mail.meetingId === null ? [] : await readFacts(db, [mail.meetingId])
  const series = facts && mail.content.all && facts.seriesId !== null ? await readSeriesFacts(db, facts.seriesId) : null
  if (!facts) return { dropped: 'the meeting is gone' }
  // A calendar must forget what follows, even if what is left is over.
  if (
    !mail.content.shortened &&
    Math.max(facts.endsAt, ...(series?.meetings ?? []).map(({ endsAt }) => endsAt)) <= clock()
  )
    return { dropped: 'the meeting is over' }
  if (mail.kind !== 'cancellation' && !series && facts.phase === 'cancelled')
    return { dropped: 'the meeting is cancelled' }
  const now = clock()
  const meetingId = facts.meetingId
  const whom = readInvitee(invitee)
  const guestId = whom.kind === 'account' ? whom.accountId : null
  const isGuest =
    guestId !== null &&
    (await db.selectFrom('meeting_guest').select('account_id').where('account_id', '=', guestId).executeTakeFirst()) !==
      undefined
  const enter = isGuest && guestId !== null ? links.guest(guestId) : links.meeting(meetingId)
  const answer =
    mail.kind === 'cancellation' || mail.content.shortened || !mail.content.rsvp
      ? null
      : links.answer(meetingId, invitee, mail.content.all)
  const { html, text } = invitationText(mail.kind, facts, series, mail.content, mail.to.name, {
    answer,
    enter,
    guest: isGuest,
  })
  const organizer = await organizerOf(invitee, mail.to.address, facts, options)
  const parties: EventParties = {
    organizer: { name: facts.hostUnit.name, address: organizer },
    attendee: { name: mail.content.unitName ?? mail.to.name, address: mail.to.address, rsvp: mail.content.rsvp },
  }
  const calendar = calendarOf(mail, facts, series, { parties, now, url: () => enter })
  const withPdf = (mail.kind === 'invitation' || mail.kind === 'update') && !mail.content.shortened
  return {
    ...envelope,
    from: { name: facts.hostUnit.name, address: settings.from },
    ...(facts.secretary?.email ? { replyTo: { name: facts.secretary.name, address: facts.secretary.email } } : {}),
    subject: mailSubject(mail.kind, facts),
    html,
    text,
    ...(calendar === null
      ? {}
      : { icalEvent: { method: calendar.method, filename: 'invitation.ics', content: calendar.text } }),
    attachments: withPdf
      ? [
          {
            filename: recordFileName('giay-moi', facts.title, facts.startsAt, 'pdf'),
            contentType: 'application/pdf',
            content: await options.printer.print(facts, inviteeName(mail.content, mail.to.name), now),
          },
        ]
      : [],
  }
}

type CalendarOptions = Parameters<typeof meetingCalendar>[2]

function calendarOf(
  mail: ClaimedMail,
  facts: InvitationFacts,
  series: SeriesFacts | null,
  options: CalendarOptions,
): { method: string; text: string } | null {
  // A reminder changes nothing in a calendar.
  if (mail.kind === 'reminder') return null
  const cancels = mail.kind === 'cancellation'
  if (!series) return { method: cancels ? 'CANCEL' : 'REQUEST', text: meetingCalendar(facts, cancels, options) }
  // The event of a series stays while some of its meetings take place, without those that do not.
  const off = cancels && (mail.content.withdrawn || series.meetings.every(({ phase }) => phase === 'cancelled'))
  return { method: off ? 'CANCEL' : 'REQUEST', text: seriesCalendar(series, off, options) }
}

/** Address to which the calendar program of this recipient answers: always the same for the same event. */
async function organizerOf(
  invitee: Invitee,
  address: string,
  facts: InvitationFacts,
  { db, settings, tokens, clock }: ComposeOptions,
): Promise<string> {
  const { reply, from } = settings
  if (!reply) return from
  const code = tokens.replyCode(eventUid(facts), invitee, address)
  await db
    .insertInto('reply_address')
    .values({ code, meeting_id: facts.meetingId, invitee, created_at: clock() })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
  return `reply+${code}@${reply.domain}`
}
