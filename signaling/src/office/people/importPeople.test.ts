import { PeopleImportReport } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { AuditLog } from '../../audit/AuditLog.ts'
import { UnitCode } from '@diem-cau/signaling-contract'
import { AccountStore } from '../../auth/AccountStore.ts'
import type { Store } from '../../db/engine/openStore.ts'
import { UnitStore } from '../units/UnitStore.ts'
import { accountOf, NOON } from '../../testing/people.ts'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { unzipText } from '../../testing/unzipText.ts'
import { oneImport } from '../tables/importLock.ts'
import { firstPasswordHeadings } from '../tables/tableWords.ts'
import { readTable } from '../tables/readTable.ts'
import { importPeople } from './importPeople.ts'

const HEADING = 'login,name,unit_code,roles,position,email,phone'
const file = (...rows: string[]) => [HEADING, ...rows].join('\n')
const send = (
  city: City,
  csv: string,
  { who = 'bacadmin', dryRun = false }: { who?: string | null; dryRun?: boolean } = {},
) => city.as(who, 'POST', '/accounts/import', { csv, dryRun })
const reportOf = async (city: City, csv: string, options: { who?: string; dryRun?: boolean } = {}) =>
  bodyOf(PeopleImportReport, await send(city, csv, options))
const logins = async (city: City) =>
  (await city.db.selectFrom('account').select('login').orderBy('login').execute()).map(({ login }) => login)

const good = file(
  'Nguyen.An,Nguyễn Văn An,tp.bac.mot,official,Chủ tịch UBND,an@example.vn,0292 3822 222',
  'tran.binh,Trần Bình,tp.bac,secretary;technician@tp.bac.hai,,,',
)

test('people of a file get accounts with roles, and first passwords that are told once', async () => {
  const city = await startCity()
  const { passwords, ...report } = await reportOf(city, good)
  expect(report).toMatchObject({
    applied: true,
    rows: 2,
    created: 2,
    updated: 0,
    unchanged: 0,
    problems: [],
    problemCount: 0,
    warnings: [],
    warningCount: 0,
  })
  expect(passwords).toMatchObject([
    { login: 'nguyen.an', name: 'Nguyễn Văn An', unitName: 'Phường Một' },
    { login: 'tran.binh' },
  ])
  const signedIn = await city.as(null, 'POST', '/sign-in', { login: 'tran.binh', password: passwords[1]?.password })
  expect(signedIn.body).toMatchObject({ mustChangePassword: true })
  const { accountId } = (signedIn.body as { account: { accountId: string } }).account
  expect((await city.as('bacadmin', 'GET', `/accounts/${accountId}`)).body).toMatchObject({
    grants: [
      { role: 'secretary', unit: { code: 'tp.bac' } },
      { role: 'technician', unit: { code: 'tp.bac.hai' } },
    ],
  })
  const entries = await city.audited('account.')
  expect(entries.map(({ action }) => action)).toEqual(['account.imported', 'account.created', 'account.created'])
  expect(entries[2]?.subject_id).toBe(accountId)
  expect(JSON.stringify(entries)).not.toContain(passwords[1]?.password)
})

