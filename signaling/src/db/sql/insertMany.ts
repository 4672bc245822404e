import type { Insertable, Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Rows × columns of one statement; SQLite allows 32,766 parameters, PostgreSQL 65,535. */
const MAX_PARAMETERS = 8000

/** Any number of rows, in as few statements as is quick. Use it inside of `inTransaction`. */
export async function insertMany<T extends keyof Schema>(
  tx: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  const columns = Math.max(1, Object.keys(rows[0] ?? {}).length)
  const size = Math.floor(MAX_PARAMETERS / columns)
  for (let from = 0; from < rows.length; from += size) {
    await tx
      .insertInto(table)
      .values(rows.slice(from, from + size))
      .execute()
  }
}
