import { ProducerId, type ConsumerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asTrack, FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { FakeTrack } from '../testing/fakeBrowser.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { MediaSession } from './MediaSession.ts'
import { RemoteMedia } from './RemoteMedia.ts'

async function sessionAt(place: 'door' | 'meeting') {
  const { socket, line } = fakeSocket()
  socket.open()
  await line.up()
  if (place === 'meeting') socket.onMeetingJoined()
  const device = new FakeDevice()
  const remote = new RemoteMedia()
  const broken: MediaSession[] = []
  const session = new MediaSession({
    device,
    media: freshMedia('a'),
    socket,
    remote,
    codec: () => 'vp8',
    place,
    onBroken: (one) => broken.push(one),
  })
  return { session, socket, line, remote, broken, device, recv: device.transport('a-recv') }
}

const resumed = (line: { received: readonly { name: string; data: unknown }[] }) =>
  line.received.flatMap(({ name, data }) =>
    name === 'consumer:resume' ? [(data as { consumerIds: ConsumerId[] }).consumerIds] : [],
  )

test('5.4 the very first consumers are resumed together with media:connect, later ones once they are made', async () => {
  const { session, line, recv } = await sessionAt('meeting')
  let make = () => {}
  recv.held = new Promise((resolve) => (make = resolve))
  void session.receive([openedConsumer('c1'), openedConsumer('c2', 'p.other')])
  await settled()
  expect(line.names()).toEqual(['media:connect', 'consumer:resume'])
  void session.receive([openedConsumer('c3', 'p.third')])
  await settled()
  expect(resumed(line)).toEqual([['c1', 'c2']])
  make()
  await settled()
  expect(resumed(line)).toEqual([['c1', 'c2'], ['c3']])
})

test('5.8 at the door they are resumed once they are made, though no meeting is joined', async () => {
  const { session, line, recv } = await sessionAt('door')
  void session.standBy()
  await settled()
  expect(line.names()).toEqual(['media:connect'])
  await session.receive([openedConsumer('c1')])
  expect(recv.consuming).toEqual(new Set(['standby', 'c1']))
  expect(resumed(line)).toEqual([['c1']])
})

test('1.9 once a join goes on with it its requests wait for the meeting as all others', async () => {
  const { session, socket, line } = await sessionAt('door')
  await session.standBy()
  session.enterMeeting()
  void session.receive([openedConsumer('c1')])
  await settled()
  expect(resumed(line)).toEqual([])
  socket.onMeetingJoined()
  expect(resumed(line)).toEqual([['c1']])
})

test('what is sent is opened at the server with what it is, and closed there too', async () => {
  const { session, line, device } = await sessionAt('meeting')
  expect(device.transports).toHaveLength(1)
  const made = session.produce('camera', { track: asTrack(new FakeTrack('video')), paused: false })
  await settled()
  const opened = line.asked('producer:open')
  expect(opened.data).toMatchObject({ leg: 1, source: 'camera', paused: false, layerHeights: [180, 360, 720] })
  await opened.answer({ producerId: ProducerId.parse('p1') })
  const producer = await made
  const closing = producer.close()
  await line.asked('producer:close').refuse('notYours')
  await expect(closing, 'the server was quicker').resolves.toBeUndefined()
})

test('5.15 a leg that stands by is connected both ways, and the server is told of nothing that it sends', async () => {
  const { session, line, device, recv } = await sessionAt('meeting')
  await session.standBy({ sends: true })
  expect(line.received.map(({ name, data }) => [name, data])).toMatchObject([
    ['media:connect', { leg: 1, direction: 'recv' }],
    ['media:connect', { leg: 1, direction: 'send' }],
  ])
  expect(line.names()).toHaveLength(2)
  recv.becomes('connected')
  expect(session.isConnected).toBe(false)
  device.transport('a-send').becomes('connected')
  expect(session.isConnected).toBe(true)
})

test('transports that the server does not connect are beyond repair', async () => {
  const { session, line, broken } = await sessionAt('meeting')
  void session.receive([openedConsumer('c1')])
  await settled()
  await line.asked('media:connect').refuse('notJoined')
  expect(broken).toEqual([session])
})

test('a failed transport restarts ICE with what the server gives', async () => {
  const { line, recv, broken } = await sessionAt('meeting')
  recv.becomes('failed')
  expect(line.asked('media:restartIce').data).toEqual({ leg: 1, direction: 'recv' })
  await line.asked('media:restartIce').refuse('mediaUnavailable')
  expect(broken).toHaveLength(1)
})

test('closed it says nothing more and answers for nothing', async () => {
  const { session, line, recv, broken, remote } = await sessionAt('meeting')
  let make = () => {}
  recv.held = new Promise((resolve) => (make = resolve))
  void session.receive([openedConsumer('c1')])
  await settled()
  const before = line.names()
  session.close()
  make()
  recv.becomes('failed')
  await settled()
  expect(line.names()).toEqual(before)
  expect([broken.length, remote.streams.size]).toEqual([0, 0])
})