test('first passwords are given as a workbook to who imports: in Vietnamese, each cell a text, and nothing of it kept', async () => {
  const city = await startCity()
  const row = { login: 'nguyen.an', name: 'Nguyễn Văn An', unitName: 'Phường Một', password: '007-hoa-sen' }
  const passwords = [row, { ...row, login: 'tran.binh', password: '=1+2' }]
  const ask = async (who: string, body: object) =>
    fetch(`${city.url}/api/accounts/import/passwords.xlsx`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await city.tokenOf(who)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const answer = await ask('bacadmin', { passwords })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  const file = Buffer.from(await answer.arrayBuffer())
  const columns = firstPasswordHeadings.map((column) => ({ ...column, en: column.key, required: true, text: false }))
  const { rows, problems } = await readTable({ xlsx: file }, columns)
  expect([rows.map(({ cells }) => cells), problems]).toEqual([passwords, []])
  const text = await unzipText(file)
  expect(text).toContain('Mật khẩu lần đầu')
  expect(text).not.toContain('<f>')
  expect(await city.audited('account.')).toEqual([])
  expect([(await ask('official', { passwords })).status, (await ask('bacadmin', { passwords: [] })).status]).toEqual([
    403, 400,
  ])
})

test('a dry run says the same and changes nothing', async () => {
  const city = await startCity()
  const before = await logins(city)
  expect(await reportOf(city, good, { dryRun: true })).toMatchObject({ applied: false, created: 2, passwords: [] })
  expect(await logins(city)).toEqual(before)
})

test('the same file again changes nothing; another edits, and leaves passwords alone', async () => {
  const city = await startCity()
  const [first] = (await reportOf(city, good)).passwords
  expect(await reportOf(city, good)).toMatchObject({
    applied: true,
    created: 0,
    updated: 0,
    unchanged: 2,
    passwords: [],
  })
  const report = await reportOf(city, file('nguyen.an,Nguyễn Văn Ân,tp.bac.mot,official;technician,,,'))
  expect(report).toMatchObject({ updated: 1, unchanged: 0 })
  const row = await city.db.selectFrom('account').selectAll().where('login', '=', 'nguyen.an').executeTakeFirstOrThrow()
  expect(row).toMatchObject({ name: 'Nguyễn Văn Ân', position: 'Chủ tịch UBND', email: 'an@example.vn', version: 2 })
  expect((await city.as(null, 'POST', '/sign-in', { login: 'nguyen.an', password: first?.password })).status).toBe(200)
})

test('every bad row is told with its line and why, in both languages, and nothing is taken', async () => {
  const city = await startCity()
  const before = await logins(city)
  const report = await reportOf(
    city,
    file(
      'good.one,Người Tốt,tp.bac.mot,official,,,',
      'có dấu,Tên,tp.bac.mot,official,,,',
      'no.name,,tp.bac.mot,official,,,',
      'no.unit,Tên,tp.bac.gone,official,,,',
      'no.role,Tên,tp.bac.mot,king,,,',
      'empty.role,Tên,tp.bac.mot,,,,',
      'bad.mail,Tên,tp.bac.mot,official,,không phải,',
      'GOOD.one,Tên,tp.bac.mot,official,,,',
      'too.high,Tên,tp.bac.mot,itAdmin@tp,,,',
      'elsewhere,Tên,tp.nam,official,,,',
      'namadmin,Cướp,tp.bac.mot,official,,,',
      'bacadmin,Tự Nâng,tp.bac,itAdmin;chair,,,',
    ),
  )
  expect(report).toMatchObject({ applied: false, rows: 12, problemCount: 11, passwords: [] })
  const read = await reportOf(
    city,
    file(
      'too.high,Tên,tp.bac.mot,itAdmin@tp,,,',
      'elsewhere,Tên,tp.nam,official,,,',
      'namadmin,Cướp,tp.bac.mot,official,,,',
      'bacadmin,Tự Nâng,tp.bac,itAdmin;chair,,,',
      'no.unit,Tên,tp.bac.gone,official,,,',
    ),
  )
  expect(read.problems.map(({ line, column }) => [line, column])).toEqual([
    [2, 'roles'],
    [3, 'roles'],
    [4, 'login'],
    [5, 'roles'],
    [6, 'unit_code'],
  ])
  expect(report.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  for (const { vi, en } of [...report.problems, ...read.problems])
    expect([vi.length > 5, en.length > 5]).toEqual([true, true])
  expect(await logins(city)).toEqual(before)
  expect(await city.audited('account.')).toEqual([])
})

test.each(['official', 'bacchair', 'bacsecretary', 'technician', 'nobody'])('%s imports nobody', async (who) => {
  const city = await startCity()
  expect(refusalOf(await send(city, good, { who }))).toBe('forbidden')
})

test('a first password cannot be told from others by the time that a wrong one takes', async () => {
  const city = await startCity()
  await reportOf(city, good)
  const { password_hash: hash } = await city.db
    .selectFrom('account')
    .select('password_hash')
    .where('login', '=', 'nguyen.an')
    .executeTakeFirstOrThrow()
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
  const cpu = process.cpuUsage()
  await city.as(null, 'POST', '/sign-in', { login: 'nguyen.an', password: 'sai' })
  expect(process.cpuUsage(cpu).user, 'the work of the decoy').toBeGreaterThan(10_000)
})

describeStores((open) => {
  const office = ({ db }: Store) => ({ db, audit: new AuditLog(() => NOON), clock: () => NOON })
  const admin = { account: { accountId: accountOf('admin'), name: 'Quản trị' }, ip: '10.0.0.1' }
  const code = (text: string) => UnitCode.parse(text)

  async function city() {
    const store = await open()
    await new UnitStore(store.db).add([{ code: code('tp'), parentCode: null, kind: 'city', name: 'Thành phố' }])
    await new AccountStore(store.db).add(
      [
        {
          id: accountOf('admin'),
          login: 'admin',
          name: 'Quản trị',
          unitCode: code('tp'),
          passwordHash: '',
          grants: [{ role: 'itAdmin', unitCode: code('tp') }],
        },
      ],
      NOON,
    )
    return store
  }

  test('of two imports at once one is told to wait', async () => {
    const store = await city()
    const csv = file('mot,Người Một,tp,official,,,')
    const over = Promise.withResolvers<void>()
    const other = oneImport(store.db, () => over.promise)
    await expect(importPeople(office(store), admin, { csv, dryRun: false })).rejects.toMatchObject({
      code: 'importBusy',
    })
    over.resolve()
    await other
    expect(await importPeople(office(store), admin, { csv, dryRun: false })).toMatchObject({
      applied: true,
      created: 1,
    })
  })

  test('20,000 people are taken in less than a minute, with passwords of their own', async () => {
    const store = await city()
    const rows = Array.from({ length: 20_000 }, (_, n) => `nguoi${n},Người Thứ ${n},tp,official,Chuyên viên,,`)
    const report = await importPeople(office(store), admin, { csv: file(...rows), dryRun: false })
    expect(report).toMatchObject({ applied: true, created: 20_000 })
    expect(new Set(report.passwords.map(({ password }) => password)).size).toBe(20_000)
  }, 60_000)
})

test('Vietnamese headings and words for roles are read like the keys', async () => {
  const city = await startCity()
  const csv = [
    'Tên đăng nhập;Họ và tên;Mã đơn vị;Vai trò;Chức vụ',
    'nguyen.an;Nguyễn Văn An;tp.bac.mot;Cán bộ;Chủ tịch UBND',
    'tran.binh;Trần Bình;tp.bac;"thư ký; kỹ thuật@tp.bac.hai";',
  ].join('\n')
  expect(await reportOf(city, csv)).toMatchObject({ applied: true, created: 2, problems: [] })
  const rows = await city.db
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['login', 'role', 'account_role.unit_code'])
    .where('login', '=', 'tran.binh')
    .orderBy('role')
    .execute()
  expect(rows).toEqual([
    { login: 'tran.binh', role: 'secretary', unit_code: 'tp.bac' },
    { login: 'tran.binh', role: 'technician', unit_code: 'tp.bac.hai' },
  ])
})

test('an unknown unit is told beside whatever else is wrong in its row', async () => {
  const city = await startCity()
  const { problems } = await reportOf(
    city,
    file('có dấu,,tp.bac.gone,king,,không phải,9.12E+08', 'x.y,Tên,tp.bac.mot,official@gone;chair@gone.too,,,'),
  )
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [2, 'login'],
    [2, 'name'],
    [2, 'roles'],
    [2, 'email'],
    [2, 'phone'],
    [2, 'unit_code'],
    [3, 'roles'],
    [3, 'roles'],
  ])
})

