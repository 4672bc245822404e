import { type AccountId, localDate } from '@diem-cau/signaling-contract'
import {
  BoardReason,
  type ReadinessDay,
  Run,
  type RunSummary,
  type RunTrigger,
} from '@diem-cau/signaling-contract/readiness'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import type { Known } from './ReadinessStore.ts'

const DAY_MS = 86_400_000
/** Tests are kept for 24 months, their figures for 60 days: 85 rooms make some thousand a day before meetings. */
const KEEP_MS = 731 * DAY_MS
const KEEP_FIGURES_MS = 60 * DAY_MS
/** Each test that is added takes so many away at most. */
const PRUNE_AT_ONCE = 50
/** Most tests of one answer. */
const MAX_LISTED = 50
/** Vietnam is so far ahead of UTC. */
const OFFSET_MS = 7 * 3_600_000

const Reasons = z.array(BoardReason)
const rank = { good: 0, weak: 1, unknown: 2, bad: 3 } as const

/** Every test of every room. */
export class RunStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Adds a test, and takes old ones away: it keeps itself small as long as any room tests itself. */
  async add(run: Run, reasons: readonly BoardReason[]): Promise<void> {
    await this.#db
      .insertInto('readiness_run')
      .values({
        room_id: run.roomId,
        id: run.runId,
        at: run.at,
        trigger: run.trigger,
        meeting_id: run.meetingId,
        health: run.health,
        reasons: JSON.stringify(reasons),
        has_figures: 1,
        run: JSON.stringify(run),
      })
      // Said again long after, when its figures are forgotten, or twice at once: it is there.
      .onConflict((oc) => oc.columns(['room_id', 'id']).doNothing())
      .execute()
    await this.#prune(run.at)
  }

  /** Null: there is none, or its figures are forgotten. */
  async find(roomId: AccountId, runId: string): Promise<Run | null> {
    const row = await this.#db
      .selectFrom('readiness_run')
      .select('run')
      .where('room_id', '=', roomId)
      .where('id', '=', runId)
      .where('has_figures', '=', 1)
      .executeTakeFirst()
    return row ? readStored(Run, row.run) : null
  }

  /** What the last whole test of a room was for; of a room that had none, one that has to take everything. */
  async wholeTrigger({ roomId, wholeAt }: Pick<Known, 'roomId' | 'wholeAt'>): Promise<RunTrigger> {
    if (wholeAt === null) return 'hand'
    const row = await this.#db
      .selectFrom('readiness_run')
      .select('trigger')
      .where('room_id', '=', roomId)
      .where('at', '=', wholeAt)
      .where('trigger', '!=', 'watch')
      .executeTakeFirst()
    return row?.trigger ?? 'hand'
  }

  /** The newest first. */
  async list(roomId: AccountId, before: number | null): Promise<{ runs: RunSummary[]; more: boolean }> {
    const rows = await this.#db
      .selectFrom('readiness_run')
      .select(['id', 'at', 'trigger', 'meeting_id', 'health', 'reasons', 'has_figures'])
      .where('room_id', '=', roomId)
      .$if(before !== null, (query) => query.where('at', '<', before ?? 0))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_LISTED + 1)
      .execute()
    return {
      runs: rows.slice(0, MAX_LISTED).map((row) => ({
        runId: row.id,
        at: row.at,
        trigger: row.trigger,
        meetingId: row.meeting_id,
        health: row.health,
        reasons: readStored(Reasons, row.reasons),
        hasFigures: row.has_figures === 1,
      })),
      more: rows.length > MAX_LISTED,
    }
  }

  /** Days with a test, the oldest first. */
  async days(roomId: AccountId, now: number): Promise<ReadinessDay[]> {
    const day = sql<number>`(at + ${sql.lit(OFFSET_MS)}) / ${sql.lit(DAY_MS)}`
    const rows = await this.#db
      .selectFrom('readiness_run')
      .select((eb) => [day.as('day'), 'health', eb.fn.countAll<number>().as('count')])
      .where('room_id', '=', roomId)
      .where('at', '>=', now - KEEP_MS)
      .groupBy([day, 'health'])
      .orderBy('day')
      .execute()
    return [...Map.groupBy(rows, (row) => Math.floor(row.day))].map(([number, of]) => ({
      day: localDate(number * DAY_MS),
      worst: of.reduce(
        (worst, { health }) => (rank[health] > rank[worst] ? health : worst),
        of[0]?.health ?? 'unknown',
      ),
      runs: of.reduce((sum, { count }) => sum + count, 0),
      bad: of.filter(({ health }) => health === 'bad').reduce((sum, { count }) => sum + count, 0),
    }))
  }

  async #prune(now: number): Promise<void> {
    const old = await this.#db
      .selectFrom('readiness_run')
      .select(['room_id', 'id'])
      .where('at', '<', now - KEEP_MS)
      .limit(PRUNE_AT_ONCE)
      .execute()
    for (const { room_id, id } of old)
      await this.#db.deleteFrom('readiness_run').where('room_id', '=', room_id).where('id', '=', id).execute()
    const wide = await this.#db
      .selectFrom('readiness_run')
      .select(['room_id', 'id'])
      .where('has_figures', '=', 1)
      .where('at', '<', now - KEEP_FIGURES_MS)
      .limit(PRUNE_AT_ONCE)
      .execute()
    for (const { room_id, id } of wide)
      await this.#db
        .updateTable('readiness_run')
        .set({ has_figures: 0, run: '' })
        .where('room_id', '=', room_id)
        .where('id', '=', id)
        .execute()
  }
}
