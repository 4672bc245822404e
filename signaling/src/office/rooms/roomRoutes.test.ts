import { SignedIn } from '@diem-cau/signaling-contract'
import { Me, Pairing, PairingState, Room, RoomPage } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'
import { connect } from '../../testing/startOffice.ts'

const MINUTE = 60_000

/** A city whose time the test moves. */
async function cityWithClock() {
  const time = { now: Date.now() }
  return { time, city: await startCity({ clock: () => time.now, accountCheckMs: 600_000 }) }
}

const newRoom = async (city: City, unitCode = 'tp.bac.mot') =>
  bodyOf(
    Room,
    await city.as('bacadmin', 'POST', '/rooms', { name: 'Phòng họp tầng 2', place: 'Trụ sở UBND', unitCode }),
  )
const pair = async (city: City) =>
  bodyOf(Pairing, await city.as(null, 'POST', '/pairings', { deviceName: 'PC phòng họp' }))
const claim = (city: City, { pairingId, secret }: Pick<Pairing, 'pairingId' | 'secret'>) =>
  city.as(null, 'POST', `/pairings/${pairingId}/claim`, { secret })
const enrol = (city: City, { roomId }: Room, code: string, who: string | null = 'bacadmin') =>
  city.as(who, 'POST', `/rooms/${roomId}/enrol`, { code })
const stateOf = async (city: City, pairing: Pairing) => bodyOf(PairingState, await claim(city, pairing)).state

/** A room with a PC that holds its credential. */
async function enrolled(city: City, room?: Room) {
  const mine = room ?? (await newRoom(city))
  const pairing = await pair(city)
  bodyOf(Room, await enrol(city, mine, pairing.code))
  const answer = await claim(city, pairing)
  expect(bodyOf(PairingState, answer).state).toBe('enrolled')
  const renewed = await city.as(null, 'POST', '/token', undefined, { cookie: answer.cookie })
  return { room: mine, pairing, cookie: renewed.cookie, token: bodyOf(SignedIn, renewed).token, first: answer }
}

const withToken = (city: City, token: string, method: string, path: string, body?: unknown) =>
  city.as(null, method, path, body, { authorization: `Bearer ${token}` })

test('a room is enrolled with the code on its TV, and is signed in from then on', async () => {
  const city = await startCity()
  const room = await newRoom(city)
  expect(room).toMatchObject({
    name: 'Phòng họp tầng 2',
    place: 'Trụ sở UBND',
    unit: { code: 'tp.bac.mot' },
    enrolledAt: null,
    disabled: false,
    version: 1,
  })
  const pairing = await pair(city)
  expect(pairing.code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/)
  expect(await stateOf(city, pairing)).toBe('waiting')
  const typed = pairing.code.toLowerCase().replace('-', ' ')
  expect(bodyOf(Room, await enrol(city, room, typed))).toMatchObject({
    enrolledAt: expect.any(Number),
    deviceName: 'PC phòng họp',
  })
  const claimed = await claim(city, pairing)
  expect(claimed.body).toMatchObject({ state: 'enrolled', room: { roomId: room.roomId } })
  const cookie = claimed.headers.getSetCookie().find((text) => text.startsWith('diem_cau_refresh=')) ?? ''
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toContain(`Max-Age=${400 * 24 * 60 * 60}`)
  const signedIn = bodyOf(SignedIn, await city.as(null, 'POST', '/token', undefined, { cookie: claimed.cookie }))
  expect(signedIn).toMatchObject({
    account: { accountId: room.roomId, kind: 'room', login: '', name: 'Phòng họp tầng 2' },
    mustChangePassword: false,
  })
  const me = bodyOf(Me, await withToken(city, signedIn.token, 'GET', '/me'))
  expect(me).toMatchObject({ kind: 'room', grants: [], actions: [], totp: false })
  expect((await city.audited('room.')).map(({ action }) => action)).toEqual(['room.created', 'room.enrolled'])
  expect(await city.audited('signIn.succeeded')).toMatchObject([{ subject_id: room.roomId, unit_code: 'tp.bac.mot' }])
})

