import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { migratedTarget, silent, temporaryFolder } from '../../testing/temporaryStore.ts'
import { holdData } from './holdData.ts'
import { SERVER_LOCK } from './holdPostgres.ts'
import { StartupError } from './StartupError.ts'
import type { StoreTarget } from './storeTarget.ts'

async function refusal(work: Promise<unknown>): Promise<StartupError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof StartupError) return error
  throw new Error(`it was not refused: ${String(error)}`)
}

const held = async (dataDir: string, target: StoreTarget, onLost = () => {}) => {
  const hold = await holdData({ dataDir, target, logger: silent, onLost })
  onTestFinished(() => hold.release())
  return hold
}

describe.for(['sqlite', 'postgres'] as const)('%s', (dialect) => {
  test.skipIf(dialect === 'postgres' && inject('postgres') === null)(
    'data are one server’s alone, and the second is told which',
    async () => {
      const target = await migratedTarget(dialect)
      const folder = await temporaryFolder()
      const first = await held(folder, target)
      await first.listening('https://hop.example.vn:8443')
      // Another folder is no way around it on PostgreSQL; nor is another folder with the same file on SQLite.
      const { vi, en } = await refusal(held(await temporaryFolder(), target))
      for (const text of [vi, en]) {
        expect(text).toContain(String(process.pid))
        expect(text).toContain('https://hop.example.vn:8443')
      }
      await first.release()
      await held(folder, target)
    },
  )
})

test('two databases in one folder of keys and papers are one server’s too', async () => {
  const folder = await temporaryFolder()
  await held(folder, await migratedTarget('sqlite'))
  expect(
    (await refusal(held(folder, { dialect: 'sqlite', file: join(folder, 'other.sqlite'), label: 'other' }))).vi,
  ).toContain(folder)
})

test.skipIf(inject('postgres') === null)(
  'a server whose connection PostgreSQL cut holds the database again, or stops when another was faster',
  async () => {
    const target = await migratedTarget('postgres')
    if (target.dialect !== 'postgres') throw new Error('no PostgreSQL')
    let lost = () => {}
    const isLost = new Promise<void>((resolve) => (lost = resolve))
    await held(await temporaryFolder(), target, lost)
    const other = new pg.Client({ connectionString: target.url })
    await other.connect()
    onTestFinished(() => other.end())
    const cut = () =>
      other.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'diem-cau ${process.pid} %' and datname = current_database()`,
      )
    const locks = async () =>
      (
        await other.query(
          `select 1 from pg_locks where locktype = 'advisory' and classid = ${SERVER_LOCK} and granted and database = (select oid from pg_database where datname = current_database())`,
        )
      ).rowCount
    await cut()
    await expect.poll(locks).toBe(0)
    await expect.poll(locks, { timeout: 8000 }).toBe(1)
    await cut()
    await expect.poll(locks).toBe(0)
    await other.query(`select pg_advisory_lock(${SERVER_LOCK}, hashtext('diem_cau'))`)
    await isLost
  },
  30_000,
)
