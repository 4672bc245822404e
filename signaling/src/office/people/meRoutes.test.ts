import { SignedIn } from '@diem-cau/signaling-contract'
import { Me, PersonMade, RecoveryCodes, SignInList, TotpBegun } from '@diem-cau/signaling-contract/office'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { accountOf } from '../../testing/people.ts'
import { PASSWORD } from '../../testing/password.ts'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'
import { connect } from '../../testing/startOffice.ts'

const STEP = 30_000
const NEW_PASSWORD = 'mưa rào trên bến Ninh Kiều'

async function cityWithClock(options: { requireTotp?: boolean } = {}) {
  const time = { now: Math.floor(Date.now() / STEP) * STEP }
  return { time, city: await startCity({ clock: () => time.now, ...options }) }
}

const signIn = (city: City, login: string, more: object = {}, headers: Record<string, string> = {}) =>
  city.as(null, 'POST', '/sign-in', { login, password: PASSWORD, ...more }, headers)
const withToken = (city: City, token: string, method: string, path: string, body?: unknown) =>
  city.as(null, method, path, body, { authorization: `Bearer ${token}` })
const codeAt = (secret: string, now: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now })

/** The second factor of this person, turned on. */
async function withTotp(city: City, who: string, now: number) {
  const begun = bodyOf(TotpBegun, await city.as(who, 'POST', '/me/totp'))
  const { recoveryCodes } = bodyOf(
    RecoveryCodes,
    await city.as(who, 'POST', '/me/totp/confirm', { code: codeAt(begun.secret, now) }),
  )
  return { ...begun, recoveryCodes }
}

test('/me says what the account may do somewhere', async () => {
  const city = await startCity()
  const me = bodyOf(Me, await city.as('bacsecretary', 'GET', '/me'))
  expect(me).toMatchObject({
    login: 'bacsecretary',
    grants: [{ role: 'secretary', unit: { code: 'tp.bac', name: 'Quận Bắc' } }],
    totp: false,
    totpWanted: false,
    mustChangePassword: false,
  })
  expect(me.actions).toContain('meeting.manage')
  expect(me.actions).not.toContain('account.manage')
  expect(bodyOf(Me, await city.as('nobody', 'GET', '/me'))).toMatchObject({ grants: [], actions: [] })
})

test('a first password opens nothing but its own change: not the API, not the socket', async () => {
  const city = await startCity()
  const { person, password } = bodyOf(
    PersonMade,
    await city.as('bacadmin', 'POST', '/accounts', {
      login: 'moi',
      name: 'Mới',
      unitCode: 'tp.bac',
      grants: [{ role: 'itAdmin', unitCode: 'tp.bac' }],
    }),
  )
  const { token } = bodyOf(SignedIn, await signIn(city, 'moi', { password }))
  for (const [method, path, body] of [
    ['GET', '/meetings'],
    ['GET', '/accounts'],
    ['POST', '/rooms', { name: 'x', unitCode: 'tp.bac' }],
    ['GET', '/units'],
    ['POST', '/me/totp'],
    ['GET', '/me/sign-ins'],
  ] as const) {
    expect([path, refusalOf(await withToken(city, token, method, path, body))]).toEqual([
      path,
      'passwordChangeRequired',
    ])
  }
  await expect(connect(city, 'unused', { token })).rejects.toMatchObject({ data: { code: 'passwordChangeRequired' } })
  expect(bodyOf(Me, await withToken(city, token, 'GET', '/me')).mustChangePassword).toBe(true)
  const changed = bodyOf(
    SignedIn,
    await withToken(city, token, 'POST', '/me/password', { current: password, next: NEW_PASSWORD }),
  )
  expect(changed).toMatchObject({ mustChangePassword: false, account: { accountId: person.accountId } })
  expect((await withToken(city, changed.token, 'GET', '/accounts')).status).toBe(200)
  expect((await signIn(city, 'moi', { password: NEW_PASSWORD })).body).toMatchObject({ mustChangePassword: false })
  expect(await city.audited('account.passwordChanged')).toMatchObject([{ subject_id: person.accountId }])
})

