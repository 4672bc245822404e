import { DatabaseSync } from 'node:sqlite'
import { UnitCode } from '@diem-cau/signaling-contract'
import { sql } from 'kysely'
import { describe, expect, inject, test } from 'vitest'
import { schedule } from '../testing/people.ts'
import { describeStores, emptyTarget, temporaryStore } from '../testing/temporaryStore.ts'
import { VERSION_1 } from '../testing/version1.ts'
import { inTransaction } from './sql/inTransaction.ts'
import { insertMany } from './sql/insertMany.ts'
import { migrations } from './migrations/index.ts'
import { openStore, type Store } from './engine/openStore.ts'
import { readVersion } from './engine/schemaVersion.ts'
import { StartupError } from './engine/StartupError.ts'
import { isStoreFailure, isUniqueViolation } from './engine/storeFailure.ts'
import { META_TABLE } from './engine/storeMeta.ts'
import { storeTarget } from './engine/storeTarget.ts'
import { UnitStore } from '../office/units/UnitStore.ts'

const unit = (code: string) => ({ code: UnitCode.parse(code), parentCode: null, kind: 'ward', name: code })
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

async function refusal(work: Promise<unknown>): Promise<StartupError> {
  const error = await failureOf(work)
  if (!(error instanceof StartupError)) throw new Error('it was opened, or failed otherwise', { cause: error })
  return error
}

describeStores((open, dialect) => {
  test('it is made once, at the newest version, and opened as it was left', async () => {
    const target = await emptyTarget(dialect)
    const first = await openStore(target)
    expect(first.isNew).toBe(true)
    expect(await readVersion(first.db, dialect)).toBe(migrations.length)
    await new UnitStore(first.db).add([unit('a')])
    await first.close()
    const second = await openStore(target)
    expect(second.isNew).toBe(false)
    expect(second.generation).toBe(first.generation)
    expect(await new UnitStore(second.db).isEmpty()).toBe(false)
    await second.close()
  })

  test('22.4 data of a newer program are refused in both languages, and left as they were', async () => {
    const target = await emptyTarget(dialect)
    const store = await openStore(target)
    await (
      dialect === 'sqlite' ? sql`PRAGMA user_version = 99` : sql`update ${sql.table(META_TABLE)} set version = 99`
    ).execute(store.db)
    await sql`update ${sql.table(META_TABLE)} set compatible_from = 99`.execute(store.db)
    await store.close()
    const error = await refusal(openStore(target))
    expect(error.en).toContain('newer')
    expect(error.vi).toContain('mới hơn')
  })

  test('a transaction that fails leaves nothing', async () => {
    const { db } = await open()
    const failed = inTransaction(db, async (tx) => {
      await new UnitStore(tx).add([unit('b')])
      throw new Error('enough')
    })
    await expect(failed).rejects.toThrow('enough')
    expect(await new UnitStore(db).find(UnitCode.parse('b'))).toBeNull()
  })

  test('transactions that read, then write what they read, count each other in', async () => {
    const { db } = await open()
    const grow = () =>
      inTransaction(db, async (tx) => {
        const { name } = await tx
          .selectFrom('unit')
          .select('name')
          .where('code', '=', schedule.hostUnit.code)
          .executeTakeFirstOrThrow()
        await tx
          .updateTable('unit')
          .set({ name: `${name}+` })
          .where('code', '=', schedule.hostUnit.code)
          .execute()
      })
    await Promise.all([grow(), grow(), grow(), grow()])
    const { name } = await db
      .selectFrom('unit')
      .select('name')
      .where('code', '=', schedule.hostUnit.code)
      .executeTakeFirstOrThrow()
    expect(name).toBe(`${schedule.hostUnit.name}++++`)
  })

  test('a key that is taken is told from every other failure', async () => {
    const { db } = await open()
    expect(isUniqueViolation(await failureOf(new UnitStore(db).add([unit(schedule.hostUnit.code)])))).toBe(true)
    const orphan = await failureOf(new UnitStore(db).add([{ ...unit('b'), parentCode: UnitCode.parse('nowhere') }]))
    expect(orphan).toBeInstanceOf(Error)
    expect(isUniqueViolation(orphan)).toBe(false)
  })

  test('whole numbers come back exactly, and one too large for that fails loudly', async () => {
    const { db } = await open()
    const read = (text: string) =>
      sql<{
        n: number
      }>`select cast(${sql.raw(text)} as ${sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')}) as n`.execute(db)
    expect((await read('9007199254740991')).rows).toEqual([{ n: Number.MAX_SAFE_INTEGER }])
    await expect(read('9007199254740993')).rejects.toThrow(/too large/)
    const { count, sum } = await db
      .selectFrom('meeting')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('ends_at').as('sum')])
      .executeTakeFirstOrThrow()
    expect([count, sum]).toEqual([1, schedule.endsAt])
  })

  test('text compares by its bytes, and LIKE minds the case', async () => {
    const { db } = await open()
    await insertMany(
      db,
      'unit',
      ['b', 'B', 'Đ', 'a_', 'Z'].map((code, n) => ({
        code: UnitCode.parse(`u${n}`),
        parent_code: null,
        kind: 'k',
        name: code,
      })),
    )
    const names = await db.selectFrom('unit').select('name').where('kind', '=', 'k').orderBy('name').execute()
    expect(names.map(({ name }) => name)).toEqual(['B', 'Z', 'a_', 'b', 'Đ'])
    expect(
      await db.selectFrom('unit').select('name').where('kind', '=', 'k').where('name', 'like', 'b%').execute(),
    ).toEqual([{ name: 'b' }])
  })

  test('many rows go in whatever their number', async () => {
    const { db } = await open()
    const rows = Array.from({ length: 10_000 }, (_, n) => ({
      code: UnitCode.parse(`u${n}`),
      parent_code: null,
      kind: 'ward',
      name: 'x',
    }))
    await inTransaction(db, (tx) => insertMany(tx, 'unit', rows))
    const { count } = await db
      .selectFrom('unit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(10_001)
  })
})

