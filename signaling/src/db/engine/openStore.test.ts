import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { seedStore, temporaryFolder, temporaryStore } from '../../testing/temporaryStore.ts'
import { inTransaction } from '../sql/inTransaction.ts'
import { explainStoreFailure } from './explainStoreFailure.ts'
import { openSqliteStore } from './openSqliteStore.ts'
import { openStore } from './openStore.ts'
import { StartupError } from './StartupError.ts'
import { storeTarget } from './storeTarget.ts'
import { UnitStore } from '../../office/units/UnitStore.ts'

async function refusedBy(file: string): Promise<StartupError> {
  const error: unknown = await openStore(file).then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof StartupError)) throw new Error('it was opened, or failed otherwise', { cause: error })
  expect(error.vi).toContain(file)
  expect(error.en).toContain(file)
  return error
}

test('what is acknowledged survives the power: WAL, full fsync, foreign keys', async () => {
  const { raw } = await temporaryStore()
  expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  expect(raw.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  expect(raw.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
})

test('a database is made once, and opened as it was left', async () => {
  const first = await openSqliteStore(join(await temporaryFolder(), 'diem-cau.sqlite'))
  expect(first.isNew).toBe(true)
  await seedStore(first)
  await first.close()
  const second = await openStore(first.file)
  expect(second.isNew).toBe(false)
  expect(await new UnitStore(second.db).isEmpty()).toBe(false)
  await second.close()
})

test('a database newer than the program is refused, and left as it was', async () => {
  const store = await temporaryStore()
  const { file, raw } = store
  raw.exec('PRAGMA user_version = 99; UPDATE store_meta SET compatible_from = 99')
  await store.close()
  const before = await readFile(file)
  expect((await refusedBy(file)).en).toContain('newer')
  expect(await readFile(file)).toEqual(before)
})

test('a file that is no database is refused, and left as it was', async () => {
  const file = join(await temporaryFolder(), 'diem-cau.sqlite')
  await writeFile(file, 'Biên bản cuộc họp, không phải cơ sở dữ liệu. '.repeat(200))
  const before = await readFile(file)
  expect((await refusedBy(file)).en).toContain('damaged')
  expect(await readFile(file)).toEqual(before)
})

test('a damaged database is refused, and left as it was', async () => {
  const store = await temporaryStore()
  const { file, raw } = store
  raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  await store.close()
  const bytes = await readFile(file)
  bytes.fill(0x5a, 4096, bytes.length - 4096)
  await writeFile(file, bytes)
  expect((await refusedBy(file)).en).toContain('damaged')
  expect(await readFile(file)).toEqual(bytes)
})

test('a folder that cannot be a folder is explained', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  expect((await refusedBy(join(folder, 'file', 'diem-cau.sqlite'))).en).toContain('cannot be written')
})

test('a database that another program has locked is explained', async () => {
  const store = await temporaryStore()
  const { file } = store
  await store.close()
  const other = new DatabaseSync(file)
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE')
  expect((await refusedBy(file)).en).toContain('Another program')
  other.close()
})

test('a disk that is full while a transaction writes leaves nothing of it, and is explained', async () => {
  const { file, raw, db } = await temporaryStore()
  const before = await db.selectFrom('unit').selectAll().execute()
  raw.exec(`PRAGMA max_page_count = ${Number(raw.prepare('PRAGMA page_count').get()?.['page_count'])}`)
  const filling = inTransaction(db, async (tx) => {
    for (let n = 0; n < 2000; n += 1) {
      await new UnitStore(tx).add([
        { code: UnitCode.parse(`u${n}`), parentCode: null, kind: 'ward', name: 'x'.repeat(200) },
      ])
    }
  })
  const error: unknown = await filling.then(
    () => null,
    (e: unknown) => e,
  )
  expect(explainStoreFailure(error, storeTarget(file, '.'))).toMatchObject({
    name: 'StartupError',
    en: expect.stringContaining('full'),
  })
  expect(await db.selectFrom('unit').selectAll().execute()).toEqual(before)
})

test('a write waits for another program that writes, and holds up nothing else meanwhile', async () => {
  const store = await temporaryStore()
  expect(store.raw.prepare('PRAGMA busy_timeout').get(), 'as long the whole process stands still').toEqual({
    timeout: 40,
  })
  const other = new DatabaseSync(store.file)
  other.exec('BEGIN IMMEDIATE')
  const write = inTransaction(store.db, (tx) => tx.updateTable('unit').set({ name: 'Phường Mới' }).execute())
  // Others have their turns between its tries.
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  other.exec('COMMIT')
  other.close()
  await write
  expect(await store.db.selectFrom('unit').select('name').distinct().execute()).toEqual([{ name: 'Phường Mới' }])
})
