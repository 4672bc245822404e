import { type Kysely, PostgresAdapter } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'

/** Tells the store's dialect, for the few queries that the two stores write differently. */
export function dialectOf<T>(db: Kysely<T>): Dialect {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}
