import type { Tile } from '@diem-cau/signaling-contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const inspector = new MediaInspector()
let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: seatsOf(24) })))
afterEach(() => office.empty())
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

const cameraTile = (of: TestClient, height: number): Tile => ({
  participantId: of.participantId,
  source: 'camera',
  height,
})

/** mediasoup's own consumer of what `client` receives. */
function atNode(client: TestClient, from: TestClient, source: 'mic' | 'camera' | 'screen' | 'screenAudio') {
  const received = client.receives(from.participantId, source)
  return received && inspector.consumers.get(received.consumerId)
}

test('5.2 video goes only to those who have its tile on screen, at the layer its height needs', async () => {
  const chair = await office.join(0)
  const [a, b, c] = (await Promise.all([1, 2, 3].map((n) => office.join(n, { viewport: { tiles: [] } })))) as [
    TestClient,
    TestClient,
    TestClient,
  ]
  await Promise.all([a, b, c].map((ward) => ward.produce('camera')))
  await chair.socket.request('viewport:set', { tiles: [cameraTile(a, 90), cameraTile(b, 340)] })
  await chair.until('two cameras', () => atNode(chair, a, 'camera') && atNode(chair, b, 'camera'))
  await expect.poll(() => atNode(chair, a, 'camera')?.preferredLayers).toEqual({ spatialLayer: 0, temporalLayer: 0 })
  await expect.poll(() => atNode(chair, b, 'camera')?.preferredLayers).toMatchObject({ spatialLayer: 1 })

  await chair.socket.request('viewport:set', { tiles: [cameraTile(a, 1000)] })
  await expect.poll(() => atNode(chair, a, 'camera')?.preferredLayers).toMatchObject({ spatialLayer: 2 })
  await expect.poll(() => atNode(chair, b, 'camera')?.paused, { message: 'off the screen: held and paused' }).toBe(true)
  expect(atNode(chair, a, 'camera')?.paused).toBe(false)

  await a.socket.request('viewport:set', { tiles: [] })
  await b.socket.request('viewport:set', { tiles: [cameraTile(c, 180)] })
  await b.until('b sees c', (client) => client.receives(c.participantId, 'camera'))
  expect(a.media.received.size).toBe(0)
  expect([...b.media.received.values()].map(({ participantId }) => participantId)).toEqual([c.participantId])
})

test('5.2 at most 16 videos that left the screen are held', async () => {
  const wards = await Promise.all(Array.from({ length: 23 }, (_, n) => office.join(n + 1, { viewport: { tiles: [] } })))
  const chair = await office.join(0)
  await Promise.all(wards.map((ward) => ward.produce('camera')))
  await chair.socket.request('viewport:set', { tiles: wards.map((ward) => cameraTile(ward, 90)) })
  await chair.until('all 23 cameras', (c) => wards.every((ward) => c.receives(ward.participantId, 'camera')))
  await chair.socket.request('viewport:set', { tiles: [] })
  await chair.until(
    '16 are left',
    (c) => [...c.media.received.values()].filter(({ source }) => source === 'camera').length === 16,
  )
  await expect.poll(() => wards.filter((ward) => atNode(chair, ward, 'camera')?.paused === false).length).toBe(0)
})

test('5.3 with twenty open microphones each hears six others, and screen sound besides', async () => {
  const clients = await Promise.all(Array.from({ length: 21 }, (_, n) => office.join(n, { viewport: { tiles: [] } })))
  const [chair, ...wards] = clients as [TestClient, ...TestClient[]]
  await Promise.all(wards.map((ward) => ward.produce('mic')))
  await chair.produce('screen')
  await chair.produce('screenAudio')
  const mics = (c: TestClient) => [...c.media.received.values()].filter(({ source }) => source === 'mic')
  await Promise.all(clients.map((client) => client.until('six microphones', (c) => mics(c).length === 6)))
  await Promise.all(
    wards.map((ward) => ward.until('screen sound', (c) => c.receives(chair.participantId, 'screenAudio'))),
  )
  for (const client of clients) {
    expect(
      mics(client).some(({ participantId }) => participantId === client.participantId),
      'never its own',
    ).toBe(false)
    expect(mics(client)).toHaveLength(6)
  }
})

test('5.4 a consumer is paused until its client asks consumer:resume', async () => {
  const chair = await office.join(0)
  const ward = await office.connect(1)
  ward.media.autoResume = false
  await ward.join()
  await chair.produce('mic')
  const received = await ward.until('the offer', (c) => c.receives(chair.participantId, 'mic'))
  expect(inspector.consumers.get(received.consumerId)?.paused).toBe(true)
  await ward.socket.request('consumer:resume', { consumerIds: [received.consumerId] })
  await expect.poll(() => inspector.consumers.get(received.consumerId)?.paused).toBe(false)
})

test('5.5 a paused microphone is paused at the media node, and everyone knows', async () => {
  const chair = await office.join(0)
  const ward = await office.join(1)
  const producerId = await ward.produce('mic')
  await chair.until('hears the ward', (c) => c.receives(ward.participantId, 'mic'))
  await ward.socket.request('producer:setPaused', { producerId, paused: true })
  expect(inspector.producers.get(producerId)?.paused).toBe(true)
  await chair.until('knows it', (c) => c.state.producers[producerId]?.paused === true)
  await ward.socket.request('producer:setPaused', { producerId, paused: false })
  expect(inspector.producers.get(producerId)?.paused).toBe(false)
  await chair.until('knows it', (c) => c.state.producers[producerId]?.paused === false)

  const quiet = await chair.produce('mic', true)
  expect(inspector.producers.get(quiet)?.paused).toBe(true)
})

test('5.6 a second producer of a source replaces the first', async () => {
  const chair = await office.join(0)
  const ward = await office.join(1)
  const first = await ward.produce('camera')
  const second = await ward.produce('camera')
  await chair.until('only the second', (c) => c.state.producers[second] && !c.state.producers[first])
  expect(inspector.producers.has(first)).toBe(false)
  const closed = chair.events.find(({ event }) => event.type === 'producerClosed' && event.producerId === first)
  expect(closed?.event).toMatchObject({ reason: 'replaced' })
})
