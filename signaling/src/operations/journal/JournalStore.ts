import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Batch } from './Batch.ts'
import { decodeBatch } from './batchCodec.ts'

/** Batches that are read between two looks at everything else. */
const ROWS_AT_ONCE = 30

/** One second of one process. */
export type Written = { readonly process: string; readonly batch: Batch }

/** What each process read in each second, for as long as it is not rolled up. */
export class JournalStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Written twice, the first counts. */
  async append(tx: Kysely<Schema>, process: string, at: number, data: Uint8Array): Promise<void> {
    await tx
      .insertInto('metric_batch')
      .values({ process, at, data })
      .onConflict((on) => on.columns(['process', 'at']).doNothing())
      .execute()
  }

  /** The second of the first batch from then on; null = there is none. */
  async firstFrom(from: number): Promise<number | null> {
    const row = await this.#db
      .selectFrom('metric_batch')
      .select('at')
      .where('at', '>=', from)
      .orderBy('at')
      .limit(1)
      .executeTakeFirst()
    return row?.at ?? null
  }

  /** Batches from `from` up to and without `to`, in the order of their seconds; one that cannot be read is left out. */
  async *read(from: number, to: number, except?: string): AsyncGenerator<Written> {
    let rest = this.#db.selectFrom('metric_batch').select(['process', 'at', 'data']).where('at', '<', to).orderBy('at')
    if (except !== undefined) rest = rest.where('process', '!=', except)
    for (let since = from; since < to; since += ROWS_AT_ONCE) {
      const rows = await rest
        .where('at', '>=', since)
        .where('at', '<', since + ROWS_AT_ONCE)
        .execute()
      for (const { process, data } of rows) {
        const batch = readable(data)
        if (batch) yield { process, batch }
      }
    }
  }

  /** Everything before that second. */
  async prune(before: number): Promise<void> {
    await this.#db.deleteFrom('metric_batch').where('at', '<', before).execute()
  }
}

/** A row that something has broken, or a newer program wrote, takes no other along. */
function readable(data: Uint8Array): Batch | null {
  try {
    return decodeBatch(data)
  } catch {
    return null
  }
}
