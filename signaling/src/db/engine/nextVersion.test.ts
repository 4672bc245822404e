import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { schedule } from '../../testing/people.ts'
import { describeStores, migratedTarget, seedStore, temporaryFolder } from '../../testing/temporaryStore.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { explainStoreFailure } from './explainStoreFailure.ts'
import { openPostgresStore } from './openPostgresStore.ts'
import { openSqliteStore } from './openSqliteStore.ts'
import { openStore, type Store } from './openStore.ts'
import { compatibleFrom, readVersion } from './schemaVersion.ts'
import { META_TABLE } from './storeMeta.ts'
import { StartupError } from './StartupError.ts'
import type { StoreTarget } from './storeTarget.ts'

const HANGS = fileURLToPath(new URL('../../testing/migrateAndHang.ts', import.meta.url))

const additive: Migration = async (db) => {
  await sql`alter table unit add column nickname text`.execute(db)
}

async function opened(target: StoreTarget, steps: readonly Migration[] = migrations): Promise<Store> {
  const store =
    target.dialect === 'sqlite'
      ? await openSqliteStore(target.file, undefined, { steps })
      : await openPostgresStore(target, { steps, maxConnections: 2 })
  onTestFinished(() => (store.raw === null || store.raw.isOpen ? store.close() : undefined))
  return store
}

const namesOf = async ({ db }: Store) => (await db.selectFrom('unit').select('name').execute()).map(({ name }) => name)

describeStores((_, dialect) => {
  test('22.4 the version before goes on with a store that the next one has taken forward, and the next one with what it wrote', async () => {
    const target = await migratedTarget(dialect)
    const next = [...migrations, additive]
    const before = await opened(target)
    await seedStore(before)
    if (dialect === 'sqlite') await before.close()
    // On PostgreSQL the version before is connected all the while.
    const after = await opened(target, next)
    expect(await readVersion(after.db, dialect)).toBe(next.length)
    if (dialect === 'sqlite') await after.close()
    const again = dialect === 'sqlite' ? await opened(target) : before
    await again.db.updateTable('unit').set({ name: 'Phường Cái Răng' }).execute()
    if (dialect === 'sqlite') await again.close()
    else expect(await namesOf(await opened(target)), 'started anew').toEqual(['Phường Cái Răng'])
    const last = await opened(target, next)
    expect(await namesOf(last)).toEqual(['Phường Cái Răng'])
    expect(await readVersion(last.db, dialect), 'nobody took it back').toBe(next.length)
  })

  test('22.4 a store says from which version on a program may use it', async () => {
    const store = await opened(await migratedTarget(dialect), [...migrations, additive])
    const { rows } = await sql<{ n: number }>`select compatible_from as n from ${sql.table(META_TABLE)}`.execute(
      store.db,
    )
    expect(rows).toEqual([{ n: compatibleFrom(migrations.length) }])
    expect(compatibleFrom(migrations.length)).toBeLessThanOrEqual(migrations.length)
  })

  test('22.5 a migration whose process is killed leaves the store as it was, in use', async () => {
    const target = await migratedTarget(dialect)
    const before = await opened(target)
    await seedStore(before)
    if (dialect === 'sqlite') await before.close()
    const child = spawn(process.execPath, [HANGS, target.dialect === 'sqlite' ? target.file : target.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(createInterface({ input: child.stdout }), 'line')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = await openStore(target)
    onTestFinished(() => store.close())
    expect(await readVersion(store.db, dialect)).toBe(migrations.length)
    expect(await namesOf(store)).toEqual([schedule.hostUnit.name])
    await expect(sql`select * from half_done`.execute(store.db)).rejects.toThrow(/nickname|half_done/)
  })

  test('22.5 a migration that fails leaves nothing of itself, nor of those before it', async () => {
    const target = await migratedTarget(dialect)
    const failing: Migration = async (db) => {
      await sql`create table half_done (id text primary key)`.execute(db)
      throw new Error('it fails')
    }
    await expect(opened(target, [...migrations, additive, failing])).rejects.toThrow('it fails')
    const store = await opened(target)
    expect(await readVersion(store.db, dialect)).toBe(migrations.length)
    await expect(sql`select nickname from unit`.execute(store.db)).rejects.toThrow(/nickname|half_done/)
  })
})

test('22.5 a disk that fills while the schema is taken forward is said, and the store is as it was', async () => {
  const target = await migratedTarget('sqlite', await temporaryFolder())
  if (target.dialect !== 'sqlite') throw new Error('asked for SQLite')
  const filling: Migration = async (db) => {
    await additive(db, 'sqlite')
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
    // As large as the file may grow, as a disk has so many blocks.
    await sql`PRAGMA max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 4)}`.execute(db)
    await sql`create table large as with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) select i, zeroblob(2000) as x from n`.execute(
      db,
    )
  }
  const error: unknown = await opened(target, [...migrations, filling]).catch((failed: unknown) => failed)
  expect(error).toBeInstanceOf(StartupError)
  expect(explainStoreFailure(error, target)).toMatchObject({
    vi: expect.stringContaining('đã đầy'),
    en: expect.stringContaining('The data is as it was'),
  })
  const store = await opened(target)
  expect(await readVersion(store.db, 'sqlite')).toBe(migrations.length)
  await expect(sql`select nickname from unit`.execute(store.db)).rejects.toThrow(/nickname|half_done/)
})
