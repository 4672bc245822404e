import { MeetingError } from '@diem-cau/signaling-contract'
import { type Kysely, sql } from 'kysely'
import { dialectOf } from '../../store/dialectOf.ts'
import { inTransaction } from '../../store/inTransaction.ts'
import type { Schema } from '../../store/schema.ts'

/** "diemcau", and which of its locks. */
const LOCK = { program: 0x6469656d, imports: 2 }

/** Stores with an import under way in this process. */
const importing = new WeakSet<Kysely<Schema>>()

/**
 * One import at a time, of whatever kind and in whichever process, all of it or nothing. On PostgreSQL the
 * lock belongs to the transaction: should this process die, it is free.
 * @param work may be called again, see `inTransaction`
 * @throws MeetingError `importBusy`
 */
export async function withImportLock<T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  if (importing.has(db)) throw new MeetingError('importBusy')
  importing.add(db)
  try {
    return await inTransaction(db, async (tx) => {
      if (dialectOf(tx) === 'postgres') {
        const { rows } = await sql<{ free: boolean }>`
          select pg_try_advisory_xact_lock(${sql.lit(LOCK.program)}, ${sql.lit(LOCK.imports)}) as free`.execute(tx)
        if (rows[0]?.free !== true) throw new MeetingError('importBusy')
      }
      return work(tx)
    })
  } finally {
    importing.delete(db)
  }
}
