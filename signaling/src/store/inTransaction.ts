import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** All of the work or nothing of it; part of the transaction under way when there is one. */
export function inTransaction<T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
