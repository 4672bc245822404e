import { randomBytes } from 'node:crypto'
import { type AccountId, foldText, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { OutboxMail, OutboxPage, OutboxQuery } from '@diem-cau/signaling-contract/office'
import { type Expression, type ExpressionBuilder, type Kysely, type Selectable, sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import { readStored, UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'
import { scopeCondition } from '../access.ts'
import { MailContent } from '../invitations/MailContent.ts'

export type NewMail = {
  readonly kind: OutboxMail['kind']
  readonly meetingId: MeetingId | null
  /** The host unit of the meeting; null for a test. */
  readonly unitCode: UnitCode | null
  /** '' for a test. */
  readonly invitee: Invitee | ''
  readonly to: { readonly address: string; readonly name: string }
  readonly subject: string
  readonly content: MailContent
  readonly createdBy?: AccountId
}

/** A mail that this process alone is to send now. */
export type ClaimedMail = NewMail & { readonly mailId: string; readonly tries: number }

/** A mail that tells somebody something, sent or about to be. */
export type KnownMail = Pick<ClaimedMail, 'mailId' | 'kind' | 'meetingId' | 'to' | 'content'> & {
  readonly invitee: Invitee
  readonly told: boolean
  readonly waiting: boolean
  readonly createdAt: number
}

/**
 * A process that claimed a mail has so long for it. When it dies meanwhile, the mail is left to the next one
 * after that, so a mail may arrive twice, but is never lost; both carry the same Message-ID.
 */
export const CLAIM_MS = 10 * 60_000

type Row = Selectable<Schema['outbox']>

/** Time of the last mail of a page, and its id. */
const Key = z.tuple([z.int(), KeyText])

type MailQuery = z.infer<typeof OutboxQuery>

/** The mail that waits, was sent, or could not be. */
export class OutboxStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Part of the transaction of what the mail tells. */
  async add(tx: Kysely<Schema>, mails: readonly NewMail[], now: number): Promise<string[]> {
    const rows = mails.map((mail) => ({
      id: `mail.${randomBytes(12).toString('hex')}`,
      kind: mail.kind,
      meeting_id: mail.meetingId,
      unit_code: mail.unitCode ?? ('' as const),
      invitee: mail.invitee,
      to_address: mail.to.address,
      to_name: mail.to.name,
      subject: mail.subject,
      content: JSON.stringify(mail.content),
      state: 'waiting' as const,
      next_try_at: now,
      created_at: now,
      created_by: mail.createdBy ?? null,
      search: foldText([mail.to.address, mail.to.name, mail.subject].join(' ')),
    }))
    await insertMany(tx, 'outbox', rows)
    return rows.map(({ id }) => id)
  }

  /** Every mail about these meetings that was not dropped and can be read, oldest first. */
  async about(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<KnownMail[]> {
    const rows = await tx
      .selectFrom('outbox')
      .select([
        'id',
        'kind',
        'meeting_id',
        'invitee',
        'to_address',
        'to_name',
        'state',
        'tries',
        'content',
        'created_at',
      ])
      .where('meeting_id', 'in', meetingIds)
      .where('state', '!=', 'dropped')
      .orderBy('created_at')
      .execute()
    return rows.flatMap((row) => readableOrNull(() => toKnown(row)) ?? [])
  }

  /** Takes mails back that still wait: something newer is said instead. */
  async drop(tx: Kysely<Schema>, mailIds: readonly string[]): Promise<void> {
    for (let from = 0; from < mailIds.length; from += 1000) {
      await tx
        .updateTable('outbox')
        .set({ state: 'dropped', next_try_at: null })
        .where('id', 'in', mailIds.slice(from, from + 1000))
        .where('state', '=', 'waiting')
        .execute()
    }
  }

  /** Claims up to `limit` mails whose time has come, oldest first; nobody else gets them as long as the claim lasts. */
  async claim(now: number, limit: number): Promise<ClaimedMail[]> {
    const due = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_try_at', '<=', now)
      .orderBy('next_try_at')
      .limit(limit)
      .execute()
    const claimed: ClaimedMail[] = []
    for (const row of due) {
      const { numUpdatedRows } = await this.#db
        .updateTable('outbox')
        .set({ tries: row.tries + 1, next_try_at: now + CLAIM_MS })
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        // Compare and set: whoever came first has counted the try.
        .where('tries', '=', row.tries)
        .where('next_try_at', '=', row.next_try_at)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) continue
      const mail = readableOrNull(() => toClaimed(row))
      if (mail) claimed.push(mail)
      else await this.markFailed(row.id, 'unreadable: its content is not what this program writes')
    }
    return claimed
  }

  /** Marks it even if it was dropped meanwhile, because it is out. */
  async markSent(mailId: string, now: number): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ state: 'sent', sent_at: now, next_try_at: null, last_error: '' })
      .where('id', '=', mailId)
      .execute()
  }

  async postpone(mailId: string, nextTryAt: number, error: string): Promise<void> {
    await this.#finish(mailId, { next_try_at: nextTryAt, last_error: error })
  }

  async markFailed(mailId: string, error: string): Promise<void> {
    await this.#finish(mailId, { state: 'failed', next_try_at: null, last_error: error })
  }

  /** Drops a mail whose subject is over. */
  async markDropped(mailId: string, why: string): Promise<void> {
    await this.#finish(mailId, { state: 'dropped', next_try_at: null, last_error: why })
  }

  /** Sends it anew from the beginning, at once. @returns false when it does not wait or was not refused */
  async retry(tx: Kysely<Schema>, mailId: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ state: 'waiting', next_try_at: now, tries: 0 })
      .where('id', '=', mailId)
      // A mail that is being sent at this moment is left to whoever claimed it.
      .where((eb) =>
        eb.or([eb('state', '=', 'failed'), eb.and([eb('state', '=', 'waiting'), eb('last_error', '!=', '')])]),
      )
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  /** Forgets mails as if they had never been written. */
  async delete(mailIds: readonly string[]): Promise<void> {
    await this.#db.deleteFrom('outbox').where('id', 'in', mailIds).execute()
  }

  async find(
    mailId: string,
  ): Promise<{ mail: OutboxMail; unitCode: UnitCode | null; createdBy: AccountId | null } | null> {
    const row = await this.#db.selectFrom('outbox').selectAll().where('id', '=', mailId).executeTakeFirst()
    return row
      ? { mail: toMail(row), unitCode: row.unit_code === '' ? null : row.unit_code, createdBy: row.created_by }
      : null
  }

  /**
   * A page, newest first.
   * @param scope where the one who asks may read the outbox; test mails are seen by whoever asked for them
   */
  async list(query: MailQuery, scope: Allowed, reader: AccountId): Promise<Omit<OutboxPage, 'configured'>> {
    const after = readCursor(Key, query.cursor)
    const isWithin = await scopeCondition(this.#db, scope)
    const { q, state, meetingId } = query
    const filtered = (where: (eb: ExpressionBuilder<Schema, 'outbox'>) => Expression<SqlBool>) => {
      let mails = this.#db.selectFrom('outbox').where(where)
      if (state !== undefined) mails = mails.where('state', '=', state)
      if (meetingId !== undefined) mails = mails.where('meeting_id', '=', meetingId)
      if (q !== undefined) mails = mails.where((eb) => matchesWords(eb.ref('outbox.search'), q))
      return mails
    }
    const ofUnits = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
      scope.all
        ? eb('unit_code', '!=', '')
        : eb.and([eb('unit_code', '!=', ''), isWithin(sql<UnitCode>`outbox.unit_code`)])
    const own = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
      eb.and([eb('unit_code', '=', ''), eb('created_by', '=', reader)])
    // A page is found by its order, not by the index of units, which would find nearly all and sort them anew.
    const inOrder = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
      scope.all
        ? eb('unit_code', '!=', '')
        : eb.and([eb('unit_code', '!=', ''), isWithin(sql<UnitCode>`(outbox.unit_code || '')`)])
    const fitting = filtered((eb) => eb.or([inOrder(eb), own(eb)]))
    const page = pageAfter(
      fitting.selectAll(),
      (eb) => [
        [eb.ref('created_at'), 'desc'],
        [eb.ref('id'), 'desc'],
      ],
      after,
      query.limit,
    )
    // Apart, each is counted in an index alone; no mail is both.
    const count = (where: typeof own) =>
      filtered(where)
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
    const [rows, { total: seen }, { total: tests }] = await Promise.all([page.execute(), count(ofUnits), count(own)])
    const { shown, next } = cutPage(rows, query.limit, ({ created_at, id }) => [created_at, id])
    return { items: shown.map(toMail), total: seen + tests, next }
  }

  async #finish(
    mailId: string,
    set: { state?: OutboxMail['state']; next_try_at: number | null; last_error: string },
  ): Promise<void> {
    await this.#db.updateTable('outbox').set(set).where('id', '=', mailId).where('state', '=', 'waiting').execute()
  }
}

