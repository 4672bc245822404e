import { EndpointId, LegId, MeetingId, ProducerId, type JoinMedia } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { asTrack, FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { FakeTrack } from '../testing/fakeBrowser.ts'
import { fakeSocket, settled, type ReceivedRequest } from '../testing/FakeLine.ts'
import { usePage } from '../testing/usePage.ts'
import type { MediaState } from './linkState.ts'
import { MediaLink } from './MediaLink.ts'
import { Publisher } from './Publisher.ts'

usePage()

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
  /** Answers all that is asked to open a producer, in this order. */
  const opened = async () => {
    for (const asked of line.received.filter(({ name }) => name === 'producer:open'))
      await (asked as ReceivedRequest<'producer:open'>).answer({ producerId: ProducerId.parse(`p${++producers}`) })
    await settled()
  }
  return { link, socket, line, device, publisher, states, join, opened }
}

let producers = 0

/** A notice of consumers, on the first leg. */
const opened = (...consumers: ReturnType<typeof openedConsumer>[]) => onLeg(1, ...consumers)

const onLeg = (leg: number, ...consumers: ReturnType<typeof openedConsumer>[]) => ({
  leg: LegId.parse(leg),
  consumers,
})

const camera = () => ({ track: asTrack(new FakeTrack('video')), paused: false })

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
  await link.onConsumersOpened(opened(openedConsumer('c1')))
  await join(fresh('a'))
  expect([line.names(), device.transports]).toEqual([['media:capabilities'], []])
  await line.asked('media:capabilities').answer({})
  expect(states).toEqual(['starting', 'running'])
  expect(line.names()).toEqual(['media:capabilities', 'media:connect', 'consumer:resume'])
  expect(link.remote.streams.size).toBe(1)
})