test('a change of password needs the present one, and signs out everywhere else', async () => {
  const city = await startCity()
  const [here, there] = [await signIn(city, 'official'), await signIn(city, 'official')]
  const { token } = bodyOf(SignedIn, here)
  const change = (current: string, next: string) => withToken(city, token, 'POST', '/me/password', { current, next })
  expect((await change('không phải', NEW_PASSWORD)).body).toMatchObject({ code: 'wrongCredentials', field: 'current' })
  for (const next of ['matkhau2026', 'official 123', PASSWORD]) {
    expect((await change(PASSWORD, next)).body).toMatchObject({ code: 'weakPassword', field: 'next' })
  }
  expect(refusalOf(await change(PASSWORD, 'ngắn'))).toBe('badRequest')
  const changed = await change(PASSWORD, NEW_PASSWORD)
  expect(changed.status).toBe(200)
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie: there.cookie }))).toBe('unauthenticated')
  expect(refusalOf(await withToken(city, bodyOf(SignedIn, there).token, 'GET', '/me'))).toBe('unauthenticated')
  expect((await city.as(null, 'POST', '/token', undefined, { cookie: changed.cookie })).status).toBe(200)
})

test('with a second factor the password alone is not enough, and no code counts twice', async () => {
  const { time, city } = await cityWithClock()
  const { secret, uri, recoveryCodes } = await withTotp(city, 'bacchair', time.now)
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*bacchair\?.*secret=/)
  expect(recoveryCodes).toHaveLength(10)
  expect((await signIn(city, 'bacchair')).body).toMatchObject({ code: 'totpRequired', field: 'code' })
  expect(
    refusalOf(await signIn(city, 'bacchair', { password: 'sai', code: codeAt(secret, time.now) })),
    'nothing is told before the password',
  ).toBe('wrongCredentials')
  expect(refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now) })), 'the code of the set-up').toBe(
    'wrongCode',
  )
  time.now += STEP
  const code = codeAt(secret, time.now)
  expect(refusalOf(await signIn(city, 'bacchair', { code: '000000' }))).toBe('wrongCode')
  expect(refusalOf(await signIn(city, 'bacchair', { code: `${code.slice(0, 3)} ${code.slice(3)}` }))).toBeNull()
  expect(refusalOf(await signIn(city, 'bacchair', { code })), 'replayed').toBe('wrongCode')
  expect(
    refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now - STEP) })),
    'nor an older one after it',
  ).toBe('wrongCode')
  expect(
    refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now + STEP) })),
    'a phone that is fast',
  ).toBeNull()
  expect(refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now + 3 * STEP) }))).toBe('wrongCode')
})

test('a code on paper works once, for one of two who use it together', async () => {
  const { time, city } = await cityWithClock()
  const { recoveryCodes } = await withTotp(city, 'bacchair', time.now)
  const code = (recoveryCodes[0] ?? '').toUpperCase()
  const both = await Promise.all([signIn(city, 'bacchair', { code }), signIn(city, 'bacchair', { code })])
  expect(both.filter((answer) => refusalOf(answer) === 'wrongCode')).toHaveLength(1)
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(refusalOf(await signIn(city, 'bacchair', { code }))).toBe('wrongCode')
  expect(refusalOf(await signIn(city, 'bacchair', { code: recoveryCodes[1] }))).toBeNull()
})

test('codes are not guessed: after eight wrong ones the next has to wait, also from elsewhere', async () => {
  const { time, city } = await cityWithClock()
  const { secret } = await withTotp(city, 'bacchair', time.now)
  time.now += STEP
  for (let n = 0; n < 8; n += 1) expect(refusalOf(await signIn(city, 'bacchair', { code: '000000' }))).toBe('wrongCode')
  expect(refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now) }))).toBe('tooManyTries')
  time.now += STEP
  expect(
    refusalOf(await signIn(city, 'bacchair', { code: codeAt(secret, time.now) })),
    'half a minute later',
  ).toBeNull()
})

test('the database tells neither the secret of the second factor nor the codes on paper', async () => {
  const { time, city } = await cityWithClock()
  const { secret, recoveryCodes } = await withTotp(city, 'bacchair', time.now)
  const row = JSON.stringify(
    await city.db.selectFrom('account').selectAll().where('id', '=', accountOf('bacchair')).execute(),
  )
  for (const text of [secret, ...recoveryCodes]) expect(row).not.toContain(text)
})

test('the second factor goes with the password again, or by an administrator', async () => {
  const { time, city } = await cityWithClock()
  const { secret } = await withTotp(city, 'bacchair', time.now)
  expect(refusalOf(await city.as('bacchair', 'POST', '/me/totp')), 'not over the one that is there').toBe('forbidden')
  expect((await city.as('bacchair', 'DELETE', '/me/totp', { password: 'sai' })).body).toMatchObject({
    code: 'wrongCredentials',
    field: 'password',
  })
  expect((await city.as('bacchair', 'DELETE', '/me/totp', { password: PASSWORD })).status).toBe(204)
  expect(refusalOf(await signIn(city, 'bacchair'))).toBeNull()
  time.now += STEP
  const again = await withTotp(city, 'bacchair', time.now)
  expect(again.secret).not.toBe(secret)
  expect((await city.as('bacadmin', 'DELETE', '/accounts/a.bacchair/totp')).status).toBe(204)
  expect(refusalOf(await signIn(city, 'bacchair'))).toBeNull()
  expect((await city.audited('account.totp')).map(({ action }) => action)).toEqual([
    'account.totpSet',
    'account.totpRemoved',
    'account.totpSet',
    'account.totpRemoved',
  ])
})

