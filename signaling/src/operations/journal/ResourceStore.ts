import { foldText, type MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely, Selectable } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { readStored, UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { noFacts, ResourceFacts } from './ResourceFacts.ts'

type Row = Selectable<Schema['metric_resource']>

/** A resource as it is kept. */
export type KnownResource = Pick<Row, 'key' | 'kind' | 'name' | 'unit_code' | 'meeting_id' | 'participant_id'> & {
  readonly facts: ResourceFacts
}
export type StoredResource = KnownResource & Omit<Row, 'facts'>

/** A row is at most so much behind what is there: a minute of seconds, and the time until that is rolled up. */
const SEEN_WITHIN_MS = 150_000
const SERVERS = ['node', 'worker', 'process', 'service'] as const

/** Most rows of one statement. */
const ROWS_AT_ONCE = 200

/** What was ever measured, a row for each. */
export class ResourceStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Writes them as they are now. @returns the numbers of their rows, by key */
  async save(resources: readonly KnownResource[], now: number): Promise<Map<string, number>> {
    const ids = new Map<string, number>()
    for (let from = 0; from < resources.length; from += ROWS_AT_ONCE) {
      const values = resources.slice(from, from + ROWS_AT_ONCE).map(({ facts, ...columns }) => ({
        ...columns,
        search: foldText(`${columns.name} ${facts.title}`),
        facts: JSON.stringify(facts),
        first_at: now,
        last_at: now,
        changed_at: now,
      }))
      const rows = await this.#db
        .insertInto('metric_resource')
        .values(values)
        .onConflict((on) =>
          on.column('key').doUpdateSet((eb) => ({
            name: eb.ref('excluded.name'),
            search: eb.ref('excluded.search'),
            unit_code: eb.ref('excluded.unit_code'),
            facts: eb.ref('excluded.facts'),
            last_at: eb.ref('excluded.last_at'),
            changed_at: eb.ref('excluded.changed_at'),
          })),
        )
        .returning(['id', 'key'])
        .execute()
      for (const { id, key } of rows) ids.set(key, id)
    }
    return ids
  }

  /** They were there until then. */
  async seen(tx: Kysely<Schema>, ids: readonly number[], until: number): Promise<void> {
    for (const part of inParts(ids, ROWS_AT_ONCE))
      await tx
        .updateTable('metric_resource')
        .set({ last_at: until })
        .where('id', 'in', part)
        .where('last_at', '<', until)
        .execute()
  }

  /** Those whose row is another one since then, or that are asked for by number. */
  async changedSince(since: number, ids: readonly number[]): Promise<StoredResource[]> {
    const changed = await this.#db.selectFrom('metric_resource').selectAll().where('changed_at', '>=', since).execute()
    const rows = [...changed]
    for (const part of inParts(ids, ROWS_AT_ONCE))
      rows.push(...(await this.#db.selectFrom('metric_resource').selectAll().where('id', 'in', part).execute()))
    return rows.map(storedResource)
  }

  /**
   * Rooms of a meeting, and (`meeting` null) servers, that may have been there at some time; milliseconds. Rows say until when they were only now and
   * then, so that some are among them which had just gone.
   */
  async presentIn(meeting: MeetingId | null, from: number, to: number): Promise<StoredResource[]> {
    const rows = await this.#db
      .selectFrom('metric_resource')
      .selectAll()
      .where('kind', 'in', meeting === null ? SERVERS : ['endpoint'])
      .where('meeting_id', meeting === null ? 'is' : '=', meeting)
      .where('last_at', '>=', from - SEEN_WITHIN_MS)
      .where('first_at', '<=', to)
      .orderBy('id')
      .execute()
    return rows.map(storedResource)
  }

  /** Meetings of which anything was measured in a time; milliseconds. */
  async meetingsIn(from: number, to: number): Promise<MeetingId[]> {
    const rows = await this.#db
      .selectFrom('metric_resource')
      .select('meeting_id')
      .distinct()
      .where('kind', '=', 'endpoint')
      .where('last_at', '>=', from)
      .where('first_at', '<', to)
      .execute()
    return rows.flatMap(({ meeting_id }) => meeting_id ?? [])
  }

  /** @returns null when there never was one */
  async find(key: string): Promise<StoredResource | null> {
    const row = await this.#db.selectFrom('metric_resource').selectAll().where('key', '=', key).executeTakeFirst()
    return row ? storedResource(row) : null
  }

  /** Those that nothing is kept of any more. */
  async forget(before: number, limit: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const rows = await tx
        .selectFrom('metric_resource')
        .select('id')
        .where('last_at', '<', before)
        .orderBy('last_at')
        .limit(limit)
        .execute()
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) await tx.deleteFrom('metric_resource').where('id', 'in', ids).execute()
    })
  }
}

export function storedResource({ facts, ...row }: Row): StoredResource {
  return { ...row, facts: readFacts(facts) }
}

/** A row that something has broken is there all the same: its figures can be read. */
function readFacts(json: string): ResourceFacts {
  try {
    return readStored(ResourceFacts, json)
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error
    return noFacts
  }
}
