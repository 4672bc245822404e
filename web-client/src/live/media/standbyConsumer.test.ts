import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client'
import { expect, test } from 'vitest'
import { standbyConsumer } from './standbyConsumer.ts'

async function receiver() {
  const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(testFakeParameters) })
  await device.load({ routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() })
  const transport = device.createRecvTransport(testFakeParameters.generateTransportRemoteParameters())
  return { device, transport }
}

test('5.7 consuming it connects a transport that receives nothing yet', async () => {
  const { device, transport } = await receiver()
  const connected = new Promise<void>((resolve) => {
    transport.on('connect', (_parameters, done) => {
      done()
      resolve()
    })
  })
  const consumer = await transport.consume(standbyConsumer(device.recvRtpCapabilities))
  await connected
  expect(consumer.kind).toBe('video')
})

test('its mid and SSRC are none that a media node gives away', async () => {
  const { device } = await receiver()
  const { rtpParameters } = standbyConsumer(device.recvRtpCapabilities)
  expect(rtpParameters.mid).not.toMatch(/^\d+$/)
  expect(rtpParameters.encodings?.every(({ ssrc = 0 }) => ssrc < 100_000_000)).toBe(true)
})

test('a device that receives no video says so', () => {
  expect(() => standbyConsumer({ codecs: [], headerExtensions: [] })).toThrow('no video')
})
