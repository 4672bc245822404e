import { ErrorBody, MAX_MESSAGE_BYTES, MeetingError, type RequestName, requests } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { SignJWT } from 'jose'
import { expect, test, vi } from 'vitest'
import { addGuest } from '../../testing/addGuest.ts'
import { accountOf } from '../../testing/people.ts'
import { connect, joinData, startOffice, type TestSocket } from '../../testing/startOffice.ts'

const refused = (code: string) => ({ ok: false, error: { code } })

test('1.2 a token that is missing, forged or expired, and another version, are refused by name', async () => {
  const office = await startOffice()
  const refusal = (auth: Record<string, unknown>) =>
    connect(office, 'chair', auth).then(
      () => null,
      (e: { data?: ErrorBody }) => ErrorBody.parse(e.data).code,
    )
  const forged = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(accountOf('chair'))
    .setIssuer('diem-cau')
    .setExpirationTime('1h')
    .sign(Buffer.alloc(32))
  expect(await refusal({ token: undefined })).toBe('unauthenticated')
  expect(await refusal({ token: 7 })).toBe('unauthenticated')
  expect(await refusal({ token: forged })).toBe('unauthenticated')
  expect(await refusal({ protocol: 99 })).toBe('protocolMismatch')
  expect(await refusal({ deviceId: 'with spaces' })).toBe('badRequest')
})

test('1.2 an expired token is tokenExpired', async () => {
  let now = Date.now()
  const office = await startOffice({ clock: () => now })
  const token = await office.tokenOf('chair')
  now += 16 * 60_000
  await expect(connect(office, 'chair', { token })).rejects.toMatchObject({ data: { code: 'tokenExpired' } })
})

test('1.3 the first notice is welcome', async () => {
  const socket = await connect(await startOffice(), 'chair')
  await vi.waitFor(() => expect(socket.notices[0]).toMatchObject({ name: 'welcome' }))
})

test('1.4 malformed, unknown and oversized messages get their error, and the socket lives', async () => {
  const socket = await connect(await startOffice(), 'chair')
  expect(await socket.send('meeting:join', { ...joinData, deviceName: 7 })).toMatchObject({
    ok: false,
    error: { code: 'badRequest', issues: [expect.stringContaining('deviceName')] },
  })
  expect(await socket.send('meeting:destroy', {})).toMatchObject(refused('unknownRequest'))
  expect(await socket.send('__proto__', {})).toMatchObject(refused('unknownRequest'))
  expect(await socket.send('meeting:join', 'x'.repeat(MAX_MESSAGE_BYTES))).toMatchObject(refused('tooLarge'))
  expect(await socket.raw.emitWithAck('request', null)).toMatchObject(refused('badRequest'))
  expect(await socket.raw.emitWithAck('request', Buffer.from('binary'))).toMatchObject(refused('badRequest'))
  expect(await socket.raw.emitWithAck('other', {})).toMatchObject(refused('unknownRequest'))
  expect(await socket.send('media:describe', {})).toEqual({ ok: true, data: { routerRtpCapabilities: null } })
})

test('1.4 whatever is sent to whatever request is answered with a typed error or a result', async () => {
  const clock = { now: Date.now() }
  const socket = await connect(await startOffice({ clock: () => (clock.now += 1000) }), 'chair')
  const names = fc.constantFrom(...Object.keys(requests))
  const nearly = fc.record(
    {
      meetingId: fc.oneof(fc.constant('m.1'), fc.jsonValue()),
      deviceName: fc.oneof(fc.string(), fc.jsonValue()),
      takeover: fc.oneof(fc.boolean(), fc.jsonValue()),
      resume: fc.oneof(fc.constant(null), fc.jsonValue()),
      rtpCapabilities: fc.oneof(fc.constant(null), fc.constant({ codecs: [], headerExtensions: [] }), fc.jsonValue()),
      viewport: fc.oneof(fc.constant(null), fc.jsonValue()),
      seq: fc.oneof(fc.integer(), fc.jsonValue()),
      direction: fc.constantFrom('send', 'recv', 'up'),
      source: fc.constantFrom('mic', 'camera', 'smell'),
      producerId: fc.oneof(fc.string(), fc.constant('x')),
      paused: fc.boolean(),
      layerHeights: fc.array(fc.integer()),
      consumerIds: fc.array(fc.string()),
      tiles: fc.array(fc.jsonValue()),
      rtpParameters: fc.oneof(
        fc.jsonValue(),
        fc.constant({ codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] }),
      ),
      dtlsParameters: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(names, fc.oneof(nearly, fc.jsonValue()), async (name, data) => {
      const answer = await socket.send(name, data)
      if (answer.ok) return
      ErrorBody.parse(answer.error)
      expect(answer.error.code).not.toBe('internal')
    }),
    { numRuns: 300 },
  )
  expect(socket.raw.connected).toBe(true)
})

