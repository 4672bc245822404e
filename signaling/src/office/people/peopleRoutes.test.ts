import { Person, PersonMade, PersonPage, SignInList } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { accountOf } from '../../testing/people.ts'
import { PASSWORD } from '../../testing/password.ts'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'
import { connect } from '../../testing/startOffice.ts'

const someone = (changes: object = {}) => ({
  login: 'tran.hoa',
  name: 'Trần Thị Hòa',
  unitCode: 'tp.bac.mot',
  position: 'Phó Chủ tịch',
  email: 'hoa@example.vn',
  grants: [{ role: 'official', unitCode: 'tp.bac.mot' }],
  ...changes,
})
const signIn = (city: City, login: string, password: string) => city.as(null, 'POST', '/sign-in', { login, password })

test('an account is made with its roles and a first password that is told once', async () => {
  const city = await startCity()
  const { person, password } = bodyOf(PersonMade, await city.as('bacadmin', 'POST', '/accounts', someone()))
  expect(person).toMatchObject({
    login: 'tran.hoa',
    kind: 'person',
    unit: { code: 'tp.bac.mot', name: 'Phường Một' },
    mustChangePassword: true,
    disabled: false,
    version: 1,
  })
  expect(person.grants).toEqual([{ role: 'official', unit: { code: 'tp.bac.mot', name: 'Phường Một' } }])
  expect((await signIn(city, 'TRAN.HOA', password)).body).toMatchObject({ mustChangePassword: true })
  const row = await city.db.selectFrom('account').selectAll().where('login', '=', 'tran.hoa').executeTakeFirstOrThrow()
  expect(row.password_hash).toMatch(/^\$argon2id\$/)
  expect(await city.audited('account.')).toMatchObject([
    { action: 'account.created', subject_id: person.accountId, unit_code: 'tp.bac.mot' },
  ])
  expect(JSON.stringify(await city.audited()), 'never a password').not.toContain(password)
})

test('a login is there once, whatever its case', async () => {
  const city = await startCity()
  const taken = await city.as('bacadmin', 'POST', '/accounts', someone({ login: 'NAMADMIN' }))
  expect([refusalOf(taken), taken.body]).toMatchObject(['loginTaken', { field: 'login' }])
})

test.each([
  ['official', 'forbidden'],
  ['technician', 'forbidden'],
  ['bacchair', 'forbidden'],
  ['bacsecretary', 'forbidden'],
  ['namadmin', 'forbidden'],
  ['nobody', 'forbidden'],
  ['first', 'passwordChangeRequired'],
  [null, 'unauthenticated'],
])('%s makes no account in the district: %s', async (who, code) => {
  const city = await startCity()
  expect(refusalOf(await city.as(who, 'POST', '/accounts', someone()))).toBe(code)
  expect(await city.audited('account.')).toEqual([])
})

test('an IT admin of a district makes no admin of the city, nor edits one, nor rises', async () => {
  const city = await startCity()
  const above = [{ role: 'itAdmin', unitCode: 'tp' }]
  expect(refusalOf(await city.as('bacadmin', 'POST', '/accounts', someone({ grants: above })))).toBe('forbidden')
  await city.accounts.add(
    [
      {
        id: accountOf('traveller'),
        login: 'traveller',
        name: 'x',
        unitCode: bodyOf(Person, await city.as('cityadmin', 'GET', '/accounts/a.official')).unit.code,
        passwordHash: '-',
        grants: [
          {
            role: 'itAdmin',
            unitCode: bodyOf(Person, await city.as('cityadmin', 'GET', '/accounts/a.cityadmin')).unit.code,
          },
        ],
      },
    ],
    0,
  )
  const requests: [string, string, object?][] = [
    ['PATCH', '/accounts/a.traveller', { name: 'Khác', version: 1 }],
    ['PATCH', '/accounts/a.traveller', { disabled: true, version: 1 }],
    ['POST', '/accounts/a.traveller/password'],
    ['DELETE', '/accounts/a.traveller/totp'],
    ['GET', '/accounts/a.traveller/sign-ins'],
    ['DELETE', '/accounts/a.traveller/sign-ins'],
    ['PATCH', '/accounts/a.bacadmin', { grants: above, version: 1 }],
    [
      'PATCH',
      '/accounts/a.bacadmin',
      {
        grants: [
          { role: 'itAdmin', unitCode: 'tp.bac' },
          { role: 'chair', unitCode: 'tp.bac' },
        ],
        version: 1,
      },
    ],
    ['PATCH', '/accounts/a.bacadmin', { disabled: true, version: 1 }],
    ['POST', '/accounts/a.bacadmin/password'],
    ['DELETE', '/accounts/a.bacadmin/totp'],
    ['PATCH', '/accounts/a.official', { unitCode: 'tp.nam.ba', version: 1 }],
  ]
  for (const [method, path, body] of requests) {
    expect([method, path, body, refusalOf(await city.as('bacadmin', method, path, body))]).toEqual([
      method,
      path,
      body,
      'forbidden',
    ])
  }
  expect(
    refusalOf(await city.as('cityadmin', 'PATCH', '/accounts/a.traveller', { name: 'Khác', version: 1 })),
  ).toBeNull()
})

