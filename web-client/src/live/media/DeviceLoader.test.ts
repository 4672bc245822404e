import { expect, test } from 'vitest'
import { FakeDevice, freshMedia } from '../testing/FakeDevice.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { DeviceLoader } from './DeviceLoader.ts'

const { routerRtpCapabilities } = freshMedia('a')

async function loader(load: () => Promise<FakeDevice>) {
  const { socket, line } = fakeSocket()
  socket.open()
  await line.up()
  return { loader: new DeviceLoader(socket, load), line }
}

test('the device is loaded once, however often and from wherever it is asked for', async () => {
  let loaded = 0
  const { loader: devices, line } = await loader(() => Promise.resolve((loaded++, new FakeDevice())))
  const described = devices.describe()
  const device = await devices.load(routerRtpCapabilities)
  await line.asked('media:describe').answer({ routerRtpCapabilities })
  expect(await described).toBe(device)
  expect(await devices.describe()).toBe(device)
  expect([loaded, line.names()]).toEqual([1, ['media:describe']])
})

test('without a media node there are no codecs to load it with', async () => {
  const { loader: devices, line } = await loader(() => Promise.resolve(new FakeDevice()))
  const described = devices.describe()
  await line.asked('media:describe').answer({ routerRtpCapabilities: null })
  expect(await described).toBeNull()
  expect(devices.device).toBeNull()
})

test('what failed is tried again by the next call', async () => {
  let tries = 0
  const { loader: devices } = await loader(() =>
    ++tries === 1 ? Promise.reject(new Error('no WebRTC')) : Promise.resolve(new FakeDevice()),
  )
  await expect(devices.load(routerRtpCapabilities)).rejects.toThrow('no WebRTC')
  await settled()
  await expect(devices.load(routerRtpCapabilities)).resolves.toBeInstanceOf(FakeDevice)
})