test('a database of version 1 goes on, its logins in lower case', async () => {
  const target = await emptyTarget('sqlite')
  if (target.dialect !== 'sqlite') throw new Error('not SQLite')
  const old = new DatabaseSync(target.file)
  old.exec(VERSION_1)
  old.exec(
    "INSERT INTO unit VALUES ('u', NULL, 'ward', 'Phường'); INSERT INTO account VALUES ('a', 'Chu.Toa', 'Chủ tọa', 'u', '-', 0, 0)",
  )
  old.close()
  const store = await openStore(target)
  expect(await readVersion(store.db, 'sqlite')).toBe(migrations.length)
  expect(await store.db.selectFrom('account').select(['login', 'name']).execute()).toEqual([
    { login: 'chu.toa', name: 'Chủ tọa' },
  ])
  await store.close()
})

test.for([['postgres://localhost'], ['postgres://'], ['mysql://localhost/db'], ['http://localhost/x']])(
  '%s names no store, and is not repeated',
  ([setting = '']) => {
    expect(() => storeTarget(setting, '.')).toThrow(StartupError)
    expect(() => storeTarget(setting.replace('//', '//me:secret@'), '.')).not.toThrow('secret')
  },
)

test('a store is named to people without its password', () => {
  expect(storeTarget('postgres://me:secret@db:5433/office?sslmode=require', '.').label).toBe(
    'postgres://me@db:5433/office',
  )
  expect(storeTarget(null, '/data')).toEqual({
    dialect: 'sqlite',
    file: '/data/diem-cau.sqlite',
    label: '/data/diem-cau.sqlite',
  })
  expect(storeTarget('', '/data').label).toBe('/data/diem-cau.sqlite')
})

describe.skipIf(inject('postgres') === null)('PostgreSQL alone', () => {
  test('servers that start at once make the schema once', async () => {
    const target = await emptyTarget('postgres')
    const stores = await Promise.all([openStore(target), openStore(target), openStore(target)])
    expect(stores.filter(({ isNew }) => isNew)).toHaveLength(1)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('both stores have the same tables and columns, and all text there compares by its bytes', async () => {
    const postgres = await openStore(await emptyTarget('postgres'))
    const sqlite = await temporaryStore()
    const shape = async ({ db }: Store) => {
      const tables = (await db.introspection.getTables()).map(({ name, columns }) => ({
        name,
        columns: columns
          .map((column) => `${column.name}${column.isNullable && column.name !== 'id' ? '' : ' not null'}`)
          .toSorted(),
      }))
      return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    }
    expect(await shape(postgres)).toEqual(await shape(sqlite))
    const { rows } = await sql`select table_name, column_name from information_schema.columns
      where table_schema = current_schema() and data_type in ('text', 'character varying') and collation_name is distinct from 'C'`.execute(
      postgres.db,
    )
    expect(rows).toEqual([])
    await postgres.close()
  })

  test('a server that cannot be reached, a wrong database: told what to do, without the password', async () => {
    const { url } = urlOf(await emptyTarget('postgres'))
    const elsewhere = new URL(url)
    elsewhere.password = 'geheim'
    elsewhere.port = '1'
    const unreachable = await refusal(openStore(elsewhere.href))
    expect(unreachable.en).toContain('cannot be reached')
    elsewhere.port = new URL(url).port
    elsewhere.pathname = '/nowhere'
    const missing = await refusal(openStore(elsewhere.href))
    expect(missing.en).toContain('createdb')
    for (const error of [unreachable, missing])
      expect(`${error.en}${error.vi}${String(error.cause)}`).not.toContain('geheim')
  })

  test('a connection that the server ends is a failure of the store; the next one works', async () => {
    const target = await emptyTarget('postgres')
    const store = await openStore(target)
    const other = await openStore(target)
    const lost = failureOf(
      inTransaction(store.db, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db)
        await tx.selectFrom('unit').select('code').execute()
      }),
    )
    expect(isStoreFailure(await lost)).toBe(true)
    expect(await new UnitStore(store.db).isEmpty()).toBe(true)
    await Promise.all([store.close(), other.close()])
  })
})

function urlOf(target: Awaited<ReturnType<typeof emptyTarget>>): { url: string } {
  if (target.dialect !== 'postgres') throw new Error('not PostgreSQL')
  return target
}