test('where the office demands it, chairs and IT admins set up a second factor before anything else', async () => {
  const { time, city } = await cityWithClock({ requireTotp: true })
  for (const who of ['bacchair', 'bacadmin'])
    expect([who, refusalOf(await city.as(who, 'GET', '/meetings'))]).toEqual([who, 'totpSetupRequired'])
  expect((await city.as('bacsecretary', 'GET', '/meetings')).status).toBe(200)
  await expect(connect(city, 'bacchair')).rejects.toMatchObject({ data: { code: 'totpSetupRequired' } })
  expect(bodyOf(Me, await city.as('bacchair', 'GET', '/me'))).toMatchObject({ totp: false, totpWanted: true })
  await withTotp(city, 'bacchair', time.now)
  expect((await city.as('bacchair', 'GET', '/meetings')).status).toBe(200)
  expect(bodyOf(Me, await city.as('bacchair', 'GET', '/me'))).toMatchObject({ totp: true, totpWanted: true })
})

test('I see where I am signed in, and end one of them at once', async () => {
  const city = await startCity()
  const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' }
  const [here, there] = [await signIn(city, 'official'), await signIn(city, 'official', {}, firefox)]
  const { token } = bodyOf(SignedIn, here)
  const { signIns } = bodyOf(SignInList, await withToken(city, token, 'GET', '/me/sign-ins'))
  expect(signIns).toHaveLength(2)
  expect(signIns.filter(({ current }) => current)).toHaveLength(1)
  const other = signIns.find(({ current }) => !current)
  expect(other).toMatchObject({ device: 'Firefox 150, Linux', method: 'password', ip: '127.0.0.1' })
  expect((await withToken(city, token, 'DELETE', `/me/sign-ins/${other?.signInId}`)).status).toBe(204)
  expect(refusalOf(await withToken(city, bodyOf(SignedIn, there).token, 'GET', '/me'))).toBe('unauthenticated')
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie: there.cookie }))).toBe('unauthenticated')
  expect((await withToken(city, token, 'GET', '/me')).status, 'the others go on').toBe(200)
  const foreign = bodyOf(SignInList, await withToken(city, token, 'GET', '/me/sign-ins')).signIns[0]?.signInId
  expect(refusalOf(await city.as('bacsecretary', 'DELETE', `/me/sign-ins/${foreign}`)), "somebody else's").toBe(
    'notFound',
  )
})

test('guessing cannot lock the owner out of the browser they use', async () => {
  const city = await startCity()
  const { cookie } = await signIn(city, 'official')
  for (let n = 0; n < 6; n += 1) await signIn(city, 'official', { password: 'đoán' })
  expect(refusalOf(await signIn(city, 'official')), 'an unknown browser at the same address waits').toBe('tooManyTries')
  expect(refusalOf(await signIn(city, 'official', {}, { cookie })), 'the known one does not').toBeNull()
  expect(
    refusalOf(await signIn(city, 'official', {}, { cookie: cookie.replace(/diem_cau_device=./, 'diem_cau_device=X') })),
    'nor is one made up',
  ).toBe('tooManyTries')
  expect(refusalOf(await signIn(city, 'bacsecretary', {}, { cookie })), 'it counts for whom it was given').toBeNull()
})

test('every sign-in is on record, refused ones too, and no password', async () => {
  const city = await startCity()
  const { cookie } = await signIn(city, 'official')
  await signIn(city, 'official', { password: 'bí mật bị lộ' })
  await signIn(city, 'mật khẩu gõ nhầm ô')
  await city.as(null, 'POST', '/sign-out', undefined, { cookie })
  const entries = await city.audited('signIn.')
  expect(entries.map(({ action, subject_id, unit_code }) => [action, subject_id, unit_code])).toEqual([
    ['signIn.succeeded', accountOf('official'), 'tp.bac.mot'],
    ['signIn.refused', accountOf('official'), 'tp.bac.mot'],
    ['signIn.refused', null, null],
    ['signIn.ended', accountOf('official'), 'tp.bac.mot'],
  ])
  expect(JSON.stringify(entries)).not.toMatch(/bí mật|gõ nhầm/)
})