test('1.6 a join repeated after a lost answer joins once', async () => {
  const office = await startOffice()
  const deviceId = 'd.same'
  const first = await connect(office, 'ward', { deviceId })
  const answer = await first.send('meeting:join', joinData, 'r.join')
  expect(await first.send('meeting:join', joinData, 'r.join')).toEqual(answer)
  const again = await connect(office, 'ward', { deviceId })
  const repeated = await again.send('meeting:join', joinData, 'r.join')
  if (!answer.ok || !repeated.ok) throw new Error('refused')
  expect(repeated.data).toMatchObject({ endpointId: (answer.data as { endpointId: string }).endpointId })
  const events = await again.send('meeting:resync', { seq: 0 })
  if (!events.ok) throw new Error('refused')
  const types = (events.data as { events: { event: { type: string } }[] }).events.map((e) => e.event.type)
  expect(types.filter((type) => type === 'participantJoined')).toHaveLength(1)
  expect(types).not.toContain('endpointReplaced')
})

test('1.7 a socket is cut when its account may no longer sign in, and only that one', async () => {
  const office = await startOffice({ accountCheckMs: 20 })
  const [chair, ward] = await Promise.all([connect(office, 'chair'), connect(office, 'ward')])
  const cut = new Promise((resolve) => ward.raw.once('disconnect', resolve))
  await office.accounts.disable(accountOf('ward'), Date.now())
  await cut
  await expect(connect(office, 'ward')).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
  expect(chair.raw.connected).toBe(true)
})

const cutOff = ({ raw }: TestSocket) => new Promise((resolve) => raw.once('disconnect', resolve))
const isOver = { name: 'ejected', error: new MeetingError('meetingEnded').toBody() }

test('1.11 with the end of the meeting its guests are told and cut, in it and beside it, and their token is good for nothing; nobody else is cut', async () => {
  const office = await startOffice()
  const [inside, beside] = [await addGuest(office, 'Khách trong phòng'), await addGuest(office, 'Khách ở sảnh')]
  const [chair, ward, within, without] = await Promise.all([
    connect(office, 'chair'),
    connect(office, 'ward'),
    connect(office, 'chair', inside),
    connect(office, 'chair', beside),
  ])
  for (const socket of [chair, ward, within])
    expect(await socket.send('meeting:join', joinData)).toMatchObject({ ok: true })
  expect([await inside.read(), await beside.read()]).toEqual([200, 200])

  const cut = Promise.all([cutOff(within), cutOff(without)])
  expect(await chair.send('meeting:end', {})).toMatchObject({ ok: true })
  expect(await cut).toEqual(['io server disconnect', 'io server disconnect'])
  for (const { notices } of [within, without]) expect(notices).toContainEqual(isOver)
  for (const guest of [inside, beside]) {
    expect([await guest.read(), await guest.renew()]).toEqual([401, 401])
    await expect(connect(office, 'chair', { token: guest.token })).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    })
  }
  // A request of theirs is answered: their lines stand.
  for (const socket of [chair, ward])
    expect(await socket.send('viewport:set', { tiles: [] })).toMatchObject(refused('meetingEnded'))
})

test.for(['cancelled', 'long over'])(
  '1.11 guests of a meeting that is %s are told and cut soon after, without its end',
  async (how) => {
    let now = Date.now()
    const office = await startOffice({ accountCheckMs: 20, clock: () => now })
    const [guest, ward] = await Promise.all([
      connect(office, 'chair', await addGuest(office, 'Khách')),
      connect(office, 'ward'),
    ])
    const cut = cutOff(guest)
    if (how === 'cancelled') await office.db.updateTable('meeting').set({ phase: 'cancelled' }).execute()
    else now += 24 * 3_600_000
    expect(await cut).toBe('io server disconnect')
    expect(guest.notices).toContainEqual(isOver)
    expect(ward.raw.connected).toBe(true)
  },
)

test('1.9 what needs a meeting or a line is refused outside of one, what needs a socket only is not', async () => {
  const clock = { now: Date.now() }
  const socket = await connect(await startOffice({ clock: () => (clock.now += 1000) }), 'chair')
  const data: Partial<Record<RequestName, unknown>> = {
    'media:prepare': { meetingId: joinData.meetingId, rtpCapabilities: { codecs: [], headerExtensions: [] } },
    'meeting:join': joinData,
    'media:restartIce': { direction: 'recv' },
    'consumer:resume': { consumerIds: ['c.1'] },
    'viewport:set': { tiles: [] },
    'meeting:resync': { seq: 0 },
  }
  const names = (Object.keys(requests) as RequestName[]).filter(
    (name) => requests[name].data.safeParse(data[name] ?? {}).success,
  )
  expect(names.filter((name) => requests[name].needs === 'meeting').length).toBeGreaterThan(10)
  // Joining changes what is there: last.
  for (const name of names.sort((a, b) => Number(a === 'meeting:join') - Number(b === 'meeting:join'))) {
    const answer = await socket.send(name, data[name] ?? {})
    const code = answer.ok ? null : answer.error.code
    expect([name, code]).toEqual([name, requests[name].needs === 'socket' ? null : 'notJoined'])
  }
})