test('the database holds neither the code nor the secret', async () => {
  const city = await startCity()
  const { code, secret } = await pair(city)
  const rows = JSON.stringify(await city.db.selectFrom('room_pairing').selectAll().execute())
  expect(rows).not.toContain(code.replace('-', ''))
  expect(rows).not.toContain(secret)
})

test('codes are not guessed: after ten wrong ones an administrator has to wait', async () => {
  const city = await startCity()
  const room = await newRoom(city)
  const pairing = await pair(city)
  for (let n = 0; n < 10; n += 1) expect(refusalOf(await enrol(city, room, 'AAAA-AAAA'))).toBe('pairingExpired')
  expect((await enrol(city, room, pairing.code)).body).toMatchObject({
    code: 'tooManyTries',
    retryAfterSec: expect.any(Number),
  })
  expect(refusalOf(await enrol(city, room, pairing.code, 'cityadmin')), 'others go on').toBeNull()
})

test('one address cannot begin pairings without end', async () => {
  const city = await startCity()
  const answers = await Promise.all(
    Array.from({ length: 210 }, () => city.as(null, 'POST', '/pairings', { deviceName: 'x' })),
  )
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
})

test('a code is good for ten minutes and for one room', async () => {
  const { time, city } = await cityWithClock()
  const [room, other] = [await newRoom(city), await newRoom(city, 'tp.bac.hai')]
  const late = await pair(city)
  time.now += 10 * MINUTE
  expect(refusalOf(await enrol(city, room, late.code))).toBe('pairingExpired')
  expect(await stateOf(city, late)).toBe('expired')
  const pairing = await pair(city)
  expect(refusalOf(await enrol(city, room, pairing.code))).toBeNull()
  expect(refusalOf(await enrol(city, other, pairing.code)), 'used twice').toBe('pairingExpired')
  expect(bodyOf(Room, await city.as('bacadmin', 'GET', `/rooms/${other.roomId}`)).enrolledAt).toBeNull()
  time.now += 10 * MINUTE
  expect(await stateOf(city, pairing), 'never came for it').toBe('expired')
})

test('a claim counts once, and with its own secret', async () => {
  const city = await startCity()
  const room = await newRoom(city)
  const [pairing, other] = [await pair(city), await pair(city)]
  await enrol(city, room, pairing.code)
  const stolen = await claim(city, { pairingId: pairing.pairingId, secret: other.secret })
  expect([stolen.body, stolen.cookie]).toEqual([{ state: 'expired' }, ''])
  expect((await claim(city, { pairingId: 'p.invented', secret: pairing.secret })).body).toEqual({ state: 'expired' })
  const both = await Promise.all([claim(city, pairing), claim(city, pairing)])
  expect(both.map(({ body }) => (body as { state: string }).state).toSorted()).toEqual(['enrolled', 'expired'])
  expect(await stateOf(city, pairing), 'replayed').toBe('expired')
})

test.each(['revoke', 'disable', 'enrol anew'] as const)('%s: the PC is out at once, its socket too', async (how) => {
  const city = await startCity({ accountCheckMs: 600_000 })
  const { room, token, cookie } = await enrolled(city)
  const socket = await connect(city, 'unused', { token })
  const cut = new Promise((resolve) => socket.raw.once('disconnect', resolve))
  const { version } = bodyOf(Room, await city.as('bacadmin', 'GET', `/rooms/${room.roomId}`))
  if (how === 'revoke') await city.as('bacadmin', 'POST', `/rooms/${room.roomId}/revoke`)
  else if (how === 'disable') await city.as('bacadmin', 'PATCH', `/rooms/${room.roomId}`, { disabled: true, version })
  else await enrolled(city, room)
  await cut
  expect(refusalOf(await withToken(city, token, 'GET', '/me'))).toBe('unauthenticated')
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie }))).toBe('unauthenticated')
  const after = bodyOf(Room, await city.as('bacadmin', 'GET', `/rooms/${room.roomId}`))
  if (how === 'revoke') expect(after).toMatchObject({ enrolledAt: null, deviceName: '' })
  if (how === 'disable') expect(after).toMatchObject({ disabled: true, enrolledAt: null })
})

