import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { connectPostgres, SCHEMA } from '../engine/connectPostgres.ts'
import { explainStoreFailure } from '../engine/explainStoreFailure.ts'
import type { Dialect } from '../migrations/columns.ts'
import { NodeSqliteDatabase } from '../engine/NodeSqliteDatabase.ts'
import { readVersion, refuseNewer } from '../engine/schemaVersion.ts'
import { StartupError } from '../engine/StartupError.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { describeTables, type Table } from './describeTables.ts'

/** A value as both stores give it. */
export type Value = string | number | null | Uint8Array
/** Values in the order of the table's columns. */
export type Row = readonly Value[]

/** A store as it was at one moment, whatever is written meanwhile. */
export type Snapshot = {
  readonly dialect: Dialect
  readonly version: number
  readonly db: Kysely<unknown>
  readonly tables: readonly Table[]
  /** The rows in the order of the key, some at a time. */
  rows(table: Table): AsyncGenerator<Row[]>
}

const ROWS_AT_ONCE = 1000

/**
 * Reads a store without changing it or holding up who uses it: in WAL a reader of SQLite keeps its
 * version of every page; PostgreSQL does the same in a repeatable-read transaction.
 * @param schema of PostgreSQL
 * @throws StartupError when there is no such store, or it cannot be read
 */
export async function withSnapshot<T>(
  target: StoreTarget,
  work: (snapshot: Snapshot) => Promise<T>,
  schema = SCHEMA,
): Promise<T> {
  try {
    return target.dialect === 'sqlite' ? await ofSqlite(target.file, work) : await ofPostgres(target, work, schema)
  } catch (error) {
    throw explainStoreFailure(error, target)
  }
}

async function ofSqlite<T>(file: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw empty(file)
  const raw = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new NodeSqliteDatabase(raw) }) })
  try {
    raw.exec('BEGIN')
    return await work(
      await snapshotOf(db, 'sqlite', file, async function* rows(table) {
        const statement = raw.prepare(select(table))
        statement.setReturnArrays(true)
        let batch: Row[] = []
        for (const row of statement.iterate()) {
          batch.push(Object.values(row).map((value) => plain(value)))
          if (batch.length < ROWS_AT_ONCE) continue
          yield batch
          batch = []
        }
        yield batch
      }),
    )
  } finally {
    raw.close()
  }
}

async function ofPostgres<T>(
  target: StoreTarget & { dialect: 'postgres' },
  work: (snapshot: Snapshot) => Promise<T>,
  schema: string,
): Promise<T> {
  const db = connectPostgres(target, { schema, maxConnections: 1 })
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await sql`set local statement_timeout = 0`.execute(tx)
        let cursors = 0
        return work(
          await snapshotOf(tx, 'postgres', target.label, async function* rows(table) {
            const cursor = sql.raw(`rows_${(cursors += 1)}`)
            await sql`declare ${cursor} no scroll cursor for ${sql.raw(select(table))}`.execute(tx)
            for (;;) {
              const { rows } = await sql<
                Record<string, unknown>
              >`fetch ${sql.lit(ROWS_AT_ONCE)} from ${cursor}`.execute(tx)
              yield rows.map((row) => table.columns.map((column) => plain(row[column])))
              if (rows.length < ROWS_AT_ONCE) break
            }
            await sql`close ${cursor}`.execute(tx)
          }),
        )
      })
  } finally {
    await db.destroy()
  }
}

async function snapshotOf(
  db: Kysely<unknown>,
  dialect: Dialect,
  label: string,
  rows: Snapshot['rows'],
): Promise<Snapshot> {
  const version = await readVersion(db, dialect)
  if (version === 0) throw empty(label)
  await refuseNewer(db, version, label)
  return { dialect, version, db, tables: await describeTables(db, dialect), rows }
}

/** Both order text by its bytes. */
function select(table: Table): string {
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
  return `select ${list(table.columns)} from "${table.name}" order by ${list(table.key)}`
}

function plain(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array)
    return value
  throw new TypeError(`a value of type ${typeof value} has no place in a backup`)
}

function empty(label: string): StartupError {
  return new StartupError({
    vi: `${label} chưa có dữ liệu của Diem Cau. Hãy kiểm tra --data và DIEM_CAU_DATABASE.`,
    en: `${label} holds no data of Diem Cau yet. Check --data and DIEM_CAU_DATABASE.`,
  })
}
