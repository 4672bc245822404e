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
  const resumed: string[] = []
  const resume = (consumerIds: readonly string[]) => void resumed.push(...consumerIds)
  const make = (consumer: OpenedConsumer) => Promise.resolve({ track, close: () => closed.push(consumer.consumerId) })
  return { closed, resumed, make, resume }
}

test('a batch is made and its ids are resumed in one request, before anybody is told of it', async () => {
  const remote = new RemoteMedia()
  const { make } = maker()
  const happened: unknown[] = []
  remote.change$.on(() => happened.push('told'))
  await remote.accept([opened('c1'), opened('c2', 'mic')], make, (consumerIds) => happened.push(consumerIds))
  expect(happened).toEqual([['c1', 'c2'], 'told'])
  expect([...remote.streams.keys()]).toEqual([remoteKey(ward, 'camera'), remoteKey(ward, 'mic')])
})

test('a newer consumer of the same source replaces the older, even when the older is made last', async () => {
  const remote = new RemoteMedia()
  const { make, closed, resumed, resume } = maker()
  let finishOld = () => {}
  const slowly = async (consumer: OpenedConsumer) => {
    await new Promise<void>((resolve) => (finishOld = resolve))
    return make(consumer)
  }
  const old = remote.accept([opened('old')], slowly, resume)
  await remote.accept([opened('new')], make, resume)
  finishOld()
  await old
  expect(resumed).toEqual(['new'])
  expect(closed).toEqual(['old'])
  expect(remote.streams.get(remoteKey(ward, 'camera'))?.consumerId).toBe('new')
})

test('a consumer that the server closed before this side was made does not appear', async () => {
  const remote = new RemoteMedia()
  const { make, closed, resumed, resume } = maker()
  const accepting = remote.accept([opened('c1')], make, resume)
  remote.closeConsumers(['c1'])
  await accepting
  expect(resumed).toEqual([])
  expect(closed).toEqual(['c1'])
  expect(remote.streams.size).toBe(0)
})

test('one consumer that cannot be made does not hold up the others', async () => {
  const remote = new RemoteMedia()
  const { make, resumed, resume } = maker()
  const exceptBad = (consumer: OpenedConsumer) =>
    consumer.consumerId === 'bad' ? Promise.reject(new Error('no such codec')) : make(consumer)
  await remote.accept([opened('bad'), opened('good', 'mic')], exceptBad, resume)
  expect(resumed).toEqual(['good'])
})

test('the end of a producer or of a participant closes what came of it', async () => {
  const remote = new RemoteMedia()
  const { make, closed, resume } = maker()
  await remote.accept([opened('c1', 'camera', 'p1'), opened('c2', 'mic', 'p2')], make, resume)
  remote.closeProducer('p1')
  expect(closed).toEqual(['c1'])
  remote.closeParticipant(ward)
  expect(closed).toEqual(['c1', 'c2'])
  expect(remote.streams.size).toBe(0)
})

test('a source that this client does not know is left alone', async () => {
  const remote = new RemoteMedia()
  const { make, resumed, resume } = maker()
  await remote.accept([opened('c1', 'hologram')], make, resume)
  expect(resumed).toEqual([])
})