test('who was enrolled and did not come yet is out when another PC is, or the room is taken back', async () => {
  const city = await startCity()
  const room = await newRoom(city)
  const [first, second] = [await pair(city), await pair(city)]
  await enrol(city, room, first.code)
  await enrol(city, room, second.code)
  expect(await stateOf(city, first)).toBe('expired')
  await city.as('bacadmin', 'POST', `/rooms/${room.roomId}/revoke`)
  expect(await stateOf(city, second)).toBe('expired')
})

test('a room does nothing in the office', async () => {
  const city = await startCity()
  const { room, token } = await enrolled(city)
  const requests: [string, string, object?][] = [
    ['GET', '/accounts'],
    ['GET', '/rooms'],
    ['GET', `/rooms/${room.roomId}`],
    ['PATCH', `/rooms/${room.roomId}`, { name: 'x', version: 1 }],
    ['POST', `/rooms/${room.roomId}/enrol`, { code: 'AAAA-AAAA' }],
    ['POST', '/me/password', { current: 'x', next: 'một mật khẩu dài' }],
    ['POST', '/me/totp'],
    ['GET', '/me/sign-ins'],
    ['GET', '/units'],
    ['GET', '/audit'],
  ]
  for (const [method, path, body] of requests) {
    expect([path, (await withToken(city, token, method, path, body)).status]).toEqual([
      path,
      path.startsWith(`/rooms/`) ? 404 : 403,
    ])
  }
  expect((await withToken(city, token, 'GET', '/meetings')).body).toEqual({ meetings: [] })
  expect(refusalOf(await city.as(null, 'POST', '/sign-in', { login: `room:${room.roomId}`, password: 'x' }))).toBe(
    'wrongCredentials',
  )
})

test.each([
  ['official', 'forbidden', 'forbidden', 'notFound'],
  ['technician', 'forbidden', null, 'forbidden'],
  ['bacsecretary', 'forbidden', null, 'forbidden'],
  ['bacchair', 'forbidden', null, 'forbidden'],
  ['namadmin', 'forbidden', null, 'notFound'],
  ['first', 'passwordChangeRequired', 'passwordChangeRequired', 'passwordChangeRequired'],
  [null, 'unauthenticated', 'unauthenticated', 'unauthenticated'],
  ['bacadmin', null, null, 'pairingExpired'],
])('%s: creates a room %s, lists %s, changes %s', async (who, creating, listing, changing) => {
  const city = await startCity()
  const room = await newRoom(city)
  expect(refusalOf(await city.as(who, 'POST', '/rooms', { name: 'x', unitCode: 'tp.bac.hai' }))).toBe(creating)
  expect(refusalOf(await city.as(who, 'GET', '/rooms'))).toBe(listing)
  const code = 'AAAA-AAAA'
  expect(refusalOf(await enrol(city, room, code, who))).toBe(changing)
  if (changing === 'pairingExpired') return
  expect(refusalOf(await city.as(who, 'PATCH', `/rooms/${room.roomId}`, { name: 'x', version: 1 }))).toBe(changing)
  expect(refusalOf(await city.as(who, 'POST', `/rooms/${room.roomId}/revoke`))).toBe(changing)
})

test('rooms are found without accents, by branch and by whether a PC is enrolled; those elsewhere are not shown', async () => {
  const city = await startCity()
  const { room } = await enrolled(city)
  bodyOf(Room, await city.as('namadmin', 'POST', '/rooms', { name: 'Hội trường', unitCode: 'tp.nam.ba' }))
  const names = async (who: string, query: string) =>
    bodyOf(RoomPage, await city.as(who, 'GET', `/rooms?${query}`)).items.map(({ name }) => name)
  expect(await names('cityadmin', 'q=hoi truong')).toEqual(['Hội trường'])
  expect(await names('cityadmin', 'state=enrolled')).toEqual([room.name])
  expect(await names('cityadmin', 'state=waiting')).toEqual(['Hội trường'])
  expect(await names('cityadmin', 'unit=tp.nam')).toEqual(['Hội trường'])
  expect(await names('bacadmin', '')).toEqual([room.name])
  const first = bodyOf(RoomPage, await city.as('cityadmin', 'GET', '/rooms?limit=1'))
  expect([first.total, first.items.length]).toEqual([2, 1])
  expect(await names('cityadmin', `limit=1&cursor=${first.next}`)).toEqual([room.name])
})

