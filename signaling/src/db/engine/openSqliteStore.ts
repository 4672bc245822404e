import { existsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { damaged, explainStoreFailure } from './explainStoreFailure.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { NodeSqliteDatabase } from './NodeSqliteDatabase.ts'
import type { Schema } from '../schema.ts'
import { migrate, readVersion, refuseNewer } from './schemaVersion.ts'
import { readMeta } from './storeMeta.ts'
import { waitWhileHeld } from './waitWhileHeld.ts'

export type SqliteStore = {
  readonly dialect: 'sqlite'
  readonly label: string
  readonly file: string
  readonly db: Kysely<Schema>
  /** The same, for what knows no tables: migrations, backups. */
  readonly bare: Kysely<unknown>
  /** The same connection without Kysely, for pragmas. */
  readonly raw: DatabaseSync
  /** True if the file was made just now. */
  readonly isNew: boolean
  /** Another one after the data were replaced as a whole. */
  readonly generation: string
  close(): Promise<void>
}

/** A write waits so long for another program that writes, with the whole process; `inTransaction` waits for the rest, and holds up nobody. */
const BUSY_MS = 40

/** The interval that https://www.sqlite.org/pragma.html#pragma_optimize advises for a connection that stays open. */
const UPKEEP_MS = 60 * 60_000
const OPTIMIZE_ALL = '0x10002'

/**
 * Opens the file, or makes it. Every acknowledged write is on disk: WAL with full fsync.
 * @param version to stop the migrations at; the newest unless told
 * @param options steps: the migrations of a program of another version
 * @throws StartupError with what to do, when the file is damaged, newer than this program, not
 *   writable, or the disk is full. Nothing is overwritten then.
 */
export async function openSqliteStore(
  file: string,
  version?: number,
  { evenIfMoved = false, steps = migrations }: { evenIfMoved?: boolean; steps?: readonly Migration[] } = {},
): Promise<SqliteStore> {
  let raw: DatabaseSync | null = null
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const isNew = !existsSync(file)
    raw = new DatabaseSync(file, { timeout: 2000 })
    const connection = new NodeSqliteDatabase(raw)
    const bare = new Kysely<unknown>({ dialect: new SqliteDialect({ database: connection }) })
    const db = bare.$extendTables<Schema>()
    // Reading comes first: a damaged or newer file is left exactly as it was found.
    if (isNew) await chmod(file, 0o600)
    else {
      await refuseNewer(db, await readVersion(db, 'sqlite'), file, steps.length)
      const check = raw.prepare('PRAGMA quick_check(1)').get()
      if (check?.['quick_check'] !== 'ok') throw damaged(file, check)
      await waitWhileHeld(bare, 'sqlite', file, evenIfMoved)
    }
    // LIKE as PostgreSQL has it: it minds the case.
    raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA case_sensitive_like = ON;')
    await migrateFile(bare, raw, version, steps)
    // Waiting would hold up everyone from here on, because SQLite waits with the whole process.
    raw.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
    // The planner needs statistics of the tables: without them a list may be read by the wrong index, and sorted.
    raw.exec(`PRAGMA optimize = ${OPTIMIZE_ALL}`)
    const upkeep = setInterval(() => void sql`PRAGMA optimize`.execute(db).catch(() => {}), UPKEEP_MS).unref()
    const close = async () => {
      clearInterval(upkeep)
      await db.destroy()
    }
    const generation = (await readMeta(db, 'sqlite'))?.generation ?? ''
    return { dialect: 'sqlite', label: file, file, db, bare, raw, isNew, generation, close }
  } catch (error) {
    if (raw?.isOpen) raw.close()
    throw explainStoreFailure(error, { dialect: 'sqlite', file, label: file })
  }
}

/** Foreign keys are off meanwhile, and checked at the end: a table may have to be made anew (https://www.sqlite.org/lang_altertable.html#otheralter). */
async function migrateFile(
  db: Kysely<unknown>,
  raw: DatabaseSync,
  version: number | undefined,
  steps: readonly Migration[],
): Promise<void> {
  raw.exec('PRAGMA foreign_keys = OFF')
  await db.transaction().execute(async (tx) => {
    await migrate(tx, 'sqlite', version, steps)
    const broken = raw.prepare('PRAGMA foreign_key_check').all()
    if (broken.length > 0)
      throw new Error(`a migration left rows that refer to nothing: ${JSON.stringify(broken.slice(0, 5))}`)
  })
  raw.exec('PRAGMA foreign_keys = ON')
}
