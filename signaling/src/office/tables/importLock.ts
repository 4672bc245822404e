import { MeetingError } from '@diem-cau/signaling-contract'
import { type Kysely, sql } from 'kysely'
import { dialectOf } from '../../db/sql/dialectOf.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'

/** "diemcau", and which of its locks. */
const LOCK = { program: 0x6469656d, imports: 2 }

/** Stores with an import under way in this process. */
const importing = new WeakSet<Kysely<Schema>>()

/**
 * One import at a time in this process, of whatever kind, from the first row that is read on.
 * @throws MeetingError `importBusy`
 */
export async function oneImport<T>(db: Kysely<Schema>, work: () => Promise<T>): Promise<T> {
  if (importing.has(db)) throw new MeetingError('importBusy')
  importing.add(db)
  try {
    return await work()
  } finally {
    importing.delete(db)
  }
}

/**
 * Runs what an import writes: all of it or nothing, and one import in whichever process. On PostgreSQL the
 * lock belongs to the transaction: should this process die, it is free.
 * @param work may be called again, see `inTransaction`
 * @throws MeetingError `importBusy`
 */
export function withImportLock<T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    if (dialectOf(tx) === 'postgres') {
      const { rows } = await sql<{ free: boolean }>`
        select pg_try_advisory_xact_lock(${sql.lit(LOCK.program)}, ${sql.lit(LOCK.imports)}) as free`.execute(tx)
      if (rows[0]?.free !== true) throw new MeetingError('importBusy')
    }
    return work(tx)
  })
}