/** A mail that cannot be read must not hold up the others. */
function readableOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof UnreadableRow) return null
    throw error
  }
}

function toKnown(
  row: Pick<
    Row,
    'id' | 'kind' | 'meeting_id' | 'invitee' | 'to_address' | 'to_name' | 'state' | 'tries' | 'content' | 'created_at'
  >,
): KnownMail | null {
  if (row.invitee === '') return null
  return {
    mailId: row.id,
    kind: row.kind,
    meetingId: row.meeting_id,
    invitee: row.invitee,
    to: { address: row.to_address, name: row.to_name },
    // A mail that was tried may have arrived, even if nobody said so.
    told: row.state === 'sent' || (row.state === 'waiting' && row.tries > 0),
    waiting: row.state === 'waiting',
    createdAt: row.created_at,
    content: readStored(MailContent, row.content),
  }
}

function toClaimed(row: Row): ClaimedMail {
  return {
    mailId: row.id,
    kind: row.kind,
    meetingId: row.meeting_id,
    unitCode: row.unit_code === '' ? null : row.unit_code,
    invitee: row.invitee,
    to: { address: row.to_address, name: row.to_name },
    subject: row.subject,
    content: readStored(MailContent, row.content),
    tries: row.tries + 1,
  }
}

function toMail(row: Row): OutboxMail {
  return {
    mailId: row.id,
    kind: row.kind,
    to: row.to_address,
    toName: row.to_name,
    subject: row.subject,
    meetingId: row.meeting_id,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at,
    lastError: row.last_error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}
