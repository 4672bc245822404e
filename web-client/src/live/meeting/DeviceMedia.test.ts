import { ConsumerId, LegId, ProducerId, reduce } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { cameraOpened, logged, me, meetingId, other, whole } from '../testing/aMeeting.ts'
import { FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { usePage } from '../testing/usePage.ts'
import { DeviceMedia } from './DeviceMedia.ts'

usePage()

async function running() {
  const { socket, line } = fakeSocket()
  const loaded = new FakeDevice()
  const device = new DeviceMedia(meetingId, 'delegate', socket, () => Promise.resolve(loaded))
  socket.open()
  await line.up()
  const offer = device.link.offer(false)
  socket.onMeetingJoined()
  device.link.onJoined({ kind: 'fresh', ...freshMedia('a') }, offer)
  await settled()
  await line.asked('media:capabilities').answer({})
  await device.link.onConsumersOpened({ leg: LegId.parse(1), consumers: [openedConsumer('c1', other)] })
  const remote = () => device.store.getState().remote.size
  /** Lists the encodings of this device that are switched on. */
  const sends = () =>
    loaded.transports.flatMap(({ producers }) =>
      producers.map(({ rtpSender }) => rtpSender.encodings.map(({ active }) => active)),
    )
  return { device, line, remote, sends }
}

const closed = (reason: string, participantId = other, producerId = 'of-c1') =>
  logged(5, { type: 'producerClosed', producerId, participantId, source: 'camera', reason })

test('what views show follows what arrives and what happened in the meeting', async () => {
  const { device, remote } = await running()
  expect([device.store.getState().media, remote()]).toEqual(['running', 1])
  device.onEvent(closed('requested'), me)
  expect(remote()).toBe(0)
})

test('5.14 what is shown of who moves stays until something takes its place', async () => {
  const { device, remote } = await running()
  device.onEvent(closed('moved'), me)
  expect(remote()).toBe(1)
})

test('a participant that leaves, or goes on at another device, takes everything with it', async () => {
  const left = await running()
  left.device.onEvent(logged(5, { type: 'participantLeft', participantId: other, reason: 'left' }), me)
  expect(left.remote()).toBe(0)
})

test('6.2 what ended while the line was away is not shown any more', async () => {
  const { device, remote } = await running()
  device.keepOnly(reduce(whole, cameraOpened))
  expect(remote()).toBe(1)
  device.keepOnly(whole)
  expect(remote()).toBe(0)
})

test('5.10 a camera of ours that the server stopped is off here too; that of another one stops nothing', async () => {
  const { device } = await running()
  await device.local.setCamera(true)
  device.onEvent(closed('stopped'), me)
  expect(device.local.camera.state.kind).toBe('on')
  device.onEvent(closed('stopped', me), me)
  await settled()
  expect(device.local.camera.state.kind).toBe('off')
})

test('5.10 a camera that is refused is off here, and the person is told', async () => {
  const { device, line } = await running()
  const troubles: string[] = []
  device.trouble$.on((code) => troubles.push(code))
  await device.local.setCamera(true)
  await settled()
  await line.asked('producer:open').refuse('cameraStopped')
  expect([device.local.camera.state.kind, troubles]).toEqual(['off', ['cameraStopped']])
})

test('6.4 what the media node lost of ours is sent again a moment later', async () => {
  const { device, line } = await running()
  await device.local.setCamera(true)
  await settled()
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p1') })
  const before = line.names().filter((name) => name === 'producer:open').length
  device.onEvent(closed('mediaLost', me, 'p1'), me)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(line.names().filter((name) => name === 'producer:open')).toHaveLength(before + 1)
})

test('5.11 layers of the camera that nobody takes are switched off at the sender, and on again', async () => {
  const { device, line, sends } = await running()
  await device.local.setCamera(true)
  await settled()
  await line.asked('producer:open').answer({ producerId: ProducerId.parse('p1') })
  await settled()
  const demand = async (layer: number | null) => {
    device.onDemand({ name: 'demand', producers: [{ producerId: ProducerId.parse('p1'), layer }] })
    await settled()
    return sends()
  }
  expect(sends()).toEqual([[true, true, true]])
  expect(await demand(0)).toEqual([[true, false, false]])
  expect(await demand(null)).toEqual([[false, false, false]])
  expect(await demand(2)).toEqual([[true, true, true]])
})

test('whose picture arrives badly is told, and who speaks for a moment longer than the server says', async () => {
  const { device } = await running()
  device.onVolatile({
    name: 'quality',
    consumers: [{ consumerId: ConsumerId.parse('c1'), score: 2, layers: null }],
    sending: 3,
  })
  device.onVolatile({ name: 'speaking', levels: [{ participantId: other, dBov: -30 }] })
  const { weak, sendingWeak, speaking } = device.store.getState()
  expect([[...weak], sendingWeak, [...speaking]]).toEqual([[other], true, [other]])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(device.store.getState().speaking.size).toBe(0)
})

test('out of the meeting nothing is sent or played, and the devices’ lights go out', async () => {
  const { device, remote } = await running()
  await device.local.setCamera(true)
  device.stop()
  expect([device.link.state, remote(), device.local.camera.state.kind]).toEqual(['none', 0, 'off'])
})
