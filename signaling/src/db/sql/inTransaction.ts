import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import { dialectOf } from './dialectOf.ts'
import type { Schema } from '../schema.ts'
import { isWorthRetrying } from '../engine/storeFailure.ts'

const ATTEMPTS = 6
const FIRST_PAUSE_MS = 10

/**
 * All of the work or nothing of it, as if nobody else worked at the same time; part of the
 * transaction under way when there is one.
 *
 * On SQLite writers queue for the one connection. On PostgreSQL they run beside each other,
 * serializable: when two were in each other's way, one of them is begun again. So `work` may be
 * called several times, and must do nothing but ask the database.
 */
export async function inTransaction<T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await begin(db, work)
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRetrying(error)) throw error
      // The pause is random, so that two that collided do not go on in step.
      await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()))
    }
  }
}

function begin<T>(db: Kysely<Schema>, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  const transaction = db.transaction()
  return (dialectOf(db) === 'postgres' ? transaction.setIsolationLevel('serializable') : transaction).execute(work)
}
