import { CHUNK_POINTS, type Points } from './Points.ts'
import type { Kysely } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { decodeChunk, encodeChunk } from './chunkCodec.ts'

/** Sixty points; `start` in seconds since the epoch. */
export type Chunk = { readonly resourceId: number; readonly start: number; readonly points: Points }

/** Points over longer times, sixty of a resource in one row. */
export class ChunkStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Those that are there already stay: they were made of the same. */
  async add(tx: Kysely<Schema>, seconds: number, chunks: readonly Chunk[]): Promise<void> {
    if (chunks.length === 0) return
    const there = await tx
      .selectFrom('metric_chunk')
      .select(['resource_id', 'start'])
      .where('seconds', '=', seconds)
      .where('start', 'in', [...new Set(chunks.map(({ start }) => start))])
      .execute()
    const known = new Set(there.map(({ resource_id, start }) => `${resource_id} ${start}`))
    await insertMany(
      tx,
      'metric_chunk',
      chunks
        .filter(({ resourceId, start }) => !known.has(`${resourceId} ${start}`))
        .map(({ resourceId, start, points }) => ({
          resource_id: resourceId,
          seconds,
          start,
          data: encodeChunk(points),
        })),
    )
  }

  /** Chunks of one resource that have a point from `from` up to and without `to`, in order. */
  async of(resourceId: number, seconds: number, from: number, to: number): Promise<Chunk[]> {
    const rows = await this.#db
      .selectFrom('metric_chunk')
      .select(['start', 'data'])
      .where('resource_id', '=', resourceId)
      .where('seconds', '=', seconds)
      .where('start', '>', from - CHUNK_POINTS * seconds)
      .where('start', '<', to)
      .orderBy('start')
      .execute()
    return rows.flatMap(({ start, data }) => {
      const points = readable(data)
      return points ? [{ resourceId, start, points }] : []
    })
  }

  /** Resources that have chunks that begin in this time. */
  async resourcesIn(seconds: number, from: number, to: number): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('metric_chunk')
      .select('resource_id')
      .distinct()
      .where('seconds', '=', seconds)
      .where('start', '>=', from)
      .where('start', '<', to)
      .orderBy('resource_id')
      .execute()
    return rows.map(({ resource_id }) => resource_id)
  }

  /** The start of the first chunk from then on; null = there is none. */
  async firstFrom(seconds: number, from: number): Promise<number | null> {
    const row = await this.#db
      .selectFrom('metric_chunk')
      .select('start')
      .where('seconds', '=', seconds)
      .where('start', '>=', from)
      .orderBy('start')
      .limit(1)
      .executeTakeFirst()
    return row?.start ?? null
  }

  /** The time until which chunks are whole; 0: there was never any. */
  async wholeUntil(seconds: number): Promise<number> {
    const row = await this.#db
      .selectFrom('metric_mark')
      .select('whole_until')
      .where('seconds', '=', seconds)
      .executeTakeFirst()
    return row?.whole_until ?? 0
  }

  async mark(tx: Kysely<Schema>, seconds: number, until: number): Promise<void> {
    await tx
      .insertInto('metric_mark')
      .values({ seconds, whole_until: until })
      .onConflict((on) => on.column('seconds').doUpdateSet({ whole_until: until }))
      .execute()
  }

  /** The oldest window that ends before then, all resources of it. @returns whether there was one */
  async pruneOldest(seconds: number, before: number): Promise<boolean> {
    const start = await this.firstFrom(seconds, 0)
    if (start === null || start + CHUNK_POINTS * seconds > before) return false
    await this.#db.deleteFrom('metric_chunk').where('seconds', '=', seconds).where('start', '=', start).execute()
    return true
  }
}

/** A row that something has broken, or a newer program wrote, is a gap in the chart and no more. */
function readable(data: Uint8Array): Points | null {
  try {
    return decodeChunk(data)
  } catch {
    return null
  }
}
