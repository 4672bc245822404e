import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { openSqliteStore } from '../engine/openSqliteStore.ts'
import { fillTables, type TableSource } from './fillTables.ts'
import type { Prepared } from './Prepared.ts'
import { withSnapshot } from './Snapshot.ts'

/** Builds the new data in a file beside the one in use, which stays as it is until `place`. */
export async function prepareSqlite(file: string, version: number, source: TableSource): Promise<Prepared> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.new-${process.pid}`
  const discard = async () => {
    for (const ending of ['', '-wal', '-shm']) await rm(`${draft}${ending}`, { force: true })
  }
  await discard()
  try {
    const store = await openSqliteStore(draft, version)
    try {
      store.raw.exec('PRAGMA foreign_keys = OFF')
      await store.bare.transaction().execute(async (tx) => {
        await fillTables(tx, 'sqlite', source)
        const { rows } = await sql`PRAGMA foreign_key_check`.execute(tx)
        if (rows.length > 0) throw new Error(`rows refer to what is not there: ${JSON.stringify(rows.slice(0, 3))}`)
      })
    } finally {
      await store.close()
    }
  } catch (error) {
    await discard()
    throw error
  }
  return {
    snapshot: (work) => withSnapshot({ dialect: 'sqlite', file: draft, label: draft }, work),
    toNewest: async () => (await openSqliteStore(draft)).close(),
    place: async () => {
      if (isUsable(file)) await overwrite(draft, file)
      else await putAside(draft, file)
    },
    discard,
  }
}

/**
 * SQLite's own way to replace a database that others have open: all pages in one transaction, so that
 * each reader sees the old or the new one, and a loss of power leaves the old or the new one.
 */
async function overwrite(draft: string, file: string): Promise<void> {
  const source = new DatabaseSync(draft, { readOnly: true })
  try {
    await backup(source, file, { rate: 10_000 })
  } finally {
    source.close()
  }
}

/** Keeps under another name a file that is no database any more. */
async function putAside(draft: string, file: string): Promise<void> {
  const aside = `${file}.damaged-${Date.now()}`
  for (const ending of ['', '-wal', '-shm'])
    if (existsSync(`${file}${ending}`)) await rename(`${file}${ending}`, `${aside}${ending}`)
  await rename(draft, file)
}

function isUsable(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    const raw = new DatabaseSync(file, { timeout: 2000 })
    try {
      return raw.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok'
    } finally {
      raw.close()
    }
  } catch {
    return false
  }
}
