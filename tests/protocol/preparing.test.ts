import { randomUUID } from 'node:crypto'
import type { EndpointId } from '@diem-cau/signaling-contract'
import { afterAll, afterEach, expect, test } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import { endpointOfLeg } from './support/endpointOfLeg.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const inspector = new MediaInspector()
let office: TestOffice
afterEach(() => office?.[Symbol.asyncDispose]())
afterAll(() => inspector.close())

const open = async (mediaNode: 'here' | 'process' = 'process') =>
  void (office = await TestOffice.open({ seats: seatsOf(3), mediaNode }))

/** The endpoint as the media node has it. */
async function atNode(endpointId: EndpointId | null) {
  const { meetings } = await office.control.ask('meeting:list', {})
  return meetings.flatMap(({ endpoints }) => endpoints).find((one) => endpointOfLeg(one.endpointId) === endpointId)
}

const gone = (endpointId: EndpointId | null) => expect.poll(() => atNode(endpointId)).toBeUndefined()

test('5.7 only who may join now is given a line, with the errors of a join', async () => {
  await open()
  const stranger = await office.connect(office.seeded.stranger)
  await expect(stranger.prepare()).rejects.toMatchObject({ code: 'notFound' })
  const early = await office.connect(0, { meetingId: office.seeded.laterId })
  await expect(early.prepare()).rejects.toMatchObject({ code: 'meetingNotOpen' })
  const { meetings } = await office.control.ask('meeting:list', {})
  expect(meetings.flatMap(({ endpoints }) => endpoints)).toEqual([])
})

test('5.7, 5.8 a line made at the door becomes that of the participant, and what others send arrives on it', async () => {
  await open()
  const chair = await office.join(0)
  await chair.produce('mic')
  await chair.produce('camera')
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  await ward.media.standBy()
  const answer = await ward.join({ prepared })
  expect(answer.media).toEqual({ kind: 'kept' })
  expect(answer.endpointId).toBe(prepared)
  await ward.until('hears the chair', (c) => c.receives(chair.participantId, 'mic'))
  await ward.produce('mic')
  await chair.until('hears the ward', (c) => c.receives(ward.participantId, 'mic'))
})

/** Reads of each of its consumers at the worker whether it is paused, however ready its client is. */
async function standsStill(endpointId: EndpointId | null): Promise<(boolean | undefined)[]> {
  const consumers = (await atNode(endpointId))?.consumers ?? []
  return consumers.map(({ consumerId }) => inspector.consumers.get(consumerId)?.paused)
}

test('5.8 at the door it is offered what it will receive first, standing still; a join lets it flow, without another word', async () => {
  await open('here')
  const chair = await office.join(0)
  await chair.produce('camera')
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  await ward.media.standBy()
  await ward.until('has the camera at the door', (c) => c.receives(chair.participantId, 'camera'))
  const mic = await chair.produce('mic')
  await ward.until('has the microphone at the door', (c) => c.receives(chair.participantId, 'mic'))
  expect(await standsStill(prepared)).toEqual([true, true])

  await chair.socket.request('producer:close', { producerId: mic })
  await ward.until('is told of its end', (c) => !c.receives(chair.participantId, 'mic'))
  expect(await standsStill(prepared)).toEqual([true])

  ward.media.autoResume = false
  const offered = ward.receives(chair.participantId, 'camera')
  await ward.join({ prepared })
  await expect.poll(() => standsStill(prepared)).toEqual([false])
  expect(ward.receives(chair.participantId, 'camera'), 'the one from the door').toBe(offered)
})

test('5.8 a join that is refused lets nothing flow', async () => {
  await open('here')
  const chair = await office.join(0)
  await chair.produce('camera')
  await office.join(1)
  const second = await office.connect(1)
  const prepared = await second.prepare()
  await second.media.standBy()
  await second.until('has the camera at the door', (c) => c.receives(chair.participantId, 'camera'))
  await expect(second.join({ prepared })).rejects.toMatchObject({ code: 'alreadyJoined' })
  await chair.produce('mic')
  await second.until('has the microphone at the door', (c) => c.receives(chair.participantId, 'mic'))
  expect(await standsStill(prepared)).toEqual([true, true])
})

