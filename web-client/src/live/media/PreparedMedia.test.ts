import { EndpointId, MeetingId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { DeviceLoader } from './DeviceLoader.ts'
import type { MediaSession } from './MediaSession.ts'
import { PreparedMedia } from './PreparedMedia.ts'
import { RemoteMedia } from './RemoteMedia.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const endpoint = (id: string) => ({ ...freshMedia(id), endpointId: EndpointId.parse(id) })

async function atDoor() {
  const { socket, line } = fakeSocket()
  socket.open()
  await line.up()
  const device = new FakeDevice()
  const loader = new DeviceLoader(socket, () => Promise.resolve(device))
  const remote = new RemoteMedia()
  const broken: MediaSession[] = []
  const prepared = new PreparedMedia({
    meetingId: MeetingId.parse('m1'),
    socket,
    loader,
    remote,
    codec: () => 'vp8',
    onBroken: (session) => broken.push(session),
  })
  return { prepared, line, device, remote, broken }
}

/** An endpoint is there, and its receiving side is being connected. */
async function ready() {
  const door = await atDoor()
  door.prepared.prepare()
  await settled()
  const { routerRtpCapabilities } = freshMedia('a')
  await door.line.asked('media:describe').answer({ routerRtpCapabilities })
  await door.line.asked('media:prepare').answer({ prepared: endpoint('a') })
  return door
}

const count = (line: { names(): string[] }, name: string) => line.names().filter((one) => one === name).length

test('5.7 the codecs and an endpoint are asked for, and its receiving side is connected before anybody joins', async () => {
  const { prepared, line, device } = await ready()
  expect(line.names()).toEqual(['media:describe', 'media:prepare', 'media:connect'])
  expect(device.transports.map(({ id }) => id)).toEqual(['a-recv'])
  expect(prepared.offer()).toBe('a')
})

test('5.8 a join that is answered `kept` goes on with it, and with what was made on it', async () => {
  const { prepared, device, remote, broken } = await ready()
  await prepared.session?.receive([openedConsumer('c1')])
  prepared.offer()
  const session = prepared.settle('kept')
  expect(session).not.toBeNull()
  expect(prepared.session).toBeNull()
  prepared.drop()
  expect([device.transport('a-recv').closed, remote.streams.size]).toEqual([false, 1])
  device.transport('a-recv').becomes('failed')
  expect(broken, 'the server is asked for a restart first').toEqual([])
})

test('5.9 a join that is answered with other transports closes it, with all that was made on it', async () => {
  const { prepared, device, remote } = await ready()
  await prepared.session?.receive([openedConsumer('c1')])
  prepared.offer()
  expect(prepared.settle('other')).toBeNull()
  expect([device.transport('a-recv').closed, remote.streams.size]).toEqual([true, 0])
})

test('a join that is refused leaves it ready for the next', async () => {
  const { prepared, line } = await ready()
  prepared.offer()
  prepared.settle('refused')
  expect(prepared.offer()).toBe('a')
  expect(count(line, 'media:prepare')).toBe(1)
})

test('a join that comes before it is there goes without it, and nothing is made for it afterwards', async () => {
  const { prepared, line, device } = await atDoor()
  prepared.prepare()
  await settled()
  expect(prepared.offer()).toBeNull()
  await line.asked('media:describe').answer({ routerRtpCapabilities: freshMedia('a').routerRtpCapabilities })
  expect(line.names()).toEqual(['media:describe'])
  expect(device.transports).toEqual([])
})

test('5.9 it ends with its socket, unless a join names it already', async () => {
  const alone = await ready()
  alone.prepared.onSocketDown()
  expect(alone.prepared.offer()).toBeNull()
  const named = await ready()
  named.prepared.offer()
  named.prepared.onSocketDown()
  expect(named.prepared.settle('kept')).not.toBeNull()
})

test('6.5 what the server cannot give just now is asked for again after a while, and what it will not give is not', async () => {
  const passing = await atDoor()
  passing.prepared.prepare()
  await settled()
  await passing.line.asked('media:describe').answer({ routerRtpCapabilities: null })
  vi.advanceTimersByTime(30_000)
  await settled()
  expect(count(passing.line, 'media:describe')).toBe(2)
  const refused = await ready()
  refused.prepared.drop()
  refused.prepared.prepare()
  await settled()
  await refused.line.asked('media:prepare').refuse('forbidden')
  vi.advanceTimersByTime(60_000)
  await settled()
  expect(count(refused.line, 'media:prepare')).toBe(2)
})

test('one that breaks is closed and made anew after a while', async () => {
  const { prepared, line, device } = await ready()
  await line.asked('media:connect').refuse('mediaUnavailable')
  expect([prepared.session, device.transport('a-recv').closed]).toEqual([null, true])
  vi.advanceTimersByTime(30_000)
  await settled()
  expect(count(line, 'media:prepare')).toBe(2)
})