test('an edit over a newer edit is refused; a room moves only to where its administrator reaches', async () => {
  const city = await startCity()
  const { roomId } = await newRoom(city)
  expect(
    bodyOf(Room, await city.as('bacadmin', 'PATCH', `/rooms/${roomId}`, { place: 'Tầng 3', version: 1 })),
  ).toMatchObject({ place: 'Tầng 3', version: 2 })
  const late = await city.as('bacadmin', 'PATCH', `/rooms/${roomId}`, { place: 'Tầng 4', version: 1 })
  expect(late.body).toMatchObject({ code: 'editConflict', current: { place: 'Tầng 3', version: 2 } })
  expect(refusalOf(await city.as('bacadmin', 'PATCH', `/rooms/${roomId}`, { unitCode: 'tp.nam.ba', version: 2 }))).toBe(
    'forbidden',
  )
  expect(await city.audited('room.edited')).toMatchObject([
    { details: JSON.stringify({ place: ['Trụ sở UBND', 'Tầng 3'] }) },
  ])
})

test('when a room was last heard of is written down, once a minute at most', async () => {
  const { time, city } = await cityWithClock()
  const { room, token } = await enrolled(city)
  const seenAt = async () => bodyOf(Room, await city.as('bacadmin', 'GET', `/rooms/${room.roomId}`)).lastSeenAt
  const from = time.now
  await withToken(city, token, 'GET', '/me')
  expect(await seenAt()).toBe(from)
  time.now += MINUTE - 1
  await withToken(city, token, 'GET', '/me')
  expect(await seenAt()).toBe(from)
  time.now += 1
  await withToken(city, token, 'GET', '/me')
  expect(await seenAt()).toBe(from + MINUTE)
})

test('a room that was off for a year is still in', async () => {
  const { time, city } = await cityWithClock()
  const { cookie } = await enrolled(city)
  time.now += 399 * 24 * 60 * MINUTE
  const renewed = await city.as(null, 'POST', '/token', undefined, { cookie })
  expect(renewed.status).toBe(200)
  time.now += 401 * 24 * 60 * MINUTE
  expect(refusalOf(await city.as(null, 'POST', '/token', undefined, { cookie: renewed.cookie }))).toBe(
    'unauthenticated',
  )
})

test('19.5 a room whose power is cut before its browser wrote the new cookie down is still in', async () => {
  const { time, city } = await cityWithClock()
  const { cookie: first } = await enrolled(city)
  const renew = (cookie: string) => city.as(null, 'POST', '/token', undefined, { cookie })
  const value = ({ cookie }: { cookie: string }) => cookie.split(';')[0]
  const second = await renew(first)
  time.now += 8 * 60 * MINUTE
  const again = await renew(first)
  expect([again.status, value(again)], 'the same successor, however long it was off').toEqual([200, value(second)])
  // The page is loaded anew twice, and the power is cut once more.
  time.now += 20_000
  const third = await renew(second.cookie)
  time.now += 20_000
  const fourth = await renew(third.cookie)
  time.now += 8 * 60 * MINUTE
  const late = await renew(first)
  expect([late.status, value(late)], 'the newest, which nobody has used').toEqual([200, value(fourth)])
  time.now += 15 * MINUTE
  expect((await renew(late.cookie)).status, 'it goes on').toBe(200)
})

test('19.5, 18.30 a room’s cookie that is older than what its browser can have is another PC’s, and the room goes on', async () => {
  const { time, city } = await cityWithClock()
  const { cookie: first } = await enrolled(city)
  const renew = (cookie: string) => city.as(null, 'POST', '/token', undefined, { cookie })
  const second = await renew(first)
  time.now += 15 * MINUTE
  const third = await renew(second.cookie)
  time.now += MINUTE
  expect((await renew(first)).status).toBe(401)
  expect((await renew(third.cookie)).status, 'the newest goes on').toBe(200)
})
