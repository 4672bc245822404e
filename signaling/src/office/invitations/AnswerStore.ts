import type { MeetingId } from '@diem-cau/signaling-contract'
import type { AnswerBoard, AnswerRow, GivenAnswer } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import type { AuditActor, AuditLog } from '../../audit/AuditLog.ts'
import { type AnswerEntry, putAnswer } from '../meetings/answerTable.ts'
import { asksNoMore } from './asksNoMore.ts'
import { type EarlierStore, earlierKey } from './EarlierStore.ts'
import { ofSameSeries } from './ofSameSeries.ts'
import { toAnswer } from './toAnswer.ts'
import { type InvitedRow, readInvited, readRecipients } from './invitees.ts'

/** Answers as calendar programs give them, see GivenAnswer.by. */
export const BY_CALENDAR = 'calendar'

export type NewAnswer = Omit<AnswerEntry, 'invitee'> & { readonly invited: InvitedRow }

export type AnswerStoreOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly clock: () => number
  readonly earlier: EarlierStore
  readonly mailConfigured: boolean
}

/** Keeps who said that they come. The last answer counts; earlier ones are in the audit log. */
export class AnswerStore {
  readonly #db: Kysely<Schema>
  readonly #audit: AuditLog
  readonly #clock: () => number
  readonly #earlier: EarlierStore
  readonly #mailConfigured: boolean

  constructor({ db, audit, clock, earlier, mailConfigured }: AnswerStoreOptions) {
    this.#db = db
    this.#audit = audit
    this.#clock = clock
    this.#earlier = earlier
    this.#mailConfigured = mailConfigured
  }

  /**
   * Answers of one invited: one entry of the audit log, however many dates of a series they are for.
   * @param tx its caller has made sure in it that the invitation stands
   */
  async give(tx: Kysely<Schema>, answers: readonly NewAnswer[], actor: AuditActor): Promise<void> {
    const [first] = answers
    if (!first) return
    const at = this.#clock()
    for (const { invited, ...answer } of answers) await putAnswer(tx, { ...answer, invitee: invited.invitee }, at)
    await this.#earlier.forget(
      tx,
      answers.map(({ meetingId }) => meetingId),
      first.invited.invitee,
    )
    const { meetingId, invited, answer, people, by } = first
    const meeting = await tx
      .selectFrom('meeting')
      .select(['title', 'host_unit_code'])
      .where('id', '=', meetingId)
      .executeTakeFirstOrThrow()
    await this.#audit.append(tx, actor, {
      action: 'invitation.answered',
      subject: { type: 'meeting', id: meetingId, name: meeting.title },
      unitCode: meeting.host_unit_code,
      details: {
        invitee: invited.invitee,
        invited: invited.name,
        answer,
        people: people.length,
        by,
        ...(answers.length > 1 ? { meetings: answers.length } : {}),
      },
    })
  }

  async find(meetingId: MeetingId, invitee: Invitee): Promise<GivenAnswer | null> {
    const row = await this.#db
      .selectFrom('meeting_answer')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .where('invitee', '=', invitee)
      .executeTakeFirst()
    return row ? toAnswer(row) : null
  }

  /** All who are invited, with what they said and what became of their mail. */
  async board(meetingId: MeetingId): Promise<AnswerBoard> {
    const [meeting, invited, answers, mails, recipients, earlier] = await Promise.all([
      this.#db
        .selectFrom('meeting')
        .select(['phase', 'ends_at as endsAt'])
        .where('id', '=', meetingId)
        .executeTakeFirst(),
      readInvited(this.#db, meetingId),
      this.#db.selectFrom('meeting_answer').selectAll().where('meeting_id', '=', meetingId).execute(),
      this.#db
        .selectFrom('outbox')
        .select(['invitee', 'state', 'created_at'])
        .where('meeting_id', 'in', ofSameSeries(this.#db, meetingId))
        .where('state', '!=', 'dropped')
        .orderBy('created_at')
        .execute(),
      readRecipients(this.#db, meetingId),
      this.#earlier.of(this.#db, [meetingId]),
    ])
    const answerOf = new Map(answers.map((row) => [row.invitee, toAnswer(row)]))
    const mailsOf = Map.groupBy(mails, ({ invitee }) => invitee)
    const reachable = new Set<string>(recipients.map(({ invitee }) => invitee))
    const closed = meeting !== undefined && asksNoMore(meeting, this.#clock())
    const rows = invited.map(({ kind, invitee, id, name }): AnswerRow => {
      const last = (mailsOf.get(invitee) ?? [])
        .filter((mail, _, all) => mail.created_at === all.at(-1)?.created_at)
        .map(({ state }) => state)
      return {
        kind,
        id,
        name,
        answer: answerOf.get(invitee) ?? null,
        earlier: earlier.get(earlierKey(meetingId, invitee)) ?? null,
        mail: mailState(last, reachable.has(invitee), closed),
      }
    })
    const count = (answer: string) => rows.filter((row) => row.answer?.answer === answer).length
    return {
      rows,
      attending: count('attending'),
      declined: count('declined'),
      tentative: count('tentative'),
      open: rows.filter((row) => row.answer === null).length,
      closed,
      mailConfigured: this.#mailConfigured,
    }
  }
}

/** One of several officials whom it reached is enough. */
function mailState(states: readonly string[], reachable: boolean, closed: boolean): AnswerRow['mail'] {
  if (states.includes('sent')) return 'sent'
  if (states.includes('waiting')) return 'waiting'
  if (states.includes('failed')) return 'failed'
  if (!reachable) return 'none'
  return closed ? 'gone' : 'waiting'
}
