import { setTimeout as wait } from 'node:timers/promises'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openPostgresStore } from '../../db/engine/openPostgresStore.ts'
import { openStore, type Store } from '../../db/engine/openStore.ts'
import { UnitStore } from './UnitStore.ts'
import { NOON } from '../../testing/people.ts'
import { describeStores, emptyTarget } from '../../testing/temporaryStore.ts'
import { AuditLog, SYSTEM_ACTOR } from '../../audit/AuditLog.ts'
import { exportUnits } from './exportUnits.ts'
import { oneImport } from '../tables/importLock.ts'
import { importUnits } from './importUnits.ts'

const all = { mayManage: () => true, mayAddRoots: true }
const clock = () => NOON
const audit = new AuditLog(clock)
const header = 'code,parent_code,kind,name'
const file = (...lines: string[]) => [header, ...lines].join('\n')

const take = ({ db }: Store, csv: string, dryRun = false) =>
  importUnits({ db, audit, clock }, SYSTEM_ACTOR, all, { csv, dryRun })
const units = ({ db }: Store) => db.selectFrom('unit').selectAll().orderBy('code').execute()
const history = ({ db }: Store) =>
  db.selectFrom('unit_name').selectAll().orderBy('unit_code').orderBy('since').execute()
const audited = ({ db }: Store) => db.selectFrom('audit').select(['action', 'subject_id']).orderBy('id').execute()

/** A city of this many units in three tiers. */
function city(size: number): string {
  const lines = ['city,,city,Thành phố Lớn']
  for (let i = 1; i < size; i += 1) {
    const isDistrict = i % 100 === 1
    const district = `d${Math.floor((i - 1) / 100)}`
    lines.push(
      isDistrict
        ? `${district},city,rural_district,Huyện số ${i}`
        : `${district}.w${i},${district},commune,"Xã Thạnh Phú, số ${i}"`,
    )
  }
  return file(...lines)
}

