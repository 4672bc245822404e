import { randomUUID } from 'node:crypto'
import { DeviceId } from '@diem-cau/signaling-contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestOffice, seatsOf } from './support/TestOffice.ts'
import { endpointOfLeg } from './support/endpointOfLeg.ts'
import { TestSocket } from './support/TestSocket.ts'

let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: seatsOf(24) })))
afterEach(() => office.empty())
afterAll(() => office?.[Symbol.asyncDispose]())

test('1.2 no token, a forged one and another protocol version are refused at the handshake', async () => {
  const { token } = office.official(0)
  const connect = (options: { token?: string; protocol?: number }) =>
    TestSocket.connect({ url: office.url, token, ...options })
  await expect(connect({ token: '' })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(connect({ token: `${token.slice(0, -4)}AAAA` })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(connect({ protocol: 99 })).rejects.toMatchObject({ code: 'protocolMismatch' })
})

test('1.3 the first notice on a socket is welcome', async () => {
  const client = await office.connect(0)
  await client.socket.notice('welcome')
  expect(client.socket.notices[0]?.name).toBe('welcome')
})

test('1.6 a repeated requestId gives the first answer and does nothing twice, also while the first is under way', async () => {
  const chair = await office.join(0)
  const ward = await office.connect(1)
  const join = {
    meetingId: office.meetingId,
    deviceName: 'Thử nghiệm',
    takeover: false,
    resume: null,
    prepared: null,
    rtpCapabilities: null,
    viewport: null,
  }
  const requestId = randomUUID()
  const [first, second] = await Promise.all([
    ward.socket.request('meeting:join', join, requestId),
    ward.socket.request('meeting:join', join, requestId),
  ])
  const third = await ward.socket.request('meeting:join', join, requestId)
  expect(second).toEqual(first)
  expect(third).toEqual(first)
  await chair.until('the ward is here', (c) => c.state.participants[first.participantId])
  const joins = chair.events.filter(({ event }) => event.type === 'participantJoined')
  expect(joins).toHaveLength(1)
})

test('2.2, 2.3 twenty-four rooms come, go and produce at once: every client ends with the same state, seq without a gap', async () => {
  const clients = await Promise.all(seatsOf(24).map((_, n) => office.join(n)))
  await Promise.all(clients.map((client, n) => client.produce(n % 2 === 0 ? 'mic' : 'camera')))
  const [leaver, ...rest] = clients
  await leaver?.socket.request('meeting:leave', {})
  const newcomer = await office.join(0)
  const all = [...rest, newcomer]
  const last = Math.max(...all.map((client) => client.seq))
  await Promise.all(all.map((client) => client.until(`seq ${last}`, (c) => c.seq >= last)))
  for (const client of all) {
    expect(client.fault).toBeNull()
    expect(client.seq).toBe(last)
    expect(client.state).toEqual(newcomer.state)
  }
  expect(Object.keys(newcomer.state.participants)).toHaveLength(24)
  expect(Object.keys(newcomer.state.producers)).toHaveLength(23)
})

test('2.4 who comes back with its last seq gets just the events since; a resync likewise', async () => {
  const chair = await office.join(0)
  const ward = await office.join(1)
  const { endpointId, deviceId, seq } = ward
  ward.socket.breakLine()
  await chair.until('the line is lost', (c) => c.state.participants[ward.participantId]?.line === 'lost')
  await chair.produce('mic')
  const again = await office.connect(1, { deviceId })
  again.seq = seq
  again.state = ward.state
  const { sync } = await again.join({ resume: { endpointId, seq } })
  expect(sync.kind).toBe('events')
  await chair.until('the ward is back', (c) => c.state.participants[ward.participantId]?.line === 'online')
  await again.until('the same seq', (c) => c.seq >= chair.seq)
  expect(again.state).toEqual(chair.state)

  const resynced = await again.socket.request('meeting:resync', { seq: again.seq - 2 })
  expect(resynced.kind === 'events' && resynced.events.map((event) => event.seq)).toEqual([again.seq - 1, again.seq])
  const fromNowhere = await again.socket.request('meeting:resync', { seq: again.seq + 1000 })
  expect(fromNowhere.kind).toBe('snapshot')
})

test('2.4 more than 500 events behind, a client gets a snapshot', async () => {
  const chair = await office.join(0)
  const ward = await office.join(1)
  const { endpointId, deviceId, seq } = ward
  ward.socket.breakLine()
  const producerId = await chair.produce('mic')
  const others = await Promise.all(
    seatsOf(24)
      .slice(2)
      .map((_, n) => office.join(n + 2)),
  )
  const mics = await Promise.all(others.map((other) => other.produce('mic')))
  // Twenty requests a second are allowed to each, so twenty-two rooms share the noise.
  for (let round = 0; round < 25; round++) {
    await Promise.all(
      others.map((other, n) =>
        other.socket.request('producer:setPaused', { producerId: mics[n] ?? producerId, paused: round % 2 === 0 }),
      ),
    )
  }
  const again = await office.connect(1, { deviceId })
  const { sync } = await again.join({ resume: { endpointId, seq } })
  expect(sync.kind).toBe('snapshot')
  await again.until('the same seq', (c) => c.seq >= chair.seq)
  expect(again.state).toEqual(chair.state)
})

test('3.1 the seat comes from the schedule; who is not invited may not know of the meeting', async () => {
  const chair = await office.join(0)
  expect(chair.state.participants[chair.participantId]).toMatchObject({ seat: 'chair', unit: office.official(0).unit })
  const stranger = await office.connect(office.seeded.stranger)
  await expect(stranger.join()).rejects.toMatchObject({ code: 'notFound' })
  await expect(stranger.socket.request('meeting:resync', { seq: 0 })).rejects.toMatchObject({ code: 'notJoined' })
})

test('3.2 a meeting that is not open yet, and one that ended, say so', async () => {
  const early = await office.connect(0, { meetingId: office.seeded.laterId })
  await expect(early.join()).rejects.toMatchObject({ code: 'meetingNotOpen' })
  const late = await office.connect(0, { meetingId: office.seeded.pastId })
  await expect(late.join()).rejects.toMatchObject({ code: 'meetingEnded' })
})

test('3.3 a second device is told of the first, takes over when asked, and the first is ejected', async () => {
  const chair = await office.join(0)
  const first = await office.join(1, { deviceName: 'Máy phòng họp' })
  await first.produce('camera')
  const second = await office.connect(1)
  await expect(second.join({ deviceName: 'Máy dự phòng' })).rejects.toMatchObject({
    code: 'alreadyJoined',
    body: { deviceName: 'Máy phòng họp' },
  })
  await second.join({ takeover: true, deviceName: 'Máy dự phòng' })
  expect(second.participantId).toBe(first.participantId)
  const { error } = await first.socket.notice('ejected')
  expect(error).toMatchObject({ code: 'replaced', deviceName: 'Máy dự phòng' })
  await expect(first.socket.request('viewport:set', { tiles: [] })).rejects.toMatchObject({ code: 'replaced' })
  await chair.until('moved', (c) => c.state.participants[first.participantId]?.deviceName === 'Máy dự phòng')
  expect(chair.state.participants[first.participantId]).toMatchObject({
    seat: 'delegate',
    endpointId: second.endpointId,
  })
  expect(chair.producerOf(first.participantId, 'camera')).toBeUndefined()
})

test('3.3 when the first line is lost a second device need not ask', async () => {
  const chair = await office.join(0)
  const first = await office.join(1)
  first.socket.breakLine()
  await chair.until('the line is lost', (c) => c.state.participants[first.participantId]?.line === 'lost')
  const second = await office.join(1)
  expect(second.participantId).toBe(first.participantId)
})

test('3.4 the same tab joining again never has to ask', async () => {
  const deviceId = DeviceId.parse(randomUUID())
  const before = await office.connect(1, { deviceId })
  await before.join()
  const after = await office.connect(1, { deviceId })
  await after.join()
  expect(after.participantId).toBe(before.participantId)
})

test('3.5 leaving takes the participant and all its media at once', async () => {
  const chair = await office.join(0)
  const ward = await office.join(1)
  await ward.produce('mic')
  await chair.until('hears the ward', (c) => c.receives(ward.participantId, 'mic'))
  await ward.socket.request('meeting:leave', {})
  await chair.until('the ward is gone', (c) => !c.state.participants[ward.participantId])
  expect(Object.values(chair.state.producers)).toEqual([])
  await chair.until('its consumers are gone', (c) => !c.receives(ward.participantId, 'mic'))
  const carried = async () => {
    const { meetings } = await office.control.ask('meeting:list', {})
    return meetings.flatMap(({ endpoints }) => endpoints.map(({ endpointId }) => endpointOfLeg(endpointId)))
  }
  // The tests before leave too, and nobody is told when the node has closed what was theirs.
  await expect.poll(carried).toEqual([chair.endpointId])
})