test('a trial says what each update changes, from what to what; a number that lost its 0 and a name that lost its accents are warnings', async () => {
  const city = await startCity()
  await reportOf(city, good)
  const report = await reportOf(
    city,
    file('nguyen.an,Nguyen Van An,tp.bac.hai,technician,,,912345678', 'moi.nguoi,Người Mới,tp.bac.mot,official,,,'),
    { dryRun: true },
  )
  expect(report).toMatchObject({ applied: false, updated: 1, created: 1, warningCount: 2 })
  expect(report.warnings.map(({ line, column, vi }) => [line, column, /“(.+)”/.exec(vi)?.[1]])).toEqual([
    [2, 'name', 'Nguyễn Văn An'],
    [2, 'phone', '0912345678'],
  ])
  expect(report.changes).toEqual([
    {
      line: 2,
      key: 'nguyen.an',
      name: 'Nguyễn Văn An',
      fields: [
        { column: 'name', before: 'Nguyễn Văn An', after: 'Nguyen Van An' },
        { column: 'unit_code', before: 'Phường Một', after: 'Phường Hai' },
        { column: 'phone', before: '0292 3822 222', after: '912345678' },
        { column: 'roles', before: 'Cán bộ', after: 'Kỹ thuật' },
      ],
    },
    {
      line: 3,
      key: 'moi.nguoi',
      name: 'Người Mới',
      fields: [
        { column: 'unit_code', before: null, after: 'Phường Một' },
        { column: 'roles', before: null, after: 'Cán bộ' },
      ],
    },
  ])
})