describeStores((open, dialect) => {
  test('a dry run tells what would be done, and does nothing', async () => {
    const store = await open()
    const before = await units(store)
    const csv = await readFile(new URL('../../../data/can-tho-2016-units.csv', import.meta.url), 'utf8')
    const report = await take(store, csv, true)
    expect(report).toMatchObject({
      applied: false,
      rows: 95,
      created: 94,
      updated: 1,
      unchanged: 0,
      problems: [],
      problemCount: 0,
      warnings: [],
    })
    expect(report.changes).toHaveLength(95)
    expect(report.changes[0]).toMatchObject({
      key: 'o-mon',
      fields: [{ column: 'parent_code', before: '', after: 'can-tho' }],
    })
    expect(await units(store)).toEqual(before)
    expect(await audited(store)).toEqual([])
  })

  test('an import makes units with path, search and history, and puts a unit that is there in its place', async () => {
    const store = await open()
    const csv = await readFile(new URL('../../../data/can-tho-2016-units.csv', import.meta.url), 'utf8')
    expect(await take(store, csv)).toMatchObject({ applied: true, created: 94, updated: 1 })
    expect(await units(store)).toContainEqual({
      code: 'o-mon.chau-van-liem',
      parent_code: 'o-mon',
      kind: 'ward',
      name: 'Phường Châu Văn Liêm',
      status: 'open',
      successor_code: null,
      search: 'phuong chau van liem o-mon.chau-van-liem',
      path: '/can-tho/o-mon/o-mon.chau-van-liem/',
      region: '',
      version: 1,
    })
    expect((await units(store)).find(({ code }) => code === 'o-mon')).toMatchObject({
      path: '/can-tho/o-mon/',
      version: 2,
    })
    expect(await history(store)).toContainEqual({
      unit_code: 'o-mon',
      since: '',
      name: 'Quận Ô Môn',
      kind: 'urban_district',
      parent_code: 'can-tho',
    })
    expect(await history(store)).toHaveLength(95)
    expect((await audited(store)).slice(-2)).toEqual([
      { action: 'unit.edited', subject_id: 'o-mon' },
      { action: 'unit.imported', subject_id: null },
    ])
  })

  test('with one bad row nothing is imported', async () => {
    const store = await open()
    const before = await units(store)
    const report = await take(store, file('a,,city,A', 'b,a,ward,', 'c,nowhere,ward,C'))
    expect(report).toMatchObject({
      applied: false,
      problemCount: 2,
      problems: [
        { line: 3, column: 'name' },
        { line: 4, column: 'parent_code' },
      ],
    })
    expect(await units(store)).toEqual(before)
  })

  test('of many problems the first 500 are told, and all are counted', async () => {
    const report = await take(
      await open(),
      file(...Array.from({ length: 600 }, (_, i) => `u${i},nowhere,ward,U`)),
      true,
    )
    expect(report.problemCount).toBe(600)
    expect(report.problems).toHaveLength(500)
  })

  test('the same file again changes nothing', async () => {
    const store = await open()
    const csv = file('a,,city,A', 'b,a,ward,B')
    await take(store, csv)
    const before = await units(store)
    expect(await take(store, csv)).toMatchObject({ applied: true, created: 0, updated: 0, unchanged: 2 })
    expect(await units(store)).toEqual(before)
  })

  test('a unit that gets another parent takes its branch along, also what is not in the file', async () => {
    const store = await open()
    await take(store, file('a,,city,A', 'b,a,ward,B', 'c,b,ward,C', 'd,,city,D'))
    expect(await take(store, file('b,d,ward,B2'))).toMatchObject({ updated: 1 })
    expect((await units(store)).filter(({ code }) => ['b', 'c'].includes(code))).toMatchObject([
      { code: 'b', path: '/d/b/', parent_code: 'd', name: 'B2', search: 'b2 b', version: 2 },
      { code: 'c', path: '/d/b/c/', parent_code: 'b', version: 1 },
    ])
    expect(await history(store)).toContainEqual({
      unit_code: 'b',
      since: '',
      name: 'B2',
      kind: 'ward',
      parent_code: 'd',
    })
  })

  test('an export is imported again unchanged, whatever the names are, and is safe to open in a spreadsheet', async () => {
    const store = await open()
    const names = [
      '=HYPERLINK("http://x")',
      '+84',
      '-1',
      '@x',
      "'=1",
      'a,b',
      'a;b',
      'say "no"',
      '<b>x</b>',
      'Phường Ô Môn',
    ]
    const cell = (name: string) => `"${(/^'*[=+\-@]/.test(name) ? `'${name}` : name).replaceAll('"', '""')}"`
    await take(store, file(...names.map((name, i) => `u${i},o-mon,ward,${cell(name)}`)))
    expect((await units(store)).filter(({ code }) => code.startsWith('u')).map(({ name }) => name)).toEqual(names)
    const csv = (await exportUnits(store.db)).toString()
    expect(csv).not.toMatch(/(^|,)"?[=+\-@]/m)
    expect(await take(store, csv)).toMatchObject({
      applied: true,
      created: 0,
      updated: 0,
      unchanged: names.length + 1,
      problems: [],
    })
    const empty = await openStore(await emptyTarget(dialect))
    try {
      expect(await take(empty, csv)).toMatchObject({ applied: true, created: names.length + 1 })
      expect((await exportUnits(empty.db)).toString()).toBe(csv)
      const xlsx = (await exportUnits(empty.db, 'xlsx')).toString('base64')
      expect(
        await importUnits({ db: empty.db, audit, clock }, SYSTEM_ACTOR, all, { xlsx, dryRun: true }),
      ).toMatchObject({ created: 0, updated: 0, unchanged: names.length + 1, problems: [] })
    } finally {
      await empty.close()
    }
  })

  test('of two imports at once the second is refused; when the first is over, there is room for the next', async () => {
    const store = await open()
    const over = Promise.withResolvers<void>()
    const first = oneImport(store.db, () => over.promise)
    await expect(take(store, file('x,,city,X'))).rejects.toMatchObject({ code: 'importBusy' })
    over.resolve()
    await first
    expect(await take(store, file('x,,city,X'))).toMatchObject({ applied: true })
  })

  test('an import that fails leaves nothing behind, no lock either', async () => {
    const store = await open()
    const failing = { appendMany: () => Promise.reject(new Error('the disk is full')) }
    const broken = Object.assign(Object.create(audit) as AuditLog, failing)
    await expect(
      importUnits({ db: store.db, audit: broken, clock }, SYSTEM_ACTOR, all, { csv: file('x,,city,X'), dryRun: false }),
    ).rejects.toThrow('the disk is full')
    expect(await new UnitStore(store.db).isEmpty()).toBe(false)
    expect((await units(store)).map(({ code }) => code)).toEqual(['o-mon'])
    expect(await take(store, file('x,,city,X'))).toMatchObject({ applied: true })
  })

  test('ten thousand units are imported, and renamed, in few seconds of this process', async () => {
    const store = await open()
    const csv = city(10_000)
    // CPU time is measured, because other tests run beside this one. `npm run bench:api` measures by the clock.
    const seconds = async (file: string, expected: object) => {
      const before = process.cpuUsage()
      const report = await take(store, file)
      const { user, system } = process.cpuUsage(before)
      expect(report).toMatchObject({ applied: true, ...expected })
      return (user + system) / 1e6
    }
    expect(await seconds(csv, { created: 10_000 })).toBeLessThan(2.5)
    expect(await seconds(csv.replaceAll('Thạnh Phú', 'Thạnh Quới'), { updated: 9_899, unchanged: 101 })).toBeLessThan(
      2.5,
    )
  }, 60_000)

  test.runIf(dialect === 'postgres')(
    'an import in another process is in the way too, until that process is gone',
    async () => {
      const target = await emptyTarget('postgres')
      if (target.dialect !== 'postgres') throw new Error('asked for PostgreSQL')
      const ours = await openPostgresStore(target)
      const theirs = await openPostgresStore(target)
      try {
        const held = Promise.withResolvers<number>()
        const dead = theirs.db.transaction().execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(${sql.lit(0x6469656d)}, 2)`.execute(tx)
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
          held.resolve(rows[0]?.pid ?? 0)
          // The import sleeps until its connection is cut.
          await sql`select pg_sleep(60)`.execute(tx)
        })
        const gone = dead.catch(() => 'gone')
        const pid = await held.promise
        await expect(take(ours, file('x,,city,X'))).rejects.toMatchObject({ code: 'importBusy' })
        await sql`select pg_terminate_backend(${pid})`.execute(ours.db)
        expect(await gone).toBe('gone')
        // The server ends it in its own time.
        for (;;) {
          const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory'`.execute(ours.db)
          if (rows.length === 0) break
          await wait(5)
        }
        expect(await take(ours, file('x,,city,X'))).toMatchObject({ applied: true })
      } finally {
        await Promise.all([ours.close(), theirs.close()])
      }
    },
  )

  test('6.13 a column of regions may be left out, an empty cell leaves what is there, and what is exported changes nothing', async () => {
    const store = await open()
    await take(store, file('can-tho,,city,Thành phố Cần Thơ', 'o-mon,can-tho,urban_district,Quận Ô Môn'))
    const withRegion = (...lines: string[]) => [`${header},region`, ...lines].join('\n')
    const regions = async () => (await units(store)).map(({ code, region }) => [code, region])
    const labelled = withRegion('can-tho,,city,Thành phố Cần Thơ,', 'o-mon,can-tho,urban_district,Quận Ô Môn,o-mon.1')
    expect(await take(store, labelled, true)).toMatchObject({
      updated: 1,
      changes: [{ key: 'o-mon', fields: [{ column: 'region', before: '', after: 'o-mon.1' }] }],
    })
    await take(store, labelled)
    const expected = [
      ['can-tho', ''],
      ['o-mon', 'o-mon.1'],
    ]
    expect(await regions()).toEqual(expected)
    const empty = withRegion('o-mon,can-tho,urban_district,Quận Ô Môn,')
    expect(await take(store, empty)).toMatchObject({ updated: 0, unchanged: 1 })
    const exported = (await exportUnits(store.db)).toString()
    expect(await take(store, exported)).toMatchObject({ updated: 0, unchanged: 2 })
    await take(store, file('o-mon,can-tho,urban_district,Ô Môn'))
    expect(await regions(), 'an edit of the rest').toEqual(expected)
    const wrong = withRegion('o-mon,can-tho,urban_district,Ô Môn,Ô Môn')
    expect(await take(store, wrong)).toMatchObject({ applied: false, problems: [{ column: 'region', value: 'Ô Môn' }] })
  })
})
