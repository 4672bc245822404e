import type { EndpointId } from '@diem-cau/signaling-contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import type { TestClient } from './support/TestClient.ts'
import { endpointOfLeg } from './support/endpointOfLeg.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const SECRETARY = 7
const REASON = 'Không thuộc thành phần họp'

const inspector = new MediaInspector()
let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: [...seatsOf(7), 'secretary'] })))
afterEach(() => office.empty())
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

/** The endpoint as the media node has it. */
async function atNode(endpointId: EndpointId | null) {
  const { meetings } = await office.control.ask('meeting:list', {})
  return meetings.flatMap(({ endpoints }) => endpoints).find((one) => endpointOfLeg(one.endpointId) === endpointId)
}

const remove = (by: TestClient, who: TestClient, barred: boolean, reason = '') =>
  by.socket.request('participant:remove', { participantId: who.participantId, barred, reason })

test('3.10 who is put out is told why, and nobody else; all its media is gone at the node; it may come again', async () => {
  const [chair, secretary, ward] = await Promise.all([office.join(0), office.join(SECRETARY), office.join(1)])
  const camera = await ward.produce('camera')
  await ward.produce('mic')
  await chair.until('sees the ward', (c) => c.receives(ward.participantId, 'camera'))
  const { endpointId } = ward
  expect(await atNode(endpointId)).toBeDefined()

  await remove(secretary, ward, false, REASON)
  expect((await ward.socket.notice('ejected')).error).toMatchObject({ code: 'expelled', reason: REASON })
  await chair.until('it left', (c) => c.state.participants[ward.participantId] === undefined)
  expect(
    chair.events
      .map(({ event }) => event)
      .filter(({ type }) => type === 'participantExpelled' || type === 'participantLeft'),
  ).toMatchObject([
    { type: 'participantExpelled', participantId: ward.participantId, reason: '', by: secretary.participantId },
    { type: 'participantLeft', participantId: ward.participantId, reason: 'expelled' },
  ])
  expect(
    office.onDisk(`select event from meeting_log where json_extract(event, '$.type') = 'participantExpelled'`)[0]?.[
      'event'
    ],
  ).toContain(REASON)
  await expect.poll(() => atNode(endpointId)).toBeUndefined()
  await expect.poll(() => inspector.producers.has(camera)).toBe(false)
  await expect(ward.socket.request('viewport:set', { tiles: [] })).rejects.toMatchObject({ code: 'expelled' })

  await ward.join()
  await chair.until('back', (c) => c.state.participants[ward.participantId])
})

test('3.11 who is barred comes in by no way, also when signaling was restarted, until it is allowed', async () => {
  const [chair, ward] = await Promise.all([office.join(0), office.join(2)])
  // A second device of the same account stands at the door, with a line.
  const second = await office.connect(2)
  const prepared = await second.prepare()
  await second.media.standBy()
  expect(await atNode(prepared)).toBeDefined()
  const resume = { endpointId: ward.endpointId, seq: ward.seq }

  await remove(chair, ward, true)
  expect((await ward.socket.notice('ejected')).error.code).toBe('barred')
  await expect.poll(() => atNode(prepared)).toBeUndefined()
  for (const way of [{}, { takeover: true }, { resume }])
    await expect(ward.join(way)).rejects.toMatchObject({ code: 'barred' })
  await expect(second.join({ prepared, takeover: true })).rejects.toMatchObject({ code: 'barred' })
  await expect(second.prepare()).rejects.toMatchObject({ code: 'barred' })

  await office.killSignaling()
  await office.startSignaling()
  const later = await office.connect(2)
  await expect(later.join()).rejects.toMatchObject({ code: 'barred' })
  const again = await office.join(0)
  expect(Object.keys(again.state.door.barred)).toEqual([ward.participantId])
  await again.socket.request('participant:allow', { participantId: ward.participantId })
  await later.join()
})

test('3.10, 3.11 who waits at the door is turned away', async () => {
  const chair = await office.join(0)
  await chair.socket.request('door:lock', { locked: true })
  const ward = await office.connect(3)
  await expect(ward.join()).rejects.toMatchObject({ code: 'meetingLocked' })
  const visitor = await chair.until('it waits', (c) => c.state.door.waiting[0])
  await chair.socket.request('participant:remove', { participantId: visitor.participantId, barred: true, reason: '' })
  expect((await ward.socket.notice('ejected')).error.code).toBe('barred')
  await expect(ward.join()).rejects.toMatchObject({ code: 'barred' })
  await chair.socket.request('participant:allow', { participantId: visitor.participantId })
  await chair.socket.request('door:lock', { locked: false })
  await ward.join()
})

