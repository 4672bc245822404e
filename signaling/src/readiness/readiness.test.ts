import { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import { Plan } from '@diem-cau/signaling-contract/office'
import { ResourceId } from '@diem-cau/signaling-contract/operations'
import {
  Board,
  BoardRoom,
  ReadinessPlan,
  ReadyCount,
  RoomReadiness,
  Run,
  RunPage,
  StillState,
} from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { insertMany } from '../db/sql/insertMany.ts'
import { RoomStore } from '../office/rooms/RoomStore.ts'
import { accountOf, participantOf } from '../testing/people.ts'
import { testRun } from '../testing/readinessRuns.ts'
import { bodyOf, refusalOf, startCity } from '../testing/startCity.ts'
import { ReadinessStore } from './store/ReadinessStore.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MEETING = MeetingId.parse('m.readiness')
const JPEG = Buffer.from([0xff, 0xd8, 1, 2, 3, 4, 0xff, 0xd9])

/** A city with three rooms that have PCs, and a meeting of the district in an hour. */
async function cityWithRooms() {
  const time = { now: Date.parse('2026-12-01T00:30:00Z') }
  const city = await startCity({ clock: () => time.now, accountCheckMs: 600_000, requestsPerSec: 1000 })
  for (const [name, unit] of [
    ['mot', 'tp.bac.mot'],
    ['hai', 'tp.bac.hai'],
    ['ba', 'tp.nam.ba'],
  ] as const) {
    const rooms = new RoomStore(city.db)
    await rooms.add(accountOf(name), { name: `Phòng ${name}`, place: '', unitCode: UnitCode.parse(unit) }, time.now)
    await rooms.setDevice(accountOf(name), { name: 'PC', at: time.now })
  }
  await city.schedules.add({
    meetingId: MEETING,
    title: 'Giao ban tháng',
    hostUnit: { code: UnitCode.parse('tp.bac'), name: 'Quận Bắc' },
    startsAt: time.now + HOUR,
    endsAt: time.now + 2 * HOUR,
    phase: 'scheduled',
    chairAccountId: accountOf('bacchair'),
    demo: false,
    seats: [
      { accountId: accountOf('bacchair'), seat: 'chair', unit: { code: UnitCode.parse('tp.bac'), name: 'Quận Bắc' } },
    ],
    units: [
      { code: UnitCode.parse('tp.bac.mot'), name: 'Phường Một' },
      { code: UnitCode.parse('tp.nam.ba'), name: 'Phường Ba' },
    ],
  })
  const say = (room: string, body: unknown) => city.as(room, 'POST', '/readiness/runs', body)
  const board = async (who: string, query = '') => bodyOf(Board, await city.as(who, 'GET', `/readiness/board${query}`))
  const stateOf = async (who: string, room: string, query = '?all=true') => {
    const { rooms } = await board(who, query)
    const found = rooms.find(({ roomId }) => roomId === accountOf(room))
    return found && [found.health, ...found.reasons]
  }
  return { city, time, say, board, stateOf }
}

const ofRoom = (room: string, path = '') => `/readiness/rooms/${accountOf(room)}${path}`

test('18.20 a room says what it measured, the server judges it, and the same test said twice is one', async () => {
  const { city, time, say } = await cityWithRooms()
  const run = testRun(time.now, { picture: { luma: 3 } })
  const first = bodyOf(Run, await say('mot', run))
  expect(first).toMatchObject({ roomId: accountOf('mot'), health: 'bad', at: time.now, deviceName: 'PC' })
  expect(first.verdicts.find(({ step }) => step === 'picture')?.reasons).toEqual(['pictureBlack'])
  time.now += 5000
  expect(bodyOf(Run, await say('mot', { ...run, steps: testRun(time.now).steps }))).toEqual(first)
  const { runs } = bodyOf(RunPage, await city.as('technician', 'GET', ofRoom('mot', '/runs')))
  expect(runs.map(({ health, reasons }) => [health, ...reasons])).toEqual([['bad', 'pictureBlack']])
})

test("18.20 a person's computer is judged, and nothing of it is kept; what cannot have been is refused", async () => {
  const { city, time, say } = await cityWithRooms()
  const run = testRun(time.now, { microphone: { level: -95 } })
  expect(bodyOf(Run, await say('official', run))).toMatchObject({ health: 'bad' })
  expect(await city.db.selectFrom('readiness_run').selectAll().execute()).toEqual([])
  expect(await city.db.selectFrom('room_readiness').selectAll().execute()).toEqual([])
  expect(refusalOf(await say('mot', testRun(time.now, {}, { startedAt: time.now + 1, endedAt: time.now })))).toBe(
    'badRequest',
  )
  expect(refusalOf(await say('mot', { ...run, steps: [{ step: 'oven' }] }))).toBe('badRequest')
  expect((await city.as(null, 'POST', '/readiness/runs', run)).status).toBe(401)
})

test('18.21 a clock an hour ahead breaks nothing: the test is kept at our time, and its clock is what is wrong', async () => {
  const { time, say, stateOf } = await cityWithRooms()
  const run = bodyOf(Run, await say('mot', testRun(time.now + HOUR)))
  expect(run.at).toBe(time.now)
  expect(await stateOf('cityadmin', 'mot')).toEqual(['bad', 'clockOff'])
})

test('18.21 a test of yesterday that comes now is in the history and makes no room ready', async () => {
  const { city, time, say, stateOf } = await cityWithRooms()
  bodyOf(Run, await say('mot', testRun(time.now - 20 * HOUR)))
  expect(await stateOf('cityadmin', 'mot')).toEqual(['unknown', 'neverTested'])
  expect(bodyOf(RunPage, await city.as('cityadmin', 'GET', ofRoom('mot', '/runs'))).runs).toHaveLength(1)
})

test('18.22 grey is never green: before a meeting a room that says nothing any more is unknown, whatever it said before', async () => {
  const { time, say, stateOf } = await cityWithRooms()
  expect(await stateOf('cityadmin', 'mot')).toEqual(['unknown', 'silent'])
  bodyOf(Run, await say('mot', testRun(time.now)))
  await expect.poll(() => stateOf('cityadmin', 'mot')).toEqual(['good'])
  time.now += 2 * MINUTE
  expect(await stateOf('cityadmin', 'mot')).toEqual(['good'])
  time.now += 2 * MINUTE
  expect(await stateOf('cityadmin', 'mot'), 'its PC is dead').toEqual(['unknown', 'silent'])
})

test('18.22 what was tried again and mended makes the room good at once; the same trouble again is no news', async () => {
  const { city, time, say, stateOf } = await cityWithRooms()
  bodyOf(Run, await say('mot', testRun(time.now, { picture: { contrast: 1 } })))
  const watch = (contrast: number) => {
    time.now += 5000
    const run = testRun(time.now, { picture: { contrast } }, { trigger: 'watch' })
    return say('mot', { ...run, steps: run.steps.filter(({ step }) => step === 'picture') })
  }
  for (let n = 0; n < 4; n += 1) expect(bodyOf(Run, await watch(1)).health).toBe('bad')
  expect(bodyOf(Run, await watch(40)).health).toBe('good')
  await expect.poll(() => stateOf('cityadmin', 'mot')).toEqual(['good'])
  const { runs } = bodyOf(RunPage, await city.as('cityadmin', 'GET', ofRoom('mot', '/runs')))
  expect(runs.map(({ trigger, health }) => `${trigger} ${health}`)).toEqual(['watch good', 'beforeMeeting bad'])
})

test('18.3 18.22 a test is judged by what it was to take: a night makes a room good without a tone, a second look alone none', async () => {
  const { city, time, say, stateOf } = await cityWithRooms()
  const ofNight = (change = {}) => {
    const run = testRun(time.now, change, { trigger: 'night' })
    return { ...run, steps: run.steps.filter(({ step }) => step !== 'loudspeaker') }
  }
  const again = (contrast: number) => {
    const run = testRun(time.now, { picture: { contrast } }, { trigger: 'watch' })
    return { ...run, steps: run.steps.filter(({ step }) => step === 'picture') }
  }
  expect(bodyOf(Run, await say('hai', again(40))).health, 'all else of it is unread').toBe('unknown')
  await expect.poll(() => stateOf('cityadmin', 'hai')).toEqual(['unknown', 'unread'])

  expect(bodyOf(Run, await say('mot', ofNight())).health).toBe('good')
  await expect.poll(() => stateOf('cityadmin', 'mot')).toEqual(['good'])
  time.now += MINUTE
  expect(bodyOf(Run, await say('mot', ofNight({ picture: { contrast: 1 } }))).health).toBe('bad')
  time.now += 5000
  expect(bodyOf(Run, await say('mot', again(40))).health, 'mended, of a room that has only a night').toBe('good')
  const profile = { ...bodyOf(RoomReadiness, await city.as('technician', 'GET', ofRoom('mot'))).profile }
  const path = `/rooms/${accountOf('mot')}/profile`
  const edited = await city.as('technician', 'PUT', path, { ...profile, hasSecondScreen: true })
  expect(bodyOf(RoomReadiness, edited)).toMatchObject({ health: 'weak', reasons: ['secondScreenMissing'] })

  // All that a boot has to take was not there.
  expect(bodyOf(Run, await say('ba', { ...ofNight(), runId: 'r.boot', trigger: 'boot' })).health).toBe('unknown')
  const late = ofNight()
  const old = { ...late, startedAt: late.startedAt - 20 * HOUR, endedAt: late.endedAt - 20 * HOUR }
  expect(bodyOf(Run, await say('ba', old)).health, 'that of last night, told by day').toBe('good')
  expect(bodyOf(Run, await say('official', ofNight())).health).toBe('good')
})

test('18.23 18.26 18.28 a room asks what to do: the next test, who asked, whom to call', async () => {
  const { city, time, say } = await cityWithRooms()
  await city.db
    .updateTable('account')
    .set({ phone: '0909 111 222' })
    .where('id', '=', accountOf('technician'))
    .execute()
  const plan = async () => bodyOf(ReadinessPlan, await city.as('mot', 'GET', '/readiness/plan'))
  expect(await plan()).toMatchObject({
    now: time.now,
    next: { trigger: 'beforeMeeting', meetingId: MEETING, title: 'Giao ban tháng', load: 'full' },
    askedAt: null,
    seen: false,
    helpName: 'Người technician',
    helpPhone: '0909 111 222',
  })
  expect(refusalOf(await city.as('official', 'GET', '/readiness/plan'))).toBe('forbidden')
  expect(refusalOf(await city.as('official', 'POST', ofRoom('mot', '/ask')))).toBe('notFound')
  bodyOf(BoardRoom, await city.as('technician', 'POST', ofRoom('mot', '/ask')))
  const askedAt = time.now
  expect((await plan()).askedAt).toBe(askedAt)
  time.now += 6_000
  bodyOf(Run, await say('mot', testRun(time.now, {}, { trigger: 'boot' })))
  expect((await plan()).askedAt, 'a test that had begun is no answer').toBe(askedAt)
  time.now += 12_000
  bodyOf(Run, await say('mot', testRun(time.now, {}, { trigger: 'asked' })))
  expect((await plan()).askedAt).toBeNull()
  bodyOf(ReadinessPlan, await city.as('mot', 'POST', '/readiness/help'))
  bodyOf(ReadinessPlan, await city.as('mot', 'POST', '/readiness/help'))
  expect((await city.audited('room.')).map(({ action }) => action)).toEqual(['room.testAsked', 'room.helpCalled'])
})

test('18.24 each sees the rooms that they may read; who conducts a meeting sees all of its rooms', async () => {
  const { city, board } = await cityWithRooms()
  const names = async (who: string, query: string) => (await board(who, query)).rooms.map(({ name }) => name)
  expect(await names('cityadmin', '?all=true')).toEqual(['Phòng ba', 'Phòng hai', 'Phòng mot'])
  expect(await names('technician', '?all=true')).toEqual(['Phòng hai', 'Phòng mot'])
  expect(await names('bacchair', `?meeting=${MEETING}`)).toEqual(['Phòng ba', 'Phòng mot'])
  expect(await names('namadmin', `?meeting=${MEETING}`)).toEqual(['Phòng ba'])
  expect(await names('technician', ''), 'the next meeting without asking').toEqual(['Phòng mot'])
  expect(refusalOf(await city.as('official', 'GET', '/readiness/board?all=true'))).toBe('forbidden')
  expect(refusalOf(await city.as('nobody', 'GET', `/readiness/board?meeting=${MEETING}`))).toBe('notFound')
  expect(refusalOf(await city.as('namadmin', 'GET', ofRoom('mot')))).toBe('notFound')
  expect(bodyOf(RoomReadiness, await city.as('bacchair', 'GET', ofRoom('ba', `?meeting=${MEETING}`))).name).toBe(
    'Phòng ba',
  )
})

test('18.24 a room that was merged away is of the unit that it went to; one that is not in use is not on the board', async () => {
  const { city, board } = await cityWithRooms()
  await city.db
    .updateTable('account')
    .set({ unit_code: UnitCode.parse('tp.bac.hai') })
    .where('id', '=', accountOf('ba'))
    .execute()
  await city.db.updateTable('account').set({ disabled: 1 }).where('id', '=', accountOf('hai')).execute()
  const { rooms } = await board('bacadmin', '?all=true')
  expect(rooms.map(({ name, unit, district }) => [name, unit.name, district.name])).toEqual([
    ['Phòng ba', 'Phường Hai', 'Quận Bắc'],
    ['Phòng mot', 'Phường Một', 'Quận Bắc'],
  ])
})

test('18.25 ready are those that are good or weak, and what is the same costs no second transfer', async () => {
  const { city, time, say } = await cityWithRooms()
  bodyOf(Run, await say('mot', testRun(time.now, { line: { path: 1 } })))
  await expect
    .poll(async () => bodyOf(ReadyCount, await city.as('bacchair', 'GET', `/readiness/count?meeting=${MEETING}`)))
    .toEqual({ ready: 1, weak: 1, bad: 0, unknown: 1, rooms: 2 })
  const ask = async (known: Record<string, string>) =>
    fetch(`${city.url}/api/readiness/board?meeting=${MEETING}`, {
      headers: { authorization: `Bearer ${await city.tokenOf('bacchair')}`, ...known },
    })
  const first = await ask({})
  const again = await ask({ 'if-none-match': first.headers.get('etag') ?? '' })
  expect([first.status, again.status, await again.text()]).toEqual([200, 304, ''])
})

test('18.26 all rooms of a meeting are asked by who conducts it, and by nobody else', async () => {
  const { city, time } = await cityWithRooms()
  expect(refusalOf(await city.as('namadmin', 'POST', `/readiness/meetings/${MEETING}/ask`))).toBe('forbidden')
  expect((await city.as('bacchair', 'POST', `/readiness/meetings/${MEETING}/ask`)).body).toEqual({ rooms: 2 })
  const known = await new ReadinessStore(city.db).list()
  expect([...known.values()].map(({ roomId, askedAt }) => [roomId, askedAt])).toEqual([
    [accountOf('ba'), time.now],
    [accountOf('mot'), time.now],
  ])
})

test('18.27 18.29 a still is asked for where the profile allows it, taken once, seen for ten minutes', async () => {
  const { city, time } = await cityWithRooms()
  const profile = {
    cameraLabel: null,
    microphoneLabel: null,
    hasSecondScreen: false,
    cancelsEcho: true,
    allowsStill: true,
  }
  const ask = () => city.as('technician', 'POST', ofRoom('mot', '/still'))
  const put = async (bytes: Buffer, type = 'image/jpeg') => {
    const answer = await fetch(`${city.url}/api/readiness/still`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await city.tokenOf('mot')}`, 'content-type': type },
      body: new Uint8Array(bytes),
    })
    return answer.status
  }
  expect(refusalOf(await ask())).toBe('forbidden')
  expect(await put(JPEG), 'nobody asked').toBe(403)
  expect(refusalOf(await city.as('official', 'PUT', `/rooms/${accountOf('mot')}/profile`, profile))).toBe('notFound')
  expect(
    bodyOf(RoomReadiness, await city.as('technician', 'PUT', `/rooms/${accountOf('mot')}/profile`, profile)).profile,
  ).toEqual(profile)
  expect(bodyOf(StillState, await ask())).toEqual({ askedAt: time.now, takenAt: null })
  expect(bodyOf(ReadinessPlan, await city.as('mot', 'GET', '/readiness/plan')).stillAskedAt).toBe(time.now)
  expect(await put(Buffer.from('GIF89a'))).toBe(400)
  expect(await put(Buffer.alloc(70_000))).toBe(413)
  expect(await put(JPEG)).toBe(204)
  expect(await put(JPEG), 'it was taken').toBe(403)
  const still = await city.as('technician', 'GET', ofRoom('mot', '/still'))
  expect([still.status, still.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect(refusalOf(await city.as('bacchair', 'GET', ofRoom('mot', '/still')))).toBe('forbidden')
  time.now += 11 * MINUTE
  expect(refusalOf(await city.as('technician', 'GET', ofRoom('mot', '/still')))).toBe('notFound')
  expect(await city.db.selectFrom('room_still').selectAll().execute()).toEqual([])
})

test('18.33 the last rehearsal of a meeting says of each room whether it came, and what was bad there', async () => {
  const { city, time, board } = await cityWithRooms()
  const planned = await city.as('bacchair', 'POST', `/schedule/meetings/${MEETING}/rehearsal`, {
    startsAt: time.now + MINUTE,
    endsAt: time.now + 20 * MINUTE,
  })
  const { meetingId } = bodyOf(Plan, planned)
  const results = async () =>
    (await board('bacchair', `?meeting=${MEETING}`)).rooms.map(({ name, rehearsal }) => [name, rehearsal])
  expect(await results(), 'it has not begun').toEqual([
    ['Phòng ba', null],
    ['Phòng mot', null],
  ])
  time.now += 2 * MINUTE
  const participantId = participantOf('mot')
  await insertMany(city.db, 'meeting_log', [
    {
      meeting_id: meetingId,
      seq: 1,
      at: time.now,
      actor: null,
      request_id: null,
      event: JSON.stringify({ type: 'participantJoined', participantId }),
      type: 'participantJoined',
    },
  ])
  await insertMany(
    city.db,
    'operation_event',
    ['cameraBlack bad 2', 'cameraBlack bad 3', 'lossUp weak 4'].map((detail) => ({
      at: time.now,
      kind: 'found' as const,
      resource: ResourceId.parse(`endpoint:${meetingId}/${participantId}`),
      meeting_id: meetingId,
      unit_code: UnitCode.parse('tp.bac.mot'),
      name: 'Phòng mot',
      detail,
    })),
  )
  expect(await results()).toEqual([
    ['Phòng ba', { came: false, at: null, bad: [] }],
    ['Phòng mot', { came: true, at: time.now, bad: ['cameraBlack'] }],
  ])
})

test('18.31 tests are kept for 24 months, figures for 60 days, and days of Vietnam say how it was', async () => {
  const { city, time, say } = await cityWithRooms()
  const detail = async () => bodyOf(RoomReadiness, await city.as('cityadmin', 'GET', ofRoom('mot')))
  const old = testRun(time.now, { picture: { luma: 1 } })
  bodyOf(Run, await say('mot', old))
  expect((await detail()).days).toEqual([{ day: '2026-12-01', worst: 'bad', runs: 1, bad: 1 }])
  time.now += 61 * 24 * HOUR
  bodyOf(Run, await say('mot', testRun(time.now)))
  const { runs } = bodyOf(RunPage, await city.as('cityadmin', 'GET', ofRoom('mot', '/runs')))
  expect(runs.map(({ health, hasFigures }) => [health, hasFigures])).toEqual([
    ['good', true],
    ['bad', false],
  ])
  expect(refusalOf(await city.as('cityadmin', 'GET', ofRoom('mot', `/runs/${old.runId}`)))).toBe('notFound')
  time.now += 700 * 24 * HOUR
  bodyOf(Run, await say('mot', testRun(time.now)))
  expect((await detail()).days).toHaveLength(2)
})

test('the board is a workbook for the office', async () => {
  const { city } = await cityWithRooms()
  const answer = await city.as('cityadmin', 'GET', '/readiness/board.xlsx?all=true')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
})

test('18.30 of a copied enrolment the newest goes on, the other is told, on record and shown with the room', async () => {
  const { city, time } = await cityWithRooms()
  const { pairingId, secret, code } = (await city.as(null, 'POST', '/pairings', { deviceName: 'PC' })).body as {
    pairingId: string
    secret: string
    code: string
  }
  await city.as('cityadmin', 'POST', `/rooms/${accountOf('mot')}/enrol`, { code })
  const claimed = await city.as(null, 'POST', `/pairings/${pairingId}/claim`, { secret })
  const renew = (cookie: string) => city.as(null, 'POST', '/token', undefined, { cookie })
  const copied = claimed.cookie
  const first = await renew(claimed.cookie)
  time.now += HOUR
  const room = await renew(first.cookie)
  time.now += HOUR
  const copy = await renew(copied)
  expect(refusalOf(copy)).toBe('roomElsewhere')
  expect((await renew(room.cookie)).status, 'the room goes on').toBe(200)
  expect(await city.audited('room.copied')).toMatchObject([{ subject_id: accountOf('mot'), unit_code: 'tp.bac.mot' }])
  const shown = bodyOf(BoardRoom, await city.as('cityadmin', 'GET', ofRoom('mot')))
  expect(shown.copiedAt).toBe(time.now)
})
