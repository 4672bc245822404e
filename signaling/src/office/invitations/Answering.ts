import { localDate, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { type AnswerPage, type GivenAnswer, type GiveAnswer, SeatedPerson } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import type { AuditActor } from '../../audit/AuditLog.ts'
import { type AnswerStore, BY_CALENDAR, type NewAnswer } from './AnswerStore.ts'
import { asksNoMore } from './asksNoMore.ts'
import { uidOf } from './calendarEvent.ts'
import { type EarlierStore, earlierKey } from './EarlierStore.ts'
import type { InvitationFacts } from './InvitationFacts.ts'
import { findInvited, type InvitedRow, meetingsInvitedTo } from './invitees.ts'
import type { LinkTokens } from './LinkTokens.ts'
import { readFactsOf } from './readFacts.ts'

type ManyAnswers = Given & {
  readonly invitees: readonly Invitee[]
  /** `startsAt`: as the one who answers saw it. */
  readonly dates: readonly { readonly meetingId: MeetingId; readonly startsAt: number }[]
}

type Given = Pick<z.infer<typeof GiveAnswer>, 'answer' | 'people' | 'note'>

export type CalendarReply = {
  /** The code of the reply address. */
  readonly code: string
  /** Id without "@diem-cau": of the meeting, or of the series. */
  readonly eventId: string
  /** Start by the rule of one meeting of a series, milliseconds since the epoch, or its day ("2026-11-23"). */
  readonly date: { readonly at: number } | { readonly day: string } | null
  /** All whom it names, in lower case; `answer` null: they have said nothing that counts. */
  readonly attendees: readonly { readonly address: string; readonly answer: GivenAnswer['answer'] | null }[]
  /** Sender of the mail, in lower case; '' when it names none. */
  readonly from: string
  readonly note: string
  /** Time of writing by the clock of the calendar program. */
  readonly writtenAt: number | null
}

/** Calendar programs' clocks are not ours. */
const CLOCK_TOLERANCE_MS = 10 * 60_000

type Options = {
  readonly db: Kysely<Schema>
  readonly answers: AnswerStore
  readonly earlier: EarlierStore
  readonly tokens: LinkTokens
  readonly clock: () => number
}

/** The ways to answer: signed in, by the link in the mail, from a calendar program. Each asks whether the invitation still stands. */
export class Answering {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /**
   * One who is signed in; whether they may is decided by the caller.
   * @throws MeetingError `notFound` not invited (any more), `meetingEnded` over or cancelled
   */
  async answer(meetingId: MeetingId, invitee: Invitee, given: Given, by: string, actor: AuditActor): Promise<void> {
    const { db, answers } = this.#options
    await inTransaction(db, async (tx) => {
      const invited = await findInvited(tx, meetingId, invitee)
      const facts = await readFactsOf(tx, meetingId)
      if (!invited || !facts || facts.phase === 'draft') throw new MeetingError('notFound')
      if (asksNoMore(facts, this.#options.clock()))
        throw new MeetingError('meetingEnded', 'the meeting is over or cancelled')
      await answers.give(tx, [{ meetingId, invited, by, ...given }], actor)
    })
  }

  /**
   * One answer for several dates, or invited, in one transaction; whether the one who answers may is decided by the caller. A
   * date that is not any more as they saw it, or not to be answered any more, is left out.
   * @throws MeetingError `notFound` when one of them is not invited to any of the dates
   */
  async answerMany(
    { invitees, dates, ...given }: ManyAnswers,
    by: string,
    actor: AuditActor,
  ): Promise<{ answered: number; changed: MeetingId[] }> {
    const { db, answers, clock } = this.#options
    return inTransaction(db, async (tx) => {
      const rows = await tx
        .selectFrom('meeting')
        .select(['id', 'starts_at', 'ends_at', 'phase'])
        .where(
          'id',
          'in',
          dates.map(({ meetingId }) => meetingId),
        )
        .orderBy('starts_at')
        .execute()
      const startOf = new Map(dates.map(({ meetingId, startsAt }) => [meetingId, startsAt]))
      const standing = rows.filter(
        ({ id, starts_at, ends_at, phase }) =>
          startOf.get(id) === starts_at &&
          ends_at > clock() &&
          phase !== 'draft' &&
          phase !== 'cancelled' &&
          phase !== 'ended',
      )
      const answered = new Set<MeetingId>()
      for (const invitee of invitees) {
        const invitedTo = await meetingsInvitedTo(
          tx,
          rows.map(({ id }) => id),
          invitee,
        )
        const [first] = invitedTo
        const invited = first === undefined ? null : await findInvited(tx, first, invitee)
        if (!invited) throw new MeetingError('notFound', `${invitee} is not invited`)
        const own = standing.filter(({ id }) => invitedTo.has(id))
        await answers.give(
          tx,
          own.map(({ id }) => ({ meetingId: id, invited, by, ...given })),
          actor,
        )
        for (const { id } of own) answered.add(id)
      }
      return {
        answered: answered.size,
        changed: dates.map(({ meetingId }) => meetingId).filter((id) => !answered.has(id)),
      }
    })
  }

  /**
   * Shows the page of a link; looking changes nothing.
   * @throws MeetingError `notFound` for what is no link, `linkExpired` for one that counts no more
   */
  async page(token: string): Promise<AnswerPage> {
    const { facts, invited } = await this.#byLink(this.#options.db, token, true)
    return {
      title: facts.title,
      hostUnit: { code: facts.hostUnit.code, name: facts.hostUnit.name },
      chairName: facts.chair.name,
      place: facts.place,
      startsAt: facts.startsAt,
      endsAt: facts.endsAt,
      cancelled: facts.phase === 'cancelled',
      cancelReason: facts.cancelReason,
      invitee: invited.name,
      unitCode: invited.unit?.code ?? null,
      answer: await this.#options.answers.find(facts.meetingId, invited.invitee),
      earlier:
        (await this.#options.earlier.of(this.#options.db, [facts.meetingId], [invited.invitee])).get(
          earlierKey(facts.meetingId, invited.invitee),
        ) ?? null,
    }
  }

  /** @throws MeetingError as {@link page} */
  async byLink(token: string, given: Given, ip: string): Promise<AnswerPage> {
    const { db, answers } = this.#options
    await inTransaction(db, async (tx) => {
      const { facts, invited, all } = await this.#byLink(tx, token)
      const meetings = all ? (await this.#toCome(tx, facts, invited)).map(({ id }) => id) : [facts.meetingId]
      const by = `${invited.name} (liên kết trong thư)`
      await answers.give(
        tx,
        meetings.map((meetingId) => ({ meetingId, invited, by, ...given })),
        { account: null, ip },
      )
    })
    return this.page(token)
  }

  /** @returns false when it answers nothing that stands, or was written before the answer on record */
  async byCalendar(reply: CalendarReply, ip: string): Promise<boolean> {
    const { db, answers } = this.#options
    return inTransaction(db, async (tx) => {
      const address = await tx.selectFrom('reply_address').selectAll().where('code', '=', reply.code).executeTakeFirst()
      const facts = address && (await readFactsOf(tx, address.meeting_id))
      if (!address || !facts) return false
      const invited = await findInvited(tx, facts.meetingId, address.invitee)
      if (!invited) return false
      const answer = this.#ownAnswer(reply, address.invitee)
      if (answer === null) return false
      const targets = await this.#meant(tx, facts, invited, reply)
      if (targets.length === 0) return false
      const known = await tx
        .selectFrom('meeting_answer')
        .select(['meeting_id', 'at', 'people', 'answer', 'note'])
        .where('meeting_id', 'in', targets)
        .where('invitee', '=', invited.invitee)
        .execute()
      const given: NewAnswer[] = []
      for (const meetingId of targets) {
        const before = known.find((row) => row.meeting_id === meetingId)
        if (before && reply.writtenAt !== null && reply.writtenAt + CLOCK_TOLERANCE_MS < before.at) continue
        // A mail that comes twice, or says what is on record, is no answer more.
        if (before?.answer === answer && before.note === reply.note) continue
        // A calendar program cannot say who comes: what was said about that holds.
        const people = before && answer !== 'declined' ? readStored(z.array(SeatedPerson), before.people) : []
        given.push({ meetingId, invited, answer, people, note: reply.note, by: BY_CALENDAR })
      }
      await answers.give(tx, given, { account: null, ip })
      return given.length > 0
    })
  }

  /**
   * Finds the answer of the one whose reply address it is: some programs send the answers of others along. Somebody who answers from another
   * address than the invited one is known by being alone, or by the sender of the mail.
   */
  #ownAnswer({ code, eventId, attendees, from }: CalendarReply, invitee: Invitee): GivenAnswer['answer'] | null {
    const own =
      attendees.find(({ address }) => this.#options.tokens.replyCode(uidOf(eventId), invitee, address) === code) ??
      (attendees.length === 1 ? attendees[0] : attendees.find(({ address }) => address === from))
    return own?.answer ?? null
  }

  async #meant(
    tx: Kysely<Schema>,
    facts: InvitationFacts,
    invited: InvitedRow,
    { eventId, date }: CalendarReply,
  ): Promise<MeetingId[]> {
    if (eventId === facts.meetingId) return asksNoMore(facts, this.#options.clock()) ? [] : [facts.meetingId]
    if (facts.seriesId === null || eventId !== facts.seriesId) return []
    const toCome = await this.#toCome(tx, facts, invited)
    if (date === null) return toCome.map(({ id }) => id)
    const isOn = (at: number | null) => at !== null && ('at' in date ? at === date.at : localDate(at) === date.day)
    const byRule = toCome.filter(({ recurrence_at }) => isOn(recurrence_at))
    // Some programs name a date that was moved by its new start.
    return (byRule.length > 0 ? byRule : toCome.filter(({ starts_at }) => isOn(starts_at))).map(({ id }) => id)
  }

  /** Meetings of the series that are still to come and that this one is invited to. */
  async #toCome(tx: Kysely<Schema>, facts: InvitationFacts, { invitee }: InvitedRow) {
    const meetings = await tx
      .selectFrom('meeting')
      .select(['id', 'recurrence_at', 'starts_at'])
      .where((eb) => (facts.seriesId === null ? eb('id', '=', facts.meetingId) : eb('series_id', '=', facts.seriesId)))
      .where('phase', 'not in', ['draft', 'cancelled', 'ended'])
      .where('ends_at', '>', this.#options.clock())
      .orderBy('starts_at')
      .execute()
    const invitedTo = await meetingsInvitedTo(
      tx,
      meetings.map(({ id }) => id),
      invitee,
    )
    return meetings.filter(({ id }) => invitedTo.has(id))
  }

  /** @param looking a meeting that was cancelled is shown as such; answered it cannot be */
  async #byLink(
    db: Kysely<Schema>,
    token: string,
    looking = false,
  ): Promise<{ facts: InvitationFacts; invited: InvitedRow; all: boolean }> {
    const { tokens, clock } = this.#options
    const link = tokens.open('answer', token)
    if (!link) throw new MeetingError('notFound', 'no such link')
    const facts = await readFactsOf(db, link.meetingId)
    const invited = facts && (await findInvited(db, link.meetingId, link.invitee))
    // The answer to a series counts as long as one of its meetings is still to come.
    const stands =
      facts &&
      invited &&
      facts.phase !== 'draft' &&
      (!asksNoMore(facts, clock()) || (link.all && (await this.#toCome(db, facts, invited)).length > 0))
    const isShown = looking && facts?.phase === 'cancelled' && facts.endsAt > clock()
    if (!facts || !invited || !(stands || isShown))
      throw new MeetingError('linkExpired', 'over, cancelled or withdrawn')
    return { facts, invited, all: link.all }
  }
}
