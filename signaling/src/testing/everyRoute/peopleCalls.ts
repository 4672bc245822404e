import { SignedIn } from '@diem-cau/signaling-contract'
import {
  Feed,
  NewPassword,
  Pairing,
  PairingState,
  PeopleImportReport,
  Person,
  PersonMade,
  RecoveryCodes,
  Room,
  SignInList,
  TotpBegun,
} from '@diem-cau/signaling-contract/office'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { PASSWORD } from '../password.ts'
import { accountOf } from '../people.ts'
import { bodyOf } from '../startCity.ts'
import { type About, startOnRecord } from './startOnRecord.ts'

const STEP = 30_000
const NEXT = 'mưa rào trên bến Ninh Kiều'
const person = (name: string, unit: string): About => ['account', accountOf(name), unit]

/** A person's own sign-ins, password, second factor and calendar. */
export async function signInCalls(): Promise<void> {
  const time = { now: Math.floor(Date.now() / STEP) * STEP }
  const { call, appended, secret, finish, city } = await startOnRecord('signIn', { clock: () => time.now })
  const who = 'bacchair'
  const me = person(who, 'tp.bac')
  const own = { who, about: [me] }
  const signIn = async (more: object = {}) =>
    call('POST /api/sign-in', {
      who: null,
      body: { login: who, password: PASSWORD, ...more },
      actor: accountOf(who),
      about: [me],
    })
  const as = (token: string) => ({
    who: null,
    headers: { authorization: `Bearer ${token}` },
    actor: accountOf(who),
    about: [me],
  })
  const codeOf = (base32: string) => new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: time.now })
  const refusedSignIn = async (body: object) => {
    const left = await appended(async () => expect((await city.as(null, 'POST', '/sign-in', body)).status).toBe(401))
    return left.map(({ action, actor, ip, about, details }) => [action, actor, ip, about, details])
  }

  const wrong = 'không phải mật khẩu này'
  secret(wrong, NEXT)
  expect(await refusedSignIn({ login: who, password: wrong })).toEqual([
    ['signIn.refused', null, '127.0.0.1', me, { reason: 'wrongPassword' }],
  ])
  // Somebody may have typed the password as the login.
  expect(await refusedSignIn({ login: wrong, password: wrong })).toEqual([
    ['signIn.refused', null, '127.0.0.1', [null, null, null], { reason: 'unknownLogin' }],
  ])

  const first = await signIn()
  const renewed = await call('POST /api/token', { who: null, headers: { cookie: first.cookie } })
  const { token } = bodyOf(SignedIn, renewed)
  const second = bodyOf(SignedIn, await signIn())
  secret(second.token)
  const { signIns } = bodyOf(
    SignInList,
    await city.as(null, 'GET', '/me/sign-ins', undefined, { authorization: `Bearer ${token}` }),
  )
  const other = signIns.find(({ current }) => !current)
  await call('DELETE /api/me/sign-ins/:signInId', { ...as(token), params: { signInId: other?.signInId ?? '' } })
  await call('POST /api/sign-out', {
    who: null,
    headers: { cookie: renewed.cookie },
    actor: accountOf(who),
    about: [me],
  })

  // When two have a token, nobody knows which of them is the thief.
  const stolen = await signIn()
  await call('POST /api/token', { who: null, headers: { cookie: stolen.cookie } })
  time.now += 10 * 60_000
  const reused = await appended(async () =>
    expect((await city.as(null, 'POST', '/token', undefined, { cookie: stolen.cookie })).status).toBe(401),
  )
  expect(reused).toMatchObject([{ action: 'signIn.ended', actor: null, about: me, details: { reason: 'tokenReused' } }])

  const begun = bodyOf(TotpBegun, await call('POST /api/me/totp', { ...own, about: [], refused: [null] }))
  secret(begun.secret, begun.uri)
  const { recoveryCodes } = bodyOf(
    RecoveryCodes,
    await call('POST /api/me/totp/confirm', { ...own, body: { code: codeOf(begun.secret) }, refused: [null] }),
  )
  secret(...recoveryCodes)
  expect(await refusedSignIn({ login: who, password: PASSWORD }), 'the password is known to somebody').toEqual([
    ['signIn.codeAsked', null, '127.0.0.1', me, {}],
  ])
  expect(await refusedSignIn({ login: who, password: PASSWORD, code: 'abcd-efgh' })).toEqual([
    ['signIn.refused', null, '127.0.0.1', me, { reason: 'wrongCode' }],
  ])
  await signIn({ code: recoveryCodes[0] })
  await call('DELETE /api/me/totp', { ...own, body: { password: PASSWORD }, refused: [null] })

  const feed = bodyOf(Feed, await call('POST /api/me/feed/renew', { ...own, refused: [null] }))
  secret(feed.url.split('/').at(-1) ?? '')
  const changed = await call('POST /api/me/password', {
    ...own,
    body: { current: PASSWORD, next: NEXT },
    about: [me, me],
    refused: [null],
  })
  secret(bodyOf(SignedIn, changed).token)
  await finish()
}

