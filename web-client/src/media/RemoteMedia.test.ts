import { ConsumerId, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { RemoteMedia, remoteKey, type OpenedConsumer } from './RemoteMedia.ts'

const ward = ParticipantId.parse('ward')

function opened(consumerId: string, source = 'camera', producerId = `of-${consumerId}`): OpenedConsumer {
  return {
    consumerId: ConsumerId.parse(consumerId),
    producerId: ProducerId.parse(producerId),
    participantId: ward,
    source,
    kind: source === 'camera' ? 'video' : 'audio',
    type: 'simple',
    rtpParameters: { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }] },
  }
}

// RemoteMedia hands tracks on and never looks inside.
const track = Object.create(null) as MediaStreamTrack

function maker() {
  const closed: string[] = []
  const make = (consumer: OpenedConsumer) =>
    Promise.resolve({ track, close: () => closed.push(consumer.consumerId) })
  return { closed, make }
}

test('a batch is made and its ids come back to be resumed in one request', async () => {
  const remote = new RemoteMedia()
  const { make } = maker()
  expect(await remote.accept([opened('c1'), opened('c2', 'mic')], make)).toEqual(['c1', 'c2'])
  expect([...remote.streams.keys()]).toEqual([remoteKey(ward, 'camera'), remoteKey(ward, 'mic')])
})

test('a newer consumer of the same source replaces the older, even when the older is made last', async () => {
  const remote = new RemoteMedia()
  const { make, closed } = maker()
  let finishOld = () => {}
  const old = remote.accept([opened('old')], async (consumer) => {
    await new Promise<void>((resolve) => (finishOld = resolve))
    return make(consumer)
  })
  await remote.accept([opened('new')], make)
  finishOld()
  expect(await old).toEqual([])
  expect(closed).toEqual(['old'])
  expect(remote.streams.get(remoteKey(ward, 'camera'))?.consumerId).toBe('new')
})

test('a consumer that the server closed before this side was made does not appear', async () => {
  const remote = new RemoteMedia()
  const { make, closed } = maker()
  const accepting = remote.accept([opened('c1')], make)
  remote.closeConsumers(['c1'])
  expect(await accepting).toEqual([])
  expect(closed).toEqual(['c1'])
  expect(remote.streams.size).toBe(0)
})

test('one consumer that cannot be made does not hold up the others', async () => {
  const remote = new RemoteMedia()
  const { make } = maker()
  const ready = await remote.accept([opened('bad'), opened('good', 'mic')], (consumer) =>
    consumer.consumerId === 'bad' ? Promise.reject(new Error('no such codec')) : make(consumer),
  )
  expect(ready).toEqual(['good'])
})

test('the end of a producer or of a participant closes what came of it', async () => {
  const remote = new RemoteMedia()
  const { make, closed } = maker()
  await remote.accept([opened('c1', 'camera', 'p1'), opened('c2', 'mic', 'p2')], make)
  remote.closeProducer('p1')
  expect(closed).toEqual(['c1'])
  remote.closeParticipant(ward)
  expect(closed).toEqual(['c1', 'c2'])
  expect(remote.streams.size).toBe(0)
})

test('a source that this client does not know is left alone', async () => {
  const remote = new RemoteMedia()
  const { make } = maker()
  expect(await remote.accept([opened('c1', 'hologram')], make)).toEqual([])
})
