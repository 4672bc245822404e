import { PROTOCOL_VERSION } from '@diem-cau/signaling-contract'
import { ApiKeyList, ApiKeyMade, OwnKey, Plan, PlanPage } from '@diem-cau/signaling-contract/office'
import { AlertList } from '@diem-cau/signaling-contract/operations'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'

const DAY = 86_400_000

const newKey = (changes: object = {}) => ({
  name: 'Phần mềm văn thư',
  unitCode: 'tp.bac',
  grants: [{ role: 'secretary', unitCode: 'tp.bac' }],
  scopes: ['meetings.read', 'meetings.plan'],
  expiresAt: Date.now() + 30 * DAY,
  ...changes,
})

async function keyIn(city: City, changes: object = {}, who = 'bacadmin') {
  const { key, secret } = bodyOf(ApiKeyMade, await city.as(who, 'POST', '/keys', newKey(changes)))
  const ask = async (method: string, path: string, body?: unknown) =>
    city.as(null, method, path, body, { authorization: `Bearer ${secret}` })
  return { key, secret, ask }
}

test('17.11 a key opens what its scopes and its roles both allow, and nothing else', async () => {
  const city = await startCity()
  const { ask } = await keyIn(city)
  bodyOf(PlanPage, await ask('GET', '/schedule/meetings'))
  // Its roles would do, its scopes do not.
  expect(refusalOf(await ask('GET', '/units'))).toBe('forbidden')
  // Nothing that is for people.
  for (const path of ['/accounts', '/keys', '/audit', '/outbox', '/inbox', '/todo'])
    expect([path, refusalOf(await ask('GET', path))]).toEqual([path, 'forbidden'])
  expect(refusalOf(await ask('GET', '/me'))).toBe('unauthenticated')
  expect(refusalOf(await ask('POST', '/me/password', { current: 'x', next: 'y'.repeat(12) }))).toBe('unauthenticated')
  // Its scopes would do, its roles do not.
  const operator = await keyIn(city, { scopes: ['operations.read'] })
  expect(refusalOf(await operator.ask('GET', '/operations/alerts'))).toBe('forbidden')
  const technician = await keyIn(city, {
    scopes: ['operations.read'],
    grants: [{ role: 'technician', unitCode: 'tp.bac' }],
  })
  expect(bodyOf(AlertList, await technician.ask('GET', '/operations/alerts')).alerts).toEqual([])
  expect(refusalOf(await technician.ask('POST', '/operations/alerts/none/acknowledge'))).toBe('forbidden')
})

test('17.11 what a program does is on record under its name', async () => {
  const city = await startCity()
  const { ask, key } = await keyIn(city)
  const startsAt = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 2 * DAY
  const made = await ask('POST', '/schedule/meetings', {
    draft: false,
    plan: {
      title: 'Giao ban tháng 12',
      hostUnitCode: 'tp.bac',
      chairId: 'a.bacchair',
      startsAt,
      endsAt: startsAt + 3_600_000,
      invite: [{ type: 'unit', code: 'tp.bac.mot' }],
      settings: {},
    },
  })
  bodyOf(Plan, made)
  expect(await city.audited('meeting.')).toMatchObject([{ action: 'meeting.created', actor_name: key.name }])
})

test('17.11 it ends: revoked, or past its time, it opens nothing any more', async () => {
  const clock = { now: Date.now() }
  const city = await startCity({ clock: () => clock.now })
  const { key, ask } = await keyIn(city)
  expect(bodyOf(OwnKey, await ask('GET', '/key'))).toMatchObject({ keyId: key.keyId, scopes: key.scopes })
  const short = await keyIn(city, { expiresAt: clock.now + DAY })
  clock.now += DAY + 1
  expect(refusalOf(await short.ask('GET', '/key'))).toBe('unauthenticated')
  bodyOf(OwnKey, await ask('GET', '/key'))
  const revoke = (who: string) => city.as(who, 'DELETE', `/keys/${key.keyId}`)
  expect(refusalOf(await revoke('namadmin'))).toBe('notFound')
  expect((await revoke('bacadmin')).status).toBe(200)
  expect(refusalOf(await ask('GET', '/key'))).toBe('unauthenticated')
  // Once more changes nothing.
  await revoke('bacadmin')
  expect((await city.audited('key.')).map(({ action }) => action)).toEqual([
    'key.created',
    'key.created',
    'key.revoked',
  ])
})

test('17.11 of the key itself there is a hash; when it was used last is known, and nobody finds it in a list', async () => {
  const city = await startCity()
  const { key, secret, ask } = await keyIn(city)
  expect(secret).toMatch(/^dck_[\w-]{8}_[\w-]{43}$/)
  expect(secret.startsWith(key.prefix)).toBe(true)
  await ask('GET', '/key')
  const listed = bodyOf(ApiKeyList, await city.as('bacadmin', 'GET', '/keys'))
  expect(listed.keys).toMatchObject([{ keyId: key.keyId, lastIp: '127.0.0.1', createdBy: 'Người bacadmin' }])
  expect(listed.keys[0]?.lastUsedAt).not.toBeNull()
  expect(JSON.stringify(listed)).not.toContain(secret)
  expect(JSON.stringify(await city.db.selectFrom('api_key').selectAll().execute())).not.toContain(secret)
  expect(bodyOf(ApiKeyList, await city.as('namadmin', 'GET', '/keys')).keys).toEqual([])
  // A program is nobody who could be invited or found among people.
  expect(JSON.stringify((await city.as('bacadmin', 'GET', '/accounts?q=van')).body)).not.toContain('văn thư')
})

test('17.11 nobody gives a key more than they may give a person, nor for ever', async () => {
  const city = await startCity()
  const refused = async (who: string, changes: object) =>
    refusalOf(await city.as(who, 'POST', '/keys', newKey(changes)))
  expect(await refused('bacadmin', { grants: [{ role: 'itAdmin', unitCode: 'tp' }] })).toBe('forbidden')
  expect(await refused('bacadmin', { unitCode: 'tp.nam' })).toBe('forbidden')
  expect(await refused('bacchair', {})).toBe('forbidden')
  expect(await refused('bacadmin', { expiresAt: Date.now() + 731 * DAY })).toBe('badRequest')
  expect(await refused('bacadmin', { expiresAt: Date.now() - 1 })).toBe('badRequest')
  expect(await refused('bacadmin', { scopes: [] })).toBe('badRequest')
})

test('a key that is none is refused, and none opens a socket', async () => {
  const city = await startCity()
  const { secret } = await keyIn(city)
  for (const token of [`${secret}x`, secret.slice(0, -1), 'dck_', `dck_${'a'.repeat(8)}_${'a'.repeat(43)}`])
    expect(
      refusalOf(await city.as(null, 'GET', '/schedule/meetings', undefined, { authorization: `Bearer ${token}` })),
    ).toBe('unauthenticated')
  const socket = io(city.url, {
    auth: { token: secret, protocol: PROTOCOL_VERSION, deviceId: 'd.key' },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  onTestFinished(() => void socket.disconnect())
  const refusal = await new Promise<Error>((resolve, reject) => {
    socket.once('connect', () => reject(new Error('a key opened a socket')))
    socket.once('connect_error', resolve)
  })
  expect(refusal.message).toBe('unauthenticated')
})
