import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { connectPostgres } from '../engine/connectPostgres.ts'
import { explainStoreFailure } from '../engine/explainStoreFailure.ts'
import { NodeSqliteDatabase } from '../engine/NodeSqliteDatabase.ts'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import type { Schema } from '../schema.ts'
import { readMeta, writeHeld } from '../engine/storeMeta.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { describeTables } from './describeTables.ts'
import type { TableSource } from './fillTables.ts'
import { holdStore } from './holdStore.ts'
import { preparePostgres } from './placePostgres.ts'
import type { Prepared } from './Prepared.ts'
import { refuseUnfitTexts } from './refuseUnfitTexts.ts'
import { type Snapshot, withSnapshot } from './Snapshot.ts'
import { type TableSum, writeLines } from './tableLines.ts'
import { type Progress, TransferError } from './TransferError.ts'
import { tryLogs } from './tryLogs.ts'

export type MoveOptions = {
  readonly from: StoreTarget & { dialect: 'sqlite' }
  readonly to: StoreTarget & { dialect: 'postgres' }
  /** True goes on even while meetings are under way. */
  readonly force: boolean
  readonly say: Progress
}

/**
 * Moves all data from SQLite to an empty PostgreSQL and compares every table there, row by row. Meanwhile nothing
 * can be written to SQLite; afterwards no server uses it any more, so that nothing is written where nobody looks.
 * @returns rows and SHA-256 of each table, the same on both sides
 * @throws TransferError, StartupError; then SQLite is used as before, and PostgreSQL is empty
 */
export async function moveStore({ from, to, force, say }: MoveOptions): Promise<Map<string, TableSum>> {
  await refuseFilled(to)
  await holdStore(from).refuseLive(force)
  // The store gets this program's version: a server that runs is of the same, or is stopped for the upgrade anyway.
  await openForMove(from)
  const raw = new DatabaseSync(from.file, { timeout: 5000 })
  const lock = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new NodeSqliteDatabase(raw) }) })
  let prepared: Prepared | null = null
  try {
    return await lock.transaction().execute(async (tx) => {
      const sums = new Map<string, TableSum>()
      say(`reading ${from.label}; until this ends nothing can be written to it`)
      await withSnapshot(from, async (snapshot) => {
        await refuseUnfitTexts(snapshot)
        prepared = await preparePostgres(to, snapshot.version, tablesOf(snapshot, say))
        say('comparing every table')
        await prepared.snapshot(async (copy) => {
          for (const table of snapshot.tables) {
            const there = copy.tables.find(({ name }) => name === table.name)
            const [ours, theirs] = [await writeLines(snapshot, table), there ? await writeLines(copy, there) : null]
            if (ours.sha256 !== theirs?.sha256)
              throw new TransferError(
                `Table ${table.name} is not the same in PostgreSQL (${ours.rows} rows here, ${theirs?.rows ?? 'no table'} there). Nothing was moved.`,
              )
            sums.set(table.name, ours)
            say(`table ${table.name}: ${ours.rows} rows, sha-256 ${ours.sha256.slice(0, 16)}… on both sides`)
          }
          await tryLogs(copy.db.$extendTables<Schema>(), say)
        })
      })
      await place(prepared)
      await writeHeld(tx, { why: 'moved', at: Date.now(), to: to.label })
      return sums
    })
  } finally {
    await discard(prepared)
    await lock.destroy()
  }
}

/** Lets servers use the file again. What was written to PostgreSQL meanwhile is not in it. */
export async function undoMove(from: StoreTarget & { dialect: 'sqlite' }): Promise<void> {
  const raw = new DatabaseSync(from.file, { timeout: 5000 })
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new NodeSqliteDatabase(raw) }) })
  try {
    if ((await readMeta(db, 'sqlite'))?.held?.why !== 'moved')
      throw new TransferError(`${from.label} was not moved; there is nothing to undo.`)
    await writeHeld(db, null)
  } finally {
    await db.destroy()
  }
}

// Assigned inside a callback: the compiler still sees the null of the beginning.
const place = (prepared: Prepared | null) => prepared?.place()
const discard = (prepared: Prepared | null) => prepared?.discard()

async function openForMove(from: StoreTarget & { dialect: 'sqlite' }): Promise<void> {
  await withSnapshot(from, () => Promise.resolve())
  await (await openSqliteStore(from.file, undefined, { evenIfMoved: true })).close()
}

async function refuseFilled(to: StoreTarget & { dialect: 'postgres' }): Promise<void> {
  const db = connectPostgres(to, { maxConnections: 1 })
  try {
    for (const table of await describeTables(db, 'postgres')) {
      const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(db)
      if (rows.length > 0)
        throw new TransferError(
          `${to.label} is not empty: table ${table.name} has rows. Nothing was moved. Name an empty database, or drop its schema diem_cau first.`,
        )
    }
  } catch (error) {
    throw explainStoreFailure(error, to)
  } finally {
    await db.destroy()
  }
}

function tablesOf(snapshot: Snapshot, say: Progress): TableSource {
  return async function* source({ name }) {
    const table = snapshot.tables.find((table) => table.name === name)
    if (!table) return
    let sent = 0
    for await (const rows of snapshot.rows(table)) {
      yield { columns: table.columns, rows }
      sent += rows.length
    }
    say(`table ${name}: ${sent} rows sent`)
  }
}
