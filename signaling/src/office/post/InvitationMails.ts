import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { PlanChange } from '../schedule/PlanHooks.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import { type Recipient, readRecipients, recipientKey } from '../invitations/invitees.ts'
import { Knowledge } from './Knowledge.ts'
import { type MeetingMailKind, mailSubject } from '../invitations/invitationText.ts'
import type { KnownMail, NewMail, OutboxStore } from './OutboxStore.ts'
import { readFacts } from '../invitations/readFacts.ts'
import { tellableChanges } from '../invitations/tellableChanges.ts'

type Options = {
  readonly outbox: OutboxStore
  readonly clock: () => number
}

/** Turns a change of the plan into mails to whom it concerns, in the transaction of the change. */
export class InvitationMails {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  async onPlanChanged(tx: Kysely<Schema>, change: PlanChange): Promise<void> {
    if (change.kind === 'shortened') return this.#shortened(tx, change)
    const { outbox, clock } = this.#options
    const meetings = await readFacts(tx, change.meetingIds)
    // Nobody is told anything of a past meeting.
    const first = meetings.find(({ endsAt }) => endsAt > clock())
    if (!first) return
    const all = change.seriesId !== null
    const [recipients, known] = await Promise.all([readRecipients(tx, first.meetingId), this.#known(tx, first)])
    // Mails that wait about another date of the series still have to be sent.
    const pending = new Map(
      known
        .filter((mail) => mail.waiting && (all || mail.meetingId === first.meetingId) && (all || !mail.content.all))
        .map((mail) => [keyOf(mail), mail]),
    )
    const heard = Map.groupBy(
      known.filter((mail) => mail.told),
      keyOf,
    )
    /** These have a mail about the series waiting, which will tell each date as it is by then. */
    const willHear = new Set(
      all
        ? []
        : known
            .filter((mail) => mail.waiting && !mail.told && mail.content.all && mail.kind !== 'cancellation')
            .map(keyOf),
    )
    const isInvited = (key: string) => new Knowledge(heard.get(key) ?? []).ofAny(change.meetingIds)
    const changes = tellableChanges(change.fields)
    const mails: NewMail[] = []
    const superseded: string[] = []

    const say = (kind: MeetingMailKind, to: Recipient, content: Partial<NewMail['content']>) => {
      const words = heard.get(recipientKey(to.invitee, to.address)) ?? []
      const before =
        lastSaid(words, change.meetingIds) ?? (words.length > 0 ? change.was?.get(first.meetingId) : null) ?? null
      mails.push(newMail(kind, first, to, { all, before, ...content }))
    }

    for (const to of recipients) {
      const key = recipientKey(to.invitee, to.address)
      const waiting = pending.get(key)
      const isTold = isInvited(key)
      pending.delete(key)
      switch (change.kind) {
        case 'scheduled':
          if (waiting) superseded.push(waiting.mailId)
          say('invitation', to, {})
          break
        case 'changed':
          if (!isTold || change.added.includes(to.invitee)) {
            // An invitation that is on its way anyway tells the new state.
            if ((waiting && changes.length === 0) || willHear.has(key)) break
            if (waiting) superseded.push(waiting.mailId)
            say('invitation', to, {})
          } else if (changes.length > 0 || change.isNewEvent) {
            if (waiting) superseded.push(waiting.mailId)
            say('update', to, {
              changes: [...new Set([...(waiting?.kind === 'update' ? waiting.content.changes : []), ...changes])],
            })
          }
          break
        case 'cancelled':
          if (waiting) superseded.push(waiting.mailId)
          // Somebody who never heard of it need not hear that it is off.
          if (isTold) say('cancellation', to, {})
          break
        default:
          change.kind satisfies never
      }
    }

    // People who are not invited any more are told at the addresses at which they were invited.
    for (const mail of pending.values())
      if (change.removed.includes(mail.invitee) || change.kind === 'cancelled') superseded.push(mail.mailId)
    const reached = new Set(recipients.map(({ invitee, address }) => recipientKey(invitee, address)))
    for (const [key, mails] of heard) {
      const mail = mails.at(-1)
      if (
        !mail ||
        reached.has(key) ||
        !(change.removed.includes(mail.invitee) || change.kind === 'cancelled') ||
        !isInvited(key)
      )
        continue
      const to = { invitee: mail.invitee, ...mail.to, unitName: mail.content.unitName, rsvp: mail.content.rsvp }
      say('cancellation', to, { withdrawn: change.kind !== 'cancelled' })
    }
    await outbox.drop(tx, superseded)
    await outbox.add(tx, mails, clock())
  }

  /** Calendars that have the whole series get it up to where it ends now; dates that follow are told on their own. */
  async #shortened(tx: Kysely<Schema>, { meetingIds, goOn = [] }: PlanChange): Promise<void> {
    const { outbox, clock } = this.#options
    const last = (await readFacts(tx, meetingIds)).at(-1)
    if (!last) return
    const known = await outbox.about(tx, [...meetingIds, ...goOn])
    // A mail that still waits tells the series as it is by then; the last mail that somebody got may have said that it is off.
    const heard = Map.groupBy(
      known.filter((mail) => mail.told),
      keyOf,
    )
    const mails = [...heard.values()]
      .filter((words) => new Knowledge(words).ofSeries)
      .flatMap((words) => words.slice(-1))
      .map((mail) =>
        newMail(
          'update',
          last,
          { invitee: mail.invitee, ...mail.to, unitName: mail.content.unitName, rsvp: mail.content.rsvp },
          { all: true, shortened: true },
        ),
      )
    await outbox.add(tx, mails, clock())
  }

  /** Finds what was sent about this meeting; for one of a series, about any of its meetings. */
  async #known(tx: Kysely<Schema>, { meetingId, seriesId }: InvitationFacts): Promise<KnownMail[]> {
    if (seriesId === null) return this.#options.outbox.about(tx, [meetingId])
    const rows = await tx.selectFrom('meeting').select('id').where('series_id', '=', seriesId).execute()
    const known = await this.#options.outbox.about(
      tx,
      rows.map(({ id }) => id),
    )
    return known
  }
}

/** A mail of this kind to one of the invited, as it is kept until it is sent. */
export function newMail(
  kind: MeetingMailKind,
  facts: InvitationFacts,
  to: Recipient,
  content: Partial<NewMail['content']>,
): NewMail {
  const { startsAt, endsAt, place } = facts
  return {
    kind,
    meetingId: facts.meetingId,
    unitCode: facts.hostUnit.code,
    invitee: to.invitee,
    to: { address: to.address, name: to.name },
    subject: mailSubject(kind, facts),
    content: {
      all: false,
      changes: [],
      before: null,
      withdrawn: false,
      shortened: false,
      alert: null,
      ...content,
      told: { startsAt, endsAt, place },
      unitName: to.unitName,
      rsvp: to.rsvp,
    },
  }
}

/** Finds the time and place that they were last told of one of these: mails about another date of a series are no news of this one. */
function lastSaid(mails: readonly KnownMail[], meetingIds: readonly MeetingId[]): KnownMail['content']['told'] {
  return (
    mails.findLast(
      ({ meetingId, content }) => content.told !== null && meetingId !== null && meetingIds.includes(meetingId),
    )?.content.told ?? null
  )
}

function keyOf({ invitee, to }: KnownMail): string {
  return recipientKey(invitee, to.address)
}