test('accounts of another branch are neither listed nor found', async () => {
  const city = await startCity()
  const { items, total, next } = bodyOf(PersonPage, await city.as('bacadmin', 'GET', '/accounts'))
  expect(items.map(({ login }) => login).toSorted()).toEqual([
    'bacadmin',
    'bacchair',
    'bacsecretary',
    'first',
    'official',
    'technician',
  ])
  expect([total, next]).toEqual([6, null])
  for (const [method, path, body] of [
    ['GET', '/accounts/a.namadmin'],
    ['PATCH', '/accounts/a.namadmin', { name: 'x', version: 1 }],
    ['POST', '/accounts/a.namadmin/password'],
    ['GET', '/accounts/a.namadmin/sign-ins'],
    ['GET', '/accounts/a.cityadmin'],
    ['GET', '/accounts/a.gone'],
  ] as const) {
    expect([path, refusalOf(await city.as('bacadmin', method, path, body))]).toEqual([path, 'notFound'])
  }
  expect(refusalOf(await city.as('bacchair', 'GET', '/accounts/a.official/sign-ins'))).toBe('forbidden')
  expect(refusalOf(await city.as('official', 'GET', '/accounts'))).toBe('forbidden')
})

test('the list is searched without accents, filtered, and read page by page', async () => {
  const city = await startCity()
  await city.as('bacadmin', 'POST', '/accounts', someone())
  const list = async (query: string) => bodyOf(PersonPage, await city.as('cityadmin', 'GET', `/accounts?${query}`))
  expect((await list('q=hoa%20tran')).items.map(({ login }) => login)).toEqual(['tran.hoa'])
  expect((await list('q=%25')).items).toEqual([])
  expect((await list('role=itAdmin')).items.map(({ login }) => login).toSorted()).toEqual([
    'bacadmin',
    'cityadmin',
    'namadmin',
  ])
  expect((await list('unit=tp.nam')).items.map(({ login }) => login).toSorted()).toEqual(['namadmin', 'nobody'])
  const whole = (await list('limit=200')).items.map(({ login }) => login)
  const pages: string[] = []
  for (let cursor = ''; ;) {
    const { items, next, total } = await list(`limit=3${cursor}`)
    expect(total).toBe(whole.length)
    pages.push(...items.map(({ login }) => login))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  expect(pages).toEqual(whole)
  expect(refusalOf(await city.as('cityadmin', 'GET', '/accounts?cursor=bm9uZQ'))).toBe('badRequest')
})

test('an edit over a newer edit is refused with the newer version', async () => {
  const city = await startCity()
  const edited = bodyOf(
    Person,
    await city.as('bacadmin', 'PATCH', '/accounts/a.official', { name: 'Lê Văn Tám', version: 1 }),
  )
  expect(edited).toMatchObject({ name: 'Lê Văn Tám', version: 2 })
  const late = await city.as('cityadmin', 'PATCH', '/accounts/a.official', { name: 'Khác', version: 1 })
  expect(late.body).toMatchObject({ code: 'editConflict', current: { name: 'Lê Văn Tám', version: 2 } })
  expect((await city.audited('account.edited')).map(({ details }) => JSON.parse(details))).toEqual([
    { name: ['Người official', 'Lê Văn Tám'] },
  ])
})

test('who is disabled is out at once: token, refresh cookie, socket; and comes back when enabled', async () => {
  const city = await startCity({ accountCheckMs: 600_000 })
  const { cookie, body } = await signIn(city, 'official', PASSWORD)
  const token = (body as { token: string }).token
  const socket = await connect(city, 'official', { token })
  const cut = new Promise((resolve) => socket.raw.once('disconnect', resolve))
  bodyOf(Person, await city.as('bacadmin', 'PATCH', '/accounts/a.official', { disabled: true, version: 1 }))
  await cut
  expect(refusalOf(await city.as(null, 'GET', '/me', undefined, { authorization: `Bearer ${token}` }))).toBe(
    'unauthenticated',
  )
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie }))).toBe('unauthenticated')
  expect(refusalOf(await signIn(city, 'official', PASSWORD))).toBe('wrongCredentials')
  await city.as('bacadmin', 'PATCH', '/accounts/a.official', { disabled: false, version: 2 })
  expect(refusalOf(await signIn(city, 'official', PASSWORD))).toBeNull()
  expect((await city.audited('account.')).map(({ action }) => action)).toEqual(['account.disabled', 'account.enabled'])
})

