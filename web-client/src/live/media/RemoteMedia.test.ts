import { ConsumerId, LegId, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { RemoteMedia, remoteKey, type OpenedConsumer } from './RemoteMedia.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ward = ParticipantId.parse('ward')
const [one, two] = [LegId.parse(1), LegId.parse(2)]

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

/** A RemoteMedia that takes for flowing what the test says. Tracks are handed on, and never looked into. */
function arriving() {
  const closed: string[] = []
  const resumed: string[] = []
  const flows = new Map<MediaStreamTrack, () => void>()
  const tracks = new Map<string, MediaStreamTrack>()
  const remote = new RemoteMedia((track) => new Promise((resolve) => flows.set(track, resolve)))
  const resume = (consumerIds: readonly string[]) => void resumed.push(...consumerIds)
  const make = (consumer: OpenedConsumer) => {
    const track = Object.create(null) as MediaStreamTrack
    tracks.set(consumer.consumerId, track)
    return Promise.resolve({ track, close: () => void closed.push(consumer.consumerId) })
  }
  const accept = (consumers: readonly OpenedConsumer[], leg = one, made = make) =>
    remote.accept({ leg, consumers, make: made, resume })
  const flow = async (consumerId: string) => {
    const track = tracks.get(consumerId)
    if (track) flows.get(track)?.()
    await settled()
  }
  /** Ids of what is shown, and of what is to be. */
  const shown = () => [...remote.streams.values()].map(({ consumerId }) => consumerId)
  const coming = () => remote.coming.map(({ consumerId }) => consumerId)
  return { remote, accept, make, flow, shown, coming, closed, resumed }
}

test('a batch is made and its ids are resumed in one request, before anybody is told of it', async () => {
  const { remote, make } = arriving()
  const happened: unknown[] = []
  remote.change$.on(() => happened.push('told'))
  const consumers = [opened('c1'), opened('c2', 'mic')]
  await remote.accept({ leg: one, consumers, make, resume: (consumerIds) => happened.push(consumerIds) })
  expect(happened).toEqual([['c1', 'c2'], 'told'])
  expect([...remote.streams.keys()]).toEqual([remoteKey(ward, 'camera'), remoteKey(ward, 'mic')])
})

test('a newer consumer of the same source replaces the older, even when the older is made last', async () => {
  const { make, accept, closed, resumed, shown } = arriving()
  let finishOld = () => {}
  const slowly = async (consumer: OpenedConsumer) => {
    await new Promise<void>((resolve) => (finishOld = resolve))
    return make(consumer)
  }
  const old = accept([opened('old')], one, slowly)
  await accept([opened('new')])
  finishOld()
  await old
  expect([resumed, closed, shown()]).toEqual([['new'], ['old'], ['new']])
})

test('a consumer that the server closed before this side was made does not appear', async () => {
  const { remote, accept, closed, resumed } = arriving()
  const accepting = accept([opened('c1')])
  remote.closeConsumers(['c1'])
  await accepting
  expect(resumed).toEqual([])
  expect(closed).toEqual(['c1'])
  expect(remote.streams.size).toBe(0)
})

test('one consumer that cannot be made does not hold up the others', async () => {
  const { make, accept, resumed } = arriving()
  const exceptBad = (consumer: OpenedConsumer) =>
    consumer.consumerId === 'bad' ? Promise.reject(new Error('no such codec')) : make(consumer)
  await accept([opened('bad'), opened('good', 'mic')], one, exceptBad)
  expect(resumed).toEqual(['good'])
})

test('the end of a producer or of a participant closes what came of it', async () => {
  const { remote, accept, closed } = arriving()
  await accept([opened('c1', 'camera', 'p1'), opened('c2', 'mic', 'p2')])
  remote.closeProducer('p1')
  expect(closed).toEqual(['c1'])
  remote.closeParticipant(ward)
  expect(closed).toEqual(['c1', 'c2'])
  expect(remote.streams.size).toBe(0)
})

test('a source that this client does not know is left alone', async () => {
  const { accept, resumed } = arriving()
  await accept([opened('c1', 'hologram')])
  expect(resumed).toEqual([])
})

test('5.14 what comes over another leg is shown when it flows, and what was shown is kept until the server closes it', async () => {
  const { remote, accept, flow, shown, coming, closed } = arriving()
  await accept([opened('old', 'camera', 'p1')])
  await accept([opened('new', 'camera', 'p1')], two)
  expect([shown(), coming(), remote.isBehind(two)]).toEqual([['old'], ['new'], true])
  await flow('new')
  expect([shown(), coming(), remote.isBehind(two), closed]).toEqual([['new'], [], false, []])
  remote.closeConsumers(['old'])
  expect([shown(), closed]).toEqual([['new'], ['old']])
})

test('5.14 nobody waits for what is silent on either leg, such as a microphone that is switched off', async () => {
  const { remote, accept, flow } = arriving()
  await accept([opened('old'), opened('mic', 'mic')])
  await accept([opened('new'), { ...opened('newMic', 'mic'), paused: true }], two)
  expect(remote.isBehind(two), 'its picture comes').toBe(true)
  await flow('new')
  expect(remote.isBehind(two)).toBe(false)
})

test('5.14 the new producer of somebody who moves is shown at once when the old one is closed first', async () => {
  const { remote, accept, shown } = arriving()
  await accept([opened('old', 'camera', 'p1')])
  await accept([opened('new', 'camera', 'p2')])
  expect(shown()).toEqual(['old'])
  remote.closeConsumers(['old'])
  expect(shown()).toEqual(['new'])
})

test('5.14 what does not flow, as it is held back, is shown after a while', async () => {
  const { accept, shown } = arriving()
  await accept([opened('old')])
  await accept([opened('new')], two)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(shown()).toEqual(['old'])
  await vi.advanceTimersByTimeAsync(1)
  expect(shown()).toEqual(['new'])
})

test('5.14 a move that is given up shows again what was shown before it', async () => {
  const { remote, accept, flow, shown, closed } = arriving()
  await accept([opened('old'), opened('mic', 'mic')])
  await accept([opened('new'), opened('newMic', 'mic')], two)
  await flow('new')
  expect(shown()).toEqual(['new', 'mic'])
  remote.leave(two)
  expect([shown(), closed]).toEqual([
    ['old', 'mic'],
    ['new', 'newMic'],
  ])
})

test('5.18 the last picture of a leg that died stays until there is another one, but not for long', async () => {
  const { remote, accept, flow, shown, closed } = arriving()
  await accept([opened('old'), opened('gone', 'screen')])
  remote.leave(one)
  await accept([opened('new')], two)
  expect(shown()).toEqual(['old', 'gone'])
  await flow('new')
  expect([shown(), closed]).toEqual([['new', 'gone'], ['old']])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([shown(), closed]).toEqual([['new'], ['old', 'gone']])
})

type Arriving = ReturnType<typeof arriving>['remote']
const losses: Record<string, (remote: Arriving) => void> = {
  'whose leg died': (remote) => remote.leave(one),
  'of a device that begins anew': (remote) => remote.loseAll(),
  'that the media node lost': (remote) => remote.loseProducer('p'),
  'to which the way broke': (remote) => remote.closeConsumers(['c']),
}

test.each(Object.keys(losses))(
  '5.18 the last frame of a picture %s stays for two seconds, and is told apart',
  async (how) => {
    const { remote, accept, shown, closed } = arriving()
    await accept([opened('c', 'camera', 'p')])
    losses[how]?.(remote)
    const isLast = () => [...remote.streams.values()].map((stream) => stream.isLast)
    expect([shown(), isLast(), closed]).toEqual([['c'], [true], []])
    expect(remote.isBehind(two), 'nobody waits for it to change over').toBe(false)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(shown()).toEqual(['c'])
    await vi.advanceTimersByTimeAsync(1)
    expect([shown(), closed]).toEqual([[], ['c']])
  },
)

test.each(Object.keys(losses))('5.18 the picture that comes instead of one %s is shown when it flows', async (how) => {
  const { remote, accept, flow, shown, closed } = arriving()
  await accept([opened('c', 'camera', 'p')])
  losses[how]?.(remote)
  await accept([opened('new', 'camera', 'p2')], two)
  expect(shown()).toEqual(['c'])
  await flow('new')
  expect([shown(), closed]).toEqual([['new'], ['c']])
  expect([...remote.streams.values()].map(({ isLast }) => isLast)).toEqual([false])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(shown()).toEqual(['new'])
})

test.each(Object.keys(losses))('sound %s is silence at once', async (how) => {
  const { remote, accept, shown, closed } = arriving()
  await accept([opened('c', 'mic', 'p')])
  losses[how]?.(remote)
  expect([shown(), closed]).toEqual([[], ['c']])
})

const endings: Record<string, (remote: Arriving) => void> = {
  'that somebody ended': (remote) => remote.closeProducer('p'),
  'of who left': (remote) => remote.closeParticipant(ward),
  'of a meeting that was left': (remote) => remote.closeAll(),
}

test.each(Object.keys(endings))(
  '5.18 a picture %s is gone at once, also while it is no more than a last one',
  async (how) => {
    const { remote, accept, shown, closed } = arriving()
    await accept([opened('c', 'camera', 'p')])
    remote.loseProducer('p')
    endings[how]?.(remote)
    expect([shown(), closed]).toEqual([[], ['c']])
  },
)

test('6.2 after a return nothing is kept but what is shown and what comes', async () => {
  const { remote, accept, flow, shown, coming, closed } = arriving()
  await accept([opened('old', 'camera', 'p1'), opened('mic', 'mic', 'p2')])
  await accept([opened('new', 'camera', 'p1'), opened('newMic', 'mic', 'p2')], two)
  await flow('new')
  remote.keepProducers(new Set(['p1', 'p2']))
  expect([shown(), coming(), closed]).toEqual([['new', 'mic'], ['newMic'], ['old']])
})

test('consumers that are being made when all ends are closed', async () => {
  const { remote, accept, closed, shown } = arriving()
  const accepting = accept([opened('c1')])
  remote.closeAll()
  await accepting
  expect([shown(), closed]).toEqual([[], ['c1']])
})

test('21.9 sound waits as long as the line needs, also of those that come later; pictures follow their voices', async () => {
  const { remote, accept, make } = arriving()
  const receivers = new Map<string, { jitterBufferTarget: number | null }>()
  const withReceiver = async (consumer: OpenedConsumer) => {
    const rtpReceiver = { jitterBufferTarget: null }
    receivers.set(consumer.consumerId, rtpReceiver)
    return { ...(await make(consumer)), rtpReceiver }
  }
  await accept([opened('camera'), opened('voice', 'mic')], one, withReceiver)
  remote.setPatience(300)
  await accept([opened('sound', 'screenAudio')], one, withReceiver)
  const waits = () => [...receivers].map(([id, { jitterBufferTarget }]) => [id, jitterBufferTarget])
  expect(waits()).toEqual([
    ['camera', null],
    ['voice', 300],
    ['sound', 300],
  ])
  remote.setPatience(0)
  expect(waits().map(([, ms]) => ms)).toEqual([null, null, null])
})