test('a consumer that ended before there were transports is never made', async () => {
  const { link, line, join } = await linked()
  await link.onConsumersOpened(opened(openedConsumer('c1')))
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
  await link.onConsumersOpened(opened(openedConsumer('c1')))
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

/** Sends a camera and shows a mic of somebody on leg 1; leg 2 is offered and its receiving side connected. */
async function moving() {
  const all = await running()
  const { link, line, device, publisher } = all
  void publisher.want('camera', camera())
  await settled()
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p-old') })
  device.transport('a-send').becomes('connected')
  await link.onConsumersOpened(opened(heard('c1')))
  link.onLegOffered({ why: 'beside', media: freshMedia('b', 2) })
  await settled()
  return all
}

const heard = (consumerId: string) => ({ ...openedConsumer(consumerId), source: 'mic', kind: 'audio' as const })
const shown = (link: MediaLink) => [...link.remote.streams.values()].map(({ consumerId }) => consumerId)
const isClosed = (device: FakeDevice) => Object.fromEntries(device.transports.map(({ id, closed }) => [id, closed]))

test('5.14 a leg is built beside the one that carries, taken when it does all that the other does, and that one closed when it is ended', async () => {
  const { link, line, device, states } = await moving()
  expect(line.asked('media:connect').data).toMatchObject({ leg: 2, direction: 'send' })
  expect(line.asked('producer:open').data).toMatchObject({ leg: 2, source: 'camera' })
  await link.onConsumersOpened(onLeg(2, heard('c2')))
  expect([shown(link), line.names().includes('media:taken')]).toEqual([['c2'], false])
  device.transport('b-recv').becomes('connected')
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p-new') })
  expect(line.names(), 'nothing of it is heard by others yet').not.toContain('media:taken')
  device.transport('b-send').becomes('connected')
  await settled()
  expect(line.asked('media:taken').data).toEqual({ leg: 2 })
  expect(link.leg).toBe(1)
  await line.asked('media:taken').answer({})
  expect([link.leg, link.state]).toEqual([2, 'running'])
  link.onConsumersClosed(['c1'])
  expect(isClosed(device)).toEqual({ 'a-recv': false, 'a-send': false, 'b-recv': false, 'b-send': false })
  link.onLegEnded(LegId.parse(1))
  expect(isClosed(device)).toEqual({ 'a-recv': true, 'a-send': true, 'b-recv': false, 'b-send': false })
  expect([shown(link), states]).toEqual([['c2'], ['starting', 'running']])
})

test('5.14 what is held back does not flow, and is not waited for for ever', async () => {
  const { link, line, device } = await moving()
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p-new') })
  for (const side of ['b-recv', 'b-send']) device.transport(side).becomes('connected')
  await settled()
  expect(line.names(), 'nothing of what is shown was offered yet').not.toContain('media:taken')
  await link.onConsumersOpened(onLeg(2))
  await vi.advanceTimersByTimeAsync(1_499)
  expect(line.names()).not.toContain('media:taken')
  await vi.advanceTimersByTimeAsync(1)
  expect(line.names()).toContain('media:taken')
})

test('5.14 a move that the server gives up, or that breaks, leaves all as it was', async () => {
  const { link, device, line } = await moving()
  await link.onConsumersOpened(onLeg(2, heard('c2')))
  link.onLegEnded(LegId.parse(2))
  expect([link.leg, shown(link), device.transport('b-recv').closed]).toEqual([1, ['c1'], true])
  link.onLegOffered({ why: 'beside', media: freshMedia('c', 3) })
  await settled()
  await line.asked('media:connect').refuse('mediaUnavailable')
  expect([link.leg, link.state, device.transport('c-recv').closed]).toEqual([1, 'running', true])
})

test('5.14 a leg that is offered while another one is built replaces it', async () => {
  const { link, device } = await moving()
  link.onLegOffered({ why: 'beside', media: freshMedia('c', 3) })
  await settled()
  expect([device.transport('b-recv').closed, device.transport('c-recv').closed]).toEqual([true, false])
})

test('5.14 a leg that is offered while media begins is built after that', async () => {
  const { link, line, device, join } = await linked()
  await join(fresh('a'))
  link.onLegOffered({ why: 'beside', media: freshMedia('b', 2) })
  await settled()
  await line.asked('media:capabilities').answer({})
  expect([link.leg, device.transports.map(({ id }) => id)]).toEqual([1, ['a-recv', 'b-recv']])
})

test('6.2 of a move that a broken line interrupted nothing is left when the leg that carries was kept', async () => {
  const { link, device, join } = await moving()
  link.onSocketDown()
  expect([link.leg, device.transport('b-recv').closed]).toEqual([1, false])
  await join({ kind: 'kept' }, { resumes: true })
  expect([link.leg, device.transport('b-recv').closed, device.transport('a-recv').closed]).toEqual([1, true, false])
})

test('5.15 a leg that stands by is connected and carries nothing, until the server says that it does', async () => {
  const { link, line, device, publisher, states, opened: answerAll } = await running()
  void publisher.want('camera', camera())
  await settled()
  await answerAll()
  await link.onConsumersOpened(opened(heard('c1')))
  link.onLegOffered({ why: 'standby', media: freshMedia('s', 2) })
  await settled()
  const asked = line.received.filter(({ data }) => (data as { leg?: number }).leg === 2)
  expect(asked.map(({ name }) => name)).toEqual(['media:connect', 'media:connect'])
  link.onLegCarries(LegId.parse(2))
  await settled()
  expect([link.leg, isClosed(device)]).toEqual([
    2,
    { 'a-recv': true, 'a-send': true, 's-recv': false, 's-send': false },
  ])
  expect(line.asked('producer:open').data).toMatchObject({ leg: 2, source: 'camera' })
  await link.onConsumersOpened(onLeg(2, heard('c2')))
  expect([shown(link), states]).toEqual([['c2'], ['starting', 'running']])
})

test('5.15 of legs that stand by there is one, and it ends when it is not needed or nothing runs any more', async () => {
  const { link, device } = await running()
  const closed = (name: string) => device.transport(`${name}-recv`).closed
  const offer = async (name: string, leg: number) => {
    link.onLegOffered({ why: 'standby', media: freshMedia(name, leg) })
    await settled()
  }
  await offer('s', 2)
  await offer('t', 3)
  expect([closed('s'), closed('t')]).toEqual([true, false])
  link.onLegEnded(LegId.parse(3))
  expect([closed('t'), closed('a')]).toEqual([true, false])
  await offer('u', 4)
  link.onMediaLost(100)
  expect(closed('u')).toBe(true)
})

test('5.15 when a leg is to carry that is not here, another one is asked for', async () => {
  const { link, line } = await running()
  link.onLegCarries(LegId.parse(7))
  await vi.advanceTimersByTimeAsync(0)
  expect(line.names()).toContain('media:rebuild')
})

test('5.16 a leg in place of all that were is gone on with at once', async () => {
  const { link, line, device, states } = await moving()
  link.onLegOffered({ why: 'instead', media: freshMedia('c', 3) })
  await settled()
  expect(isClosed(device)).toMatchObject({ 'a-recv': true, 'b-recv': true })
  expect([link.leg, line.names().includes('media:rebuild'), states.at(-1)]).toEqual([3, false, 'running'])
  expect(line.asked('producer:open').data).toMatchObject({ leg: 3 })
})

test('5.13 the end of the only leg is as the loss of the media node', async () => {
  const { link, line } = await running()
  link.onLegEnded(LegId.parse(1))
  expect(link.state).toBe('rebuilding')
  await vi.advanceTimersByTimeAsync(500)
  expect(line.names()).toContain('media:rebuild')
})

test.each([1, 2])(
  '6.1 back with new transports, what was told of them before the answer to the join is received over them (leg %i)',
  async (leg) => {
    const { link, join, line } = await running()
    link.onSocketDown()
    // A place that was given up is another endpoint now, whose legs begin with 1 again.
    await link.onConsumersOpened(onLeg(leg, openedConsumer('c1')))
    expect(link.remote.streams.size).toBe(0)
    await join({ kind: 'fresh', ...freshMedia('b', leg) }, { resumes: true })
    expect(link.state).toBe('running')
    expect([...link.remote.streams.values()].map(({ consumerId }) => consumerId)).toEqual(['c1'])
    expect(line.names()).toContain('consumer:resume')
  },
)

test('6.2 back with the transports that were there, what was told before the answer is received over them', async () => {
  const { link, join } = await running()
  link.onSocketDown()
  await link.onConsumersOpened(opened(openedConsumer('c1')))
  await join({ kind: 'kept' }, { resumes: true })
  await settled()
  expect([...link.remote.streams.values()].map(({ consumerId }) => consumerId)).toEqual(['c1'])
})