test('3.8 a join that is on its way when its client stops waiting is undone', async () => {
  const office = await startOffice()
  const [chair, ward] = await Promise.all([connect(office, 'chair'), connect(office, 'ward')])
  await chair.send('meeting:join', joinData)
  const [joined, left] = await Promise.all([ward.send('meeting:join', joinData), ward.send('door:leave', {})])
  expect([joined.ok, left]).toEqual([true, { ok: true, data: {} }])
  expect(await ward.send('viewport:set', { tiles: [] })).toMatchObject(refused('notJoined'))
  const types = () =>
    chair.notices.flatMap((n) =>
      n.name === 'events'
        ? n.events.map(({ event }) => (event.type === 'participantLeft' ? event.reason : event.type))
        : [],
    )
  await vi.waitFor(() => expect(types().slice(-2)).toEqual(['participantJoined', 'left']))
})

test('2.6 with a log that cannot be written a join is refused by name', async () => {
  const office = await startOffice()
  const { DatabaseSync } = await import('node:sqlite')
  const other = new DatabaseSync(`${office.dataDir}/diem-cau.sqlite`)
  other.exec('BEGIN IMMEDIATE')
  const socket = await connect(office, 'chair')
  expect(await socket.send('meeting:join', joinData)).toMatchObject(refused('storeUnavailable'))
  other.exec('ROLLBACK')
  other.close()
  expect(await socket.send('meeting:join', joinData)).toMatchObject({ ok: true })
})

test('3.1 who is not invited: forbidden in the house, notFound elsewhere', async () => {
  const office = await startOffice()
  const socket = await connect(office, 'colleague')
  expect(await socket.send('meeting:join', joinData)).toMatchObject(refused('forbidden'))
  expect(await socket.send('meeting:join', { ...joinData, meetingId: 'm.none' })).toMatchObject(refused('notFound'))
})

test('3.3 the first device is told which device took over, and can do nothing any more', async () => {
  const office = await startOffice()
  const [first, second] = await Promise.all([connect(office, 'ward'), connect(office, 'ward')])
  await first.send('meeting:join', { ...joinData, deviceName: 'PC phòng họp' })
  expect(await second.send('meeting:join', joinData)).toMatchObject({
    ok: false,
    error: { code: 'alreadyJoined', deviceName: 'PC phòng họp' },
  })
  expect(await second.send('meeting:join', { ...joinData, takeover: true, deviceName: 'Máy tính bảng' })).toMatchObject(
    { ok: true },
  )
  await vi.waitFor(() =>
    expect(first.notices.at(-1)).toMatchObject({
      name: 'ejected',
      error: { code: 'replaced', deviceName: 'Máy tính bảng' },
    }),
  )
  expect(await first.send('viewport:set', { tiles: [] })).toMatchObject(refused('replaced'))
})

test('6.1 a place is kept for the grace, then given up with lineLost', async () => {
  const office = await startOffice({ lineGraceMs: 50 })
  const [chair, ward] = await Promise.all([connect(office, 'chair'), connect(office, 'ward')])
  await chair.send('meeting:join', joinData)
  await ward.send('meeting:join', joinData)
  ward.raw.disconnect()
  const types = () =>
    chair.notices.flatMap((n) =>
      n.name === 'events'
        ? n.events.map((e) => (e.event.type === 'participantLeft' ? e.event.reason : e.event.type))
        : [],
    )
  await vi.waitFor(() => expect(types()).toEqual(['programmeSet', 'participantJoined', 'lineLost', 'lineLost']))
})

test('6.5 without a media node a join answers waiting, and what needs one mediaUnavailable', async () => {
  const socket = await connect(await startOffice(), 'chair')
  expect(await socket.send('meeting:join', joinData)).toMatchObject({
    ok: true,
    data: { media: { kind: 'waiting' }, sync: { kind: 'snapshot' } },
  })
  expect(await socket.send('media:rebuild', {})).toMatchObject(refused('mediaUnavailable'))
  expect(await socket.send('meeting:leave', {})).toEqual({ ok: true, data: {} })
  expect(await socket.send('media:rebuild', {})).toMatchObject(refused('notJoined'))
})

test('3.2 whoever is not let in leaves nothing in memory: before the time, after it, and where they are not invited', async () => {
  let now = Date.now()
  const office = await startOffice({ clock: () => now })
  await office.db.updateTable('meeting').set({ phase: 'scheduled' }).execute()
  now -= 3 * 3_600_000
  const early = await connect(office, 'ward')
  expect(await early.send('meeting:join', joinData)).toMatchObject({ error: { code: 'meetingNotOpen' } })
  now += 3 * 3_600_000
  const stranger = await connect(office, 'colleague')
  expect(await stranger.send('meeting:join', joinData)).toMatchObject({ error: { code: 'forbidden' } })
  expect(office.meetings.hosts).toEqual([])
  now += 7 * 24 * 3_600_000
  expect(await (await connect(office, 'ward')).send('meeting:join', joinData)).toMatchObject({
    error: { code: 'meetingEnded' },
  })
  expect(office.meetings.hosts).toEqual([])
})