test('lost letters are told with the name on record, to those only who administer it', async () => {
  const city = await startCity()
  const row = await city.db
    .selectFrom('account')
    .select('name')
    .where('login', '=', 'bacsecretary')
    .executeTakeFirstOrThrow()
  const hidden = row.name.replace(/\p{L}(?=\p{L})/u, '?')
  const told = async (who: string) =>
    (await reportOf(city, file(`bacsecretary,${hidden},tp.bac,secretary,,,`), { who, dryRun: true })).problems.find(
      ({ column }) => column === 'name',
    )?.vi
  expect(await told('bacadmin')).toContain(row.name)
  expect(await told('namadmin')).toContain('(?)')
  expect(await told('namadmin')).not.toContain(row.name)
})

test.each(['xlsx', 'csv'] as const)(
  'people as %s: brought again they are as they were; it is on record, and only who administers accounts has it',
  async (kind) => {
    const city = await startCity()
    await reportOf(city, good)
    for (const who of [null, 'official', 'bacchair', 'technician'])
      expect(refusalOf(await city.as(who, 'GET', `/accounts/export.${kind}`)), String(who)).toMatch(
        /forbidden|unauthenticated/,
      )
    const token = await city.tokenOf('bacadmin')
    const answer = await fetch(`${city.url}/api/accounts/export.${kind}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
    const data = Buffer.from(await answer.arrayBuffer())
    const again = bodyOf(
      PeopleImportReport,
      await city.as('bacadmin', 'POST', '/accounts/import', {
        ...(kind === 'csv' ? { csv: data.toString() } : { xlsx: data.toString('base64') }),
        dryRun: true,
      }),
    )
    expect(again).toMatchObject({ created: 0, updated: 0, problems: [] })
    expect(again.unchanged).toBeGreaterThan(2)
    expect((await city.audited('account.')).at(-1)).toMatchObject({ action: 'account.exported' })
    const sample = await fetch(`${city.url}/api/accounts/template.${kind}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const filled = Buffer.from(await sample.arrayBuffer())
    expect(
      await city.as('bacadmin', 'POST', '/accounts/import', {
        ...(kind === 'csv' ? { csv: filled.toString() } : { xlsx: filled.toString('base64') }),
        dryRun: true,
      }),
    ).toMatchObject({ body: { created: 1, problems: [] } })
  },
)
