import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, inject, onTestFinished } from 'vitest'
import { AccountStore } from '../auth/AccountStore.ts'
import type { Dialect } from '../db/migrations/columns.ts'
import { openPostgresStore } from '../db/engine/openPostgresStore.ts'
import { openSqliteStore, type SqliteStore } from '../db/engine/openSqliteStore.ts'
import type { Store } from '../db/engine/openStore.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { type StoreTarget, storeTarget } from '../db/engine/storeTarget.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import { accountOf, schedule } from './people.ts'
import { quickTmp } from './quickTmp.ts'
import { createDatabase } from './startPostgres.ts'
import { MIGRATED } from './storesForTests.ts'

export const silent = pino({ level: 'silent' })

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(await quickTmp(), 'diem-cau-signaling-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A real SQLite database with the meeting of {@link schedule} in it. */
export async function temporaryStore(): Promise<SqliteStore> {
  const target = await migratedTarget('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('asked for SQLite')
  const store = await openSqliteStore(target.file)
  onTestFinished(async () => {
    if (store.raw.isOpen) await store.close()
  })
  await seedStore(store)
  return store
}

/**
 * The tests inside run on SQLite and on PostgreSQL. `open` gives a store of their own with the meeting of
 * {@link schedule} in it. Without PostgreSQL on this machine its half is skipped; `npm test` has it always.
 */
export function describeStores(tests: (open: () => Promise<Store>, dialect: Dialect) => void): void {
  describe('sqlite', () => {
    tests(temporaryStore, 'sqlite')
  })
  describe.skipIf(inject('postgres') === null)('postgres', () => {
    tests(temporaryPostgresStore, 'postgres')
  })
}

/** Gives a place where a test may make a store, and where nothing is yet. */
export async function emptyTarget(dialect: Dialect): Promise<StoreTarget> {
  if (dialect === 'sqlite') return storeTarget(null, await temporaryFolder())
  return postgresTarget('template0')
}

/** A store with our schema and no data: a copy is quicker than all migrations. @param folder of SQLite's file */
export async function migratedTarget(dialect: Dialect, folder?: string): Promise<StoreTarget> {
  if (dialect === 'postgres') return postgresTarget(MIGRATED)
  const target = storeTarget(null, folder ?? (await temporaryFolder()))
  if (target.dialect !== 'sqlite') throw new Error('asked for SQLite')
  await copyFile(inject('migratedFile'), target.file)
  return target
}

async function postgresTarget(template: string): Promise<StoreTarget> {
  const server = inject('postgres')
  if (server === null) throw new Error('no PostgreSQL here: guard the test with describeStores')
  const { url, drop } = await createDatabase(server, `t${randomBytes(8).toString('hex')}`, template)
  onTestFinished(drop)
  return storeTarget(url, '.')
}

async function temporaryPostgresStore(): Promise<Store> {
  const target = await migratedTarget('postgres')
  if (target.dialect !== 'postgres') throw new Error('asked for PostgreSQL')
  const store = await openPostgresStore(target, { maxConnections: 4 })
  onTestFinished(() => store.close())
  await seedStore(store)
  return store
}

/** Puts the meeting of {@link schedule} into a store. */
export async function seedStore({ db }: Pick<Store, 'db'>): Promise<void> {
  await new UnitStore(db).add([
    { code: schedule.hostUnit.code, parentCode: null, kind: 'urban_district', name: schedule.hostUnit.name },
  ])
  await new AccountStore(db).add(
    [{ id: accountOf('chair'), login: 'chair', name: 'Chủ tọa', unitCode: schedule.hostUnit.code, passwordHash: '-' }],
    0,
  )
  await new ScheduleStore(db).add({
    ...schedule,
    chairAccountId: accountOf('chair'),
    demo: false,
    seats: [{ accountId: accountOf('chair'), seat: 'chair', unit: schedule.hostUnit }],
  })
}
