import type { AccountId } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import { KeptStep, ReadinessReason, RoomProfile } from '@diem-cau/signaling-contract/readiness'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'

/** What is known of a room now, but the figures. Times are milliseconds; null: never, or not. */
export type Known = {
  readonly roomId: AccountId
  readonly health: Health
  readonly reasons: readonly ReadinessReason[]
  readonly since: number | null
  readonly testedAt: number | null
  readonly wholeAt: number | null
  readonly askedAt: number | null
  readonly helpAt: number | null
  readonly copiedAt: number | null
  readonly stillAskedAt: number | null
  /** Null: nobody said what it should have. */
  readonly profile: RoomProfile | null
}
export type KnownWhole = Known & { readonly steps: readonly KeptStep[] }

const Reasons = z.array(ReadinessReason)
const Steps = z.array(KeptStep)

/** Of a room that nothing is known of. */
const nothingOf = (roomId: AccountId): KnownWhole => ({
  roomId,
  health: 'unknown',
  reasons: [],
  since: null,
  testedAt: null,
  wholeAt: null,
  askedAt: null,
  helpAt: null,
  copiedAt: null,
  stillAskedAt: null,
  profile: null,
  steps: [],
})

const small = [
  'room_id',
  'health',
  'reasons',
  'since',
  'tested_at',
  'whole_at',
  'asked_at',
  'help_at',
  'copied_at',
  'still_asked_at',
  'profile',
] as const

type Mark = 'askedAt' | 'helpAt' | 'copiedAt' | 'stillAskedAt'
const columnOf = {
  askedAt: 'asked_at',
  helpAt: 'help_at',
  copiedAt: 'copied_at',
  stillAskedAt: 'still_asked_at',
} as const satisfies Record<Mark, string>

/** How each room stands, as it was found last. */
export class ReadinessStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Of a room without anything: nothing, instead of no answer. */
  async find(roomId: AccountId): Promise<KnownWhole> {
    const row = await this.#db.selectFrom('room_readiness').selectAll().where('room_id', '=', roomId).executeTakeFirst()
    return row ? { ...toKnown(row), steps: readStored(Steps, row.steps) } : nothingOf(roomId)
  }

  /** Of these rooms; null: of all. Those without anything are not in it. */
  async list(roomIds: readonly AccountId[] | null = null): Promise<Map<AccountId, Known>> {
    if (roomIds?.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('room_readiness')
      .select(small)
      .$if(roomIds !== null, (query) => query.where('room_id', 'in', [...(roomIds ?? [])]))
      .execute()
    return new Map(rows.map((row) => [row.room_id, toKnown(row)]))
  }

  async save(known: KnownWhole): Promise<void> {
    const { roomId, health, reasons, steps, profile } = known
    const row = {
      health,
      reasons: JSON.stringify(reasons),
      since: known.since,
      tested_at: known.testedAt,
      whole_at: known.wholeAt,
      steps: JSON.stringify(steps),
      profile: profile === null ? null : JSON.stringify(profile),
      asked_at: known.askedAt,
      help_at: known.helpAt,
      copied_at: known.copiedAt,
      still_asked_at: known.stillAskedAt,
    }
    await this.#db
      .insertInto('room_readiness')
      .values({ room_id: roomId, ...row })
      .onConflict((oc) => oc.column('room_id').doUpdateSet(row))
      .execute()
  }

  /** Notes that something was asked of, or happened to, a room. */
  async mark(roomId: AccountId, what: Mark, at: number | null): Promise<void> {
    const set = { [columnOf[what]]: at }
    await this.#db
      .insertInto('room_readiness')
      .values({
        room_id: roomId,
        health: 'unknown',
        reasons: '[]',
        since: null,
        tested_at: null,
        whole_at: null,
        steps: '[]',
        ...set,
      })
      .onConflict((oc) => oc.column('room_id').doUpdateSet(set))
      .execute()
  }
}

function toKnown(row: Pick<Selectable<Schema['room_readiness']>, (typeof small)[number]>): Known {
  return {
    roomId: row.room_id,
    health: row.health,
    reasons: readStored(Reasons, row.reasons),
    since: row.since,
    testedAt: row.tested_at,
    wholeAt: row.whole_at,
    askedAt: row.asked_at,
    helpAt: row.help_at,
    copiedAt: row.copied_at,
    stillAskedAt: row.still_asked_at,
    profile: row.profile === null ? null : readStored(RoomProfile, row.profile),
  }
}