test('5.8 until it joins nothing is sent to it, it may open nothing, and nobody hears of it', async () => {
  await open()
  const chair = await office.join(0)
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  await ward.media.standBy()
  await expect(ward.produce('mic')).rejects.toMatchObject({ code: 'notJoined' })
  await expect(
    ward.socket.request('viewport:set', {
      tiles: [{ participantId: chair.participantId, source: 'camera', height: 360 }],
    }),
  ).rejects.toMatchObject({ code: 'notJoined' })
  await expect(ward.socket.request('media:rebuild', {})).rejects.toMatchObject({ code: 'notJoined' })
  expect(await atNode(prepared)).toMatchObject({ producers: [] })
  expect(
    ward.socket.notices.map(({ name }) => name).filter((name) => name !== 'welcome' && name !== 'consumersOpened'),
  ).toEqual([])
  expect(Object.keys(chair.state.participants)).toEqual([chair.participantId])
})

test('5.8 named by another socket, of the same account or of another, it is passed over', async () => {
  await open()
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  for (const who of [1, 2]) {
    const thief = await office.connect(who)
    const answer = await thief.join({ prepared })
    expect(answer.media.kind).toBe('fresh')
    expect(answer.endpointId).not.toBe(prepared)
    await thief.socket.request('meeting:leave', {})
  }
  expect((await ward.join({ prepared })).media.kind).toBe('kept')
})

test('5.8 a join that was refused leaves it for the next one', async () => {
  await open()
  await office.join(1)
  const second = await office.connect(1)
  const prepared = await second.prepare()
  await expect(second.join({ prepared })).rejects.toMatchObject({ code: 'alreadyJoined' })
  expect((await second.join({ prepared, takeover: true })).media.kind).toBe('kept')
})

test('5.9 it ends with its socket, with another one, and with a join that does not use it', async () => {
  await open()
  const leaver = await office.connect(0)
  const first = await leaver.prepare()
  expect(await atNode(first)).toBeDefined()
  leaver.socket.breakLine()
  await gone(first)

  const ward = await office.connect(1)
  const former = await ward.prepare()
  const newer = await ward.prepare()
  await gone(former)
  expect(await atNode(newer)).toBeDefined()
  const { media, endpointId } = await ward.join()
  expect(media.kind).toBe('fresh')
  await gone(newer)
  expect(await atNode(endpointId)).toBeDefined()
  expect(await ward.prepare(), 'in the meeting there is no need').toBeNull()
})

test('5.9 an account has at most four at the doors of a meeting', async () => {
  await open()
  const sockets = await Promise.all([1, 2, 3, 4, 5].map(() => office.connect(0)))
  const prepared = await Promise.all(sockets.map((socket) => socket.prepare()))
  expect(prepared.filter((id) => id !== null)).toHaveLength(4)
  expect(await (await office.connect(1)).prepare(), 'another account').not.toBeNull()
})

test('1.6, 5.8 a join with a prepared line, repeated on a new socket after a lost answer, goes on with it', async () => {
  await open()
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  const join = {
    meetingId: office.meetingId,
    deviceName: 'Thử nghiệm',
    takeover: false,
    resume: null,
    prepared,
    rtpCapabilities: null,
    viewport: null,
  }
  const requestId = randomUUID()
  const first = await ward.socket.request('meeting:join', join, requestId)
  ward.socket.breakLine()
  const again = await office.connect(1, { deviceId: ward.deviceId })
  const repeated = await again.socket.request('meeting:join', join, requestId)
  expect(repeated).toMatchObject({ endpointId: prepared, media: { kind: 'kept' } })
  expect(repeated.participantId).toBe(first.participantId)
  expect(await atNode(prepared)).toBeDefined()
})

test('5.9, 6.4 signaling restarts: what was prepared is closed, who is in the meeting goes on', async () => {
  await open()
  const chair = await office.join(0)
  const prepared = await (await office.connect(1)).prepare()
  await office.killSignaling()
  expect(await atNode(prepared)).toBeDefined()
  await office.startSignaling()
  await gone(prepared)
  expect(await atNode(chair.endpointId)).toBeDefined()
})

test('5.9, 6.3 the media worker dies: a join that names what was prepared gets new transports', async () => {
  await open()
  const ward = await office.connect(1)
  const prepared = await ward.prepare()
  process.kill(await office.busyWorkerPid(), 'SIGKILL')
  await gone(prepared)
  const chair = await office.join(0)
  await chair.produce('mic')
  expect((await ward.join({ prepared })).media.kind).toBe('fresh')
  await ward.until('hears the chair', (c) => c.receives(chair.participantId, 'mic'))
})