/** Accounts, by who administers them. */
export async function peopleCalls(): Promise<void> {
  const { call, secret, finish, city } = await startOnRecord('people')
  const refused = [null, 'official', 'bacchair']
  const by = { who: 'bacadmin', refused: [...refused, 'namadmin'] }
  const newcomer = {
    login: 'moi',
    name: 'Người Mới',
    unitCode: 'tp.bac.mot',
    grants: [{ role: 'official', unitCode: 'tp.bac.mot' }],
  }
  const made = bodyOf(
    PersonMade,
    await call('POST /api/accounts', {
      ...by,
      body: newcomer,
      about: ({ body }) => [['account', PersonMade.parse(body).person.accountId, 'tp.bac.mot']],
    }),
  )
  secret(made.password)
  const { accountId } = made.person
  const it = { ...by, params: { accountId }, about: [['account', accountId, 'tp.bac.mot'] as const] }
  await call('PATCH /api/accounts/:accountId', {
    ...it,
    body: { version: 1, grants: [{ role: 'technician', unitCode: 'tp.bac.mot' }] },
  })
  secret(bodyOf(NewPassword, await call('POST /api/accounts/:accountId/password', it)).password)
  await call('DELETE /api/accounts/:accountId/sign-ins', it)
  await call('DELETE /api/accounts/:accountId/totp', it)

  const csv = 'login,name,unit_code,roles\ntran.an,Trần An,tp.bac.hai,official'
  // An import tells rows beyond one's reach as problems of the file, line by line: it refuses only those who administer nothing.
  const importing = { who: 'bacadmin', refused }
  await call('POST /api/accounts/import', { ...importing, body: { csv, dryRun: true }, dryRun: true })
  const idOf = async (login: string) =>
    (await city.db.selectFrom('account').select('id').where('login', '=', login).executeTakeFirst())?.id ?? null
  const imported = bodyOf(
    PeopleImportReport,
    await call('POST /api/accounts/import', {
      ...importing,
      body: { csv, dryRun: false },
      about: async () => [
        [null, null, null],
        ['account', await idOf('tran.an'), 'tp.bac.hai'],
      ],
    }),
  )
  expect(imported.passwords).toHaveLength(1)
  secret(...imported.passwords.map(({ password }) => password))
  await call('POST /api/accounts/import/passwords.xlsx', { ...importing, body: { passwords: imported.passwords } })
  expect(bodyOf(Person, await city.as('bacadmin', 'GET', `/accounts/${accountId}`)).grants).toMatchObject([
    { role: 'technician' },
  ])
  await finish()
}

/** Meeting rooms, and the PC that becomes one. */
export async function roomCalls(): Promise<void> {
  const { call, secret, finish } = await startOnRecord('rooms')
  const by = { who: 'bacadmin', refused: [null, 'official', 'technician', 'namadmin'] }
  const body = { name: 'Phòng họp tầng 2', place: 'Trụ sở', unitCode: 'tp.bac.mot' }
  const { roomId } = bodyOf(
    Room,
    await call('POST /api/rooms', {
      ...by,
      body,
      about: (made) => [['room', bodyOf(Room, made).roomId, 'tp.bac.mot']],
    }),
  )
  const it = { ...by, params: { roomId }, about: [['room', roomId, 'tp.bac.mot'] as const] }
  await call('PATCH /api/rooms/:roomId', { ...it, body: { version: 1, place: 'Tầng 3' } })
  const {
    pairingId,
    code,
    secret: kept,
  } = bodyOf(Pairing, await call('POST /api/pairings', { who: null, body: { deviceName: 'PC phòng họp' } }))
  secret(code, code.replace('-', ''), kept)
  const account = ['account', roomId, 'tp.bac.mot'] as const
  await call('POST /api/pairings/:pairingId/claim', {
    who: null,
    params: { pairingId },
    body: { secret: kept },
    dryRun: true,
  })
  await call('POST /api/rooms/:roomId/enrol', { ...it, body: { code } })
  const claimed = await call('POST /api/pairings/:pairingId/claim', {
    who: null,
    params: { pairingId },
    body: { secret: kept },
    actor: roomId,
    about: [account],
  })
  expect(bodyOf(PairingState, claimed).state).toBe('enrolled')
  const feed = bodyOf(Feed, await call('POST /api/rooms/:roomId/feed/renew', { ...it, about: [account] }))
  secret(feed.url.split('/').at(-1) ?? '')
  await call('POST /api/rooms/:roomId/revoke', it)
  await finish()
}