test('a role that is taken is gone with the next request', async () => {
  const city = await startCity()
  expect((await city.as('bacsecretary', 'GET', '/accounts')).status).toBe(200)
  await city.as('bacadmin', 'PATCH', '/accounts/a.bacsecretary', {
    grants: [{ role: 'official', unitCode: 'tp.bac' }],
    version: 1,
  })
  expect(refusalOf(await city.as('bacsecretary', 'GET', '/accounts'))).toBe('forbidden')
  expect(await city.audited('account.rolesChanged')).toHaveLength(1)
})

test('a reset password signs out everywhere and has to be changed', async () => {
  const city = await startCity()
  const { cookie } = await signIn(city, 'official', PASSWORD)
  const { password } = (await city.as('bacadmin', 'POST', '/accounts/a.official/password')).body as { password: string }
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie }))).toBe('unauthenticated')
  expect(refusalOf(await signIn(city, 'official', PASSWORD))).toBe('wrongCredentials')
  expect((await signIn(city, 'official', password)).body).toMatchObject({ mustChangePassword: true })
})

test('an administrator sees where an account is signed in, and ends it all', async () => {
  const city = await startCity()
  const { cookie } = await city.as(
    null,
    'POST',
    '/sign-in',
    { login: 'official', password: PASSWORD },
    {
      'user-agent':
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    },
  )
  expect(bodyOf(SignInList, await city.as('bacadmin', 'GET', '/accounts/a.official/sign-ins')).signIns).toMatchObject([
    { method: 'password', device: 'Chrome 156, Windows', ip: '127.0.0.1', current: false },
  ])
  expect((await city.as('bacadmin', 'DELETE', '/accounts/a.official/sign-ins')).status).toBe(204)
  expect(bodyOf(SignInList, await city.as('bacadmin', 'GET', '/accounts/a.official/sign-ins')).signIns).toEqual([])
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie }))).toBe('unauthenticated')
})

test('markup in a name is kept as the text that it is', async () => {
  const city = await startCity()
  const name = '<img src=x onerror=alert(1)> & "Ánh"'
  expect(bodyOf(PersonMade, await city.as('bacadmin', 'POST', '/accounts', someone({ name }))).person.name).toBe(name)
  expect(refusalOf(await city.as('bacadmin', 'POST', '/accounts', someone({ login: 'b.c', name: 'a\nb' })))).toBe(
    'badRequest',
  )
})
