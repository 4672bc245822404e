import { EndpointId, MeetingId, ProducerId, type JoinMedia } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asTrack, FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { FakeTrack } from '../testing/fakeBrowser.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import type { MediaState } from './linkState.ts'
import { MediaLink } from './MediaLink.ts'
import { Publisher } from './Publisher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function linked({ load }: { readonly load?: () => Promise<FakeDevice> } = {}) {
  const { socket, line } = fakeSocket()
  socket.open()
  await line.up()
  const device = new FakeDevice()
  const publisher = new Publisher(() => undefined)
  const link = new MediaLink({
    meetingId: MeetingId.parse('m1'),
    socket,
    publisher,
    codec: () => 'vp8',
    load: load ?? (() => Promise.resolve(device)),
  })
  const states: MediaState[] = []
  link.state$.on((state) => states.push(state))
  const join = async (media: JoinMedia, { resumes = false } = {}) => {
    const offer = link.offer(resumes)
    socket.onMeetingJoined()
    link.onJoined(media, offer)
    await settled()
  }
  return { link, socket, line, device, publisher, states, join }
}

const fresh = (id: string): JoinMedia => ({ kind: 'fresh', ...freshMedia(id) })

/** Joins, with media on transports `a`. */
async function running() {
  const all = await linked()
  await all.join(fresh('a'))
  await all.line.asked('media:capabilities').answer({})
  expect(all.link.state).toBe('running')
  return all
}

test('5.4 fresh transports: the server is told the codecs first, what it told of before is then made', async () => {
  const { link, line, device, states, join } = await linked()
  await link.onConsumersOpened([openedConsumer('c1')])
  await join(fresh('a'))
  expect([line.names(), device.transports]).toEqual([['media:capabilities'], []])
  await line.asked('media:capabilities').answer({})
  expect(states).toEqual(['starting', 'running'])
  expect(line.names()).toEqual(['media:capabilities', 'media:connect', 'consumer:resume'])
  expect(link.remote.streams.size).toBe(1)
})

test('a consumer that ended before there were transports is never made', async () => {
  const { link, line, join } = await linked()
  await link.onConsumersOpened([openedConsumer('c1')])
  link.onConsumersClosed(['c1'])
  await join(fresh('a'))
  await line.asked('media:capabilities').answer({})
  expect(link.remote.streams.size).toBe(0)
})

test('5.8 what was prepared at the door goes on in the meeting', async () => {
  const { link, line, device, states, join } = await linked()
  link.prepare()
  await settled()
  const { routerRtpCapabilities, ...sides } = freshMedia('p')
  await line.asked('media:describe').answer({ routerRtpCapabilities })
  await line
    .asked('media:prepare')
    .answer({ prepared: { routerRtpCapabilities, ...sides, endpointId: EndpointId.parse('e1') } })
  await link.onConsumersOpened([openedConsumer('c1')])
  expect(link.hasPictures).toBe(true)
  await join({ kind: 'kept' })
  expect(states).toEqual(['running'])
  expect(link.hasPictures).toBe(true)
  expect(device.transports).toHaveLength(1)
})

test('6.2 kept after a broken line: media never stopped', async () => {
  const { link, device, states, join } = await running()
  link.onSocketDown()
  await join({ kind: 'kept' }, { resumes: true })
  expect(states).toEqual(['starting', 'running'])
  expect(device.transport('a-recv').closed).toBe(false)
})

test('6.3 after `mediaLost` new transports are asked for in time, and all that is wanted is sent again', async () => {
  const { link, line, device, publisher, states } = await running()
  void publisher.want('camera', { track: asTrack(new FakeTrack('video')), paused: false })
  await settled()
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p1') })
  link.onMediaLost(700)
  expect([device.transport('a-recv').closed, device.transport('a-send').closed]).toEqual([true, true])
  await vi.advanceTimersByTimeAsync(699)
  expect(line.names()).not.toContain('media:rebuild')
  await vi.advanceTimersByTimeAsync(1)
  await line.asked('media:rebuild').answer(freshMedia('b'))
  expect(states).toEqual(['starting', 'running', 'rebuilding', 'starting', 'running'])
  const opened = line.names().filter((name) => name === 'producer:open')
  expect(opened).toHaveLength(2)
  expect(
    line.names().filter((name) => name === 'media:capabilities'),
    'the server knows them',
  ).toHaveLength(1)
})

test('6.5 without a media node it waits, and goes on when one is told of', async () => {
  const { link, line, join } = await linked()
  await join({ kind: 'waiting' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(line.names()).toEqual([])
  link.onMediaReady()
  await line.asked('media:rebuild').refuse('mediaUnavailable')
  expect(link.state).toBe('waiting')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(line.names().filter((name) => name === 'media:rebuild')).toHaveLength(2)
})

test('a browser that cannot is told so, and nothing is tried again', async () => {
  const { link, line, join } = await linked({ load: () => Promise.reject(new Error('no WebRTC')) })
  await join(fresh('a'))
  expect(link.state).toBe('unsupported')
  link.onMediaLost(0)
  link.onMediaReady()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(line.names()).toEqual([])
})

test('6.3 word of lost media that comes after leaving changes nothing: the next join finds the door as it was', async () => {
  const { link, line } = await running()
  link.stop()
  link.onMediaLost(0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(link.state).toBe('none')
  expect(line.names()).not.toContain('media:rebuild')
  link.prepare()
  await settled()
  expect(line.names().at(-1)).toBe('media:prepare')
})

test('left while media begins: the transports that come too late are nobody’s', async () => {
  const { link, line, device, join } = await linked()
  await join(fresh('a'))
  const told = line.asked('media:capabilities')
  link.stop()
  await told.answer({})
  expect([link.state, device.transports]).toEqual(['none', []])
})