test('3.12 a locked meeting: who was in it comes back, others wait until they are let in or it is open, over a restart', async () => {
  const [inside, secretary] = await Promise.all([office.join(4), office.join(SECRETARY)])
  const outside = await office.connect(5)
  const prepared = await outside.prepare()
  await outside.media.standBy()
  await expect(inside.socket.request('door:lock', { locked: true })).rejects.toMatchObject({ code: 'forbidden' })
  await secretary.socket.request('door:lock', { locked: true })
  // Nothing stays ready for a guest who has to ask now.
  await expect.poll(() => atNode(prepared)).toBeUndefined()
  const { routerRtpCapabilities: rtpCapabilities } = await outside.socket.request('media:describe', {})
  if (!rtpCapabilities) throw new Error('no media node')
  expect(await outside.socket.request('media:prepare', { meetingId: office.meetingId, rtpCapabilities })).toEqual({
    prepared: null,
  })
  await expect(outside.join({ prepared })).rejects.toMatchObject({ code: 'meetingLocked' })

  await office.killSignaling()
  await office.startSignaling()
  const back = await office.join(4)
  const waiting = await office.connect(5)
  await expect(waiting.join()).rejects.toMatchObject({ code: 'meetingLocked' })
  const other = await office.connect(6)
  await expect(other.join()).rejects.toMatchObject({ code: 'meetingLocked' })
  const keeper = await office.join(SECRETARY)
  expect(keeper.state.door.waiting.map(({ accountId }) => accountId)).toEqual(
    [5, 6].map((n) => office.official(n).accountId),
  )
  const [first] = keeper.state.door.waiting
  await keeper.socket.request('door:admit', { participantIds: first ? [first.participantId] : [] })
  await waiting.socket.notice('admitted')
  await waiting.join()
  expect(back.state.door.lock).not.toBeNull()
  await keeper.socket.request('door:lock', { locked: false })
  await other.socket.notice('admitted')
  await other.join()
})

test('5.10 a stopped camera leaves no producer at the node, is refused there however it comes, and is opened by its own room', async () => {
  const [chair, ward] = await Promise.all([office.join(0), office.join(1)])
  const camera = await ward.produce('camera')
  const mic = await ward.produce('mic')
  const received = await chair.until('sees the ward', (c) => c.receives(ward.participantId, 'camera'))
  await chair.socket.request('camera:stop', { participantId: ward.participantId })
  await expect.poll(() => inspector.producers.has(camera)).toBe(false)
  await expect.poll(() => inspector.consumers.has(received.consumerId)).toBe(false)
  expect(inspector.producers.has(mic)).toBe(true)
  await ward.until('it is told', (c) =>
    c.events.some(({ event }) => event.type === 'producerClosed' && event.reason === 'stopped'),
  )

  const before = inspector.producers.size
  await expect(ward.produce('camera')).rejects.toMatchObject({ code: 'cameraStopped' })
  const second = await office.connect(1)
  await second.join({ takeover: true })
  await expect(second.produce('camera')).rejects.toMatchObject({ code: 'cameraStopped' })
  expect(inspector.producers.size).toBeLessThanOrEqual(before)
  await second.socket.request('camera:consent', {})
  const again = await second.produce('camera')
  await chair.until('sees it again', (c) => c.producerOf(ward.participantId, 'camera')?.producerId === again)
})

test('9.6 a screen that is stopped is gone at the node with its sound', async () => {
  const [chair, ward] = await Promise.all([office.join(0), office.join(6)])
  const screen = await ward.produce('screen')
  const sound = await ward.produce('screenAudio')
  await chair.until('sees the screen', (c) => c.receives(ward.participantId, 'screen'))
  await chair.socket.request('screen:stop', { participantId: ward.participantId })
  await expect.poll(() => [screen, sound].filter((id) => inspector.producers.has(id))).toEqual([])
  await chair.until('no screen', (c) => c.producerOf(ward.participantId, 'screen') === undefined)
})
