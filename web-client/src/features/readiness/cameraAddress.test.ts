import { expect, test } from 'vitest'
import { cameraAddress, readCameraAddress } from './cameraAddress.ts'

test('an address of a camera is read as manuals write it, and shown again like that', () => {
  const address = 'rtsp://10.20.1.64/Streaming/Channels/102?transportmode=unicast'
  const where = { host: '10.20.1.64', port: 554, path: '/Streaming/Channels/102?transportmode=unicast' }
  expect(readCameraAddress(` ${address} `)).toEqual(where)
  expect(cameraAddress(where)).toBe(address)
  expect(readCameraAddress('rtsp://[fd00::9]:8554')).toEqual({ host: '[fd00::9]', port: 8554, path: '/' })
  expect(cameraAddress({ host: '[fd00::9]', port: 8554, path: '/' })).toBe('rtsp://[fd00::9]:8554/')
})

test.each(['10.0.0.1', 'http://10.0.0.1/', 'rtsp://admin:secret@10.0.0.1/', 'rtsp://', 'rtsp://a b/', 'rtsp://a/b c'])(
  'no address of a camera: %s',
  (text) => expect(readCameraAddress(text)).toBeNull(),
)
