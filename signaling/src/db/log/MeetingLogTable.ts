import { LoggedEvent, type MeetingId, type OptionId, RequestId, type VoteId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { LogEntry, MeetingLog, SecretChoice } from './MeetingLog.ts'
import { type ChainedRow, chainHash } from './chainHash.ts'
import { hasEnded } from './hasEnded.ts'
import { inTransaction } from '../sql/inTransaction.ts'
import type { Schema } from '../schema.ts'
import { StoreError } from '../engine/StoreError.ts'

/**
 * The log of all meetings in one table; its primary key (meeting_id, seq) is what keeps two writers apart, and the
 * hash of each row holds all before it (SPEC 13.2).
 */
export class MeetingLogTable implements MeetingLog {
  readonly #db: Kysely<Schema>
  /** The last row of each meeting that this process writes, so that it is not read before each append. */
  readonly #heads = new Map<MeetingId, { readonly seq: number; readonly hash: string }>()

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async append(
    meetingId: MeetingId,
    entries: readonly LogEntry[],
    choices: readonly SecretChoice[] = [],
  ): Promise<void> {
    const first = entries[0]
    if (!first) return
    try {
      const rows = chained(meetingId, entries, await this.#hashBefore(meetingId, first.seq))
      if (choices.length === 0) await this.#insert(this.#db, rows)
      else {
        await inTransaction(this.#db, async (tx) => {
          await this.#insert(tx, rows)
          await count(tx, meetingId, choices)
        })
      }
      const last = rows.at(-1)
      if (last) this.#heads.set(meetingId, { seq: last.seq, hash: last.hash })
    } catch (error) {
      this.#heads.delete(meetingId)
      throw StoreError.from(error)
    }
  }

  async read(meetingId: MeetingId, seq: number): Promise<LoggedEvent[]> {
    const rows = await this.#db
      .selectFrom('meeting_log')
      .select(['seq', 'at', 'event'])
      .where('meeting_id', '=', meetingId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .execute()
    return rows.map((row) => LoggedEvent.parse({ seq: row.seq, at: row.at, event: JSON.parse(row.event) }))
  }

  async requests(meetingId: MeetingId, seq: number): Promise<{ actor: string; requestId: RequestId }[]> {
    const rows = await this.#db
      .selectFrom('meeting_log')
      .select(['actor', 'request_id'])
      .where('meeting_id', '=', meetingId)
      .where('seq', '>', seq)
      .where('request_id', 'is not', null)
      .execute()
    return rows.flatMap(({ actor, request_id }) => {
      const requestId = RequestId.safeParse(request_id)
      return actor !== null && requestId.success ? [{ actor, requestId: requestId.data }] : []
    })
  }

  /** Counts the choices of a secret vote. */
  async tally(meetingId: MeetingId, voteId: VoteId): Promise<Record<OptionId, number>> {
    const rows = await this.#db
      .selectFrom('vote_tally')
      .select(['option_id', 'count'])
      .where('meeting_id', '=', meetingId)
      .where('vote_id', '=', voteId)
      .execute()
    return Object.fromEntries(rows.map(({ option_id, count }) => [option_id, count]))
  }

  async unfinished(since: number): Promise<MeetingId[]> {
    const rows = await this.#db
      .selectFrom('meeting')
      .select('id')
      .where('ends_at', '>', since)
      .where((eb) => eb.exists(eb.selectFrom('meeting_log').select('seq').whereRef('meeting_id', '=', 'meeting.id')))
      .where((eb) => eb.not(hasEnded(eb)))
      .execute()
    return rows.map((row) => row.id)
  }

  /** The hash is known from the last append, or read: null before the first row. */
  async #hashBefore(meetingId: MeetingId, seq: number): Promise<string | null> {
    if (seq === 1) return null
    const head = this.#heads.get(meetingId)
    if (head?.seq === seq - 1) return head.hash
    const row = await this.#db
      .selectFrom('meeting_log')
      .select('hash')
      .where('meeting_id', '=', meetingId)
      .where('seq', '=', seq - 1)
      .executeTakeFirst()
    return row?.hash ?? null
  }

  /** One statement is one transaction: all rows or none. */
  async #insert(
    db: Kysely<Schema>,
    rows: readonly (ChainedRow & { readonly hash: string; readonly type: string })[],
  ): Promise<void> {
    await db
      .insertInto('meeting_log')
      .values(
        rows.map(({ meetingId, requestId, ...row }) => ({
          meeting_id: meetingId as MeetingId,
          request_id: requestId,
          ...row,
        })),
      )
      .execute()
  }
}

function chained(meetingId: MeetingId, entries: readonly LogEntry[], before: string | null) {
  let previous = before
  return entries.map(({ seq, at, actor, requestId, event }) => {
    const row = { meetingId, seq, at, actor, requestId, event: JSON.stringify(event) }
    previous = chainHash(previous, row)
    return { ...row, hash: previous, type: event.type }
  })
}

/**
 * Every counter of the vote is written with every ballot: PostgreSQL keeps with each row which transaction wrote it last, and
 * where, and the line of who has voted has the same. Ballots that are committed together are one more step away from their choices.
 */
async function count(tx: Kysely<Schema>, meetingId: MeetingId, choices: readonly SecretChoice[]): Promise<void> {
  for (const [voteId, ballots] of Map.groupBy(choices, (choice) => choice.voteId))
    await countVote(tx, meetingId, voteId, ballots)
}

async function countVote(
  tx: Kysely<Schema>,
  meetingId: MeetingId,
  voteId: VoteId,
  ballots: readonly SecretChoice[],
): Promise<void> {
  const options = ballots[0]?.options ?? []
  const more = (optionId: OptionId) => ballots.filter((ballot) => ballot.optionId === optionId).length
  await tx
    .insertInto('vote_tally')
    .values(options.map((option_id) => ({ meeting_id: meetingId, vote_id: voteId, option_id, count: 0 })))
    .onConflict((oc) => oc.columns(['meeting_id', 'vote_id', 'option_id']).doNothing())
    .execute()
  await tx
    .updateTable('vote_tally')
    .set((eb) => {
      const [first, ...others] = options
      if (first === undefined) return {}
      const added = others.reduce(
        (cases, optionId) => cases.when('option_id', '=', optionId).then(more(optionId)),
        eb.case().when('option_id', '=', first).then(more(first)),
      )
      return { count: eb('count', '+', added.else(0).end()) }
    })
    .where('meeting_id', '=', meetingId)
    .where('vote_id', '=', voteId)
    .execute()
}
