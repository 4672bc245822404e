import { RtpCapabilities } from '@diem-cau/sfu-contract'
import { ortc } from 'mediasoup'
import { expect, test } from 'vitest'
import { onWire } from '../wire/onWire.ts'
import { capabilitiesFor } from './capabilitiesFor.ts'
import { mediaCodecs } from './mediaCodecs.ts'

const all = onWire(RtpCapabilities, ortc.generateRouterRtpCapabilities(mediaCodecs))
const sending = (kind: 'audio' | 'video', ...mimeTypes: string[]) => ({
  kind,
  rtpParameters: {
    codecs: mimeTypes.map((mimeType) => ({ mimeType, payloadType: 96, clockRate: 90_000 })),
    headerExtensions: [],
    encodings: [],
    rtcp: {},
  },
})
const kept = (...sent: Parameters<typeof sending>) =>
  capabilitiesFor(sending(...sent), all).codecs.map(({ mimeType, parameters }) => [mimeType, parameters?.['apt']])

test('of what a device can receive the codec of the producer is left, with its own retransmission', () => {
  const vp8 = all.codecs.find(({ mimeType }) => mimeType === 'video/VP8')
  expect(kept('video', 'video/vp8', 'video/rtx')).toEqual([
    ['video/VP8', undefined],
    ['video/rtx', vp8?.preferredPayloadType],
  ])
  expect(kept('audio', 'audio/opus')).toEqual([['audio/opus', undefined]])
})

test('all profiles of a codec are left: mediasoup chooses', () => {
  expect(kept('video', 'video/H264').filter(([mimeType]) => mimeType === 'video/H264')).toHaveLength(2)
})

test('header extensions of the other kind are left out', () => {
  const { headerExtensions } = capabilitiesFor(sending('audio', 'audio/opus'), all)
  expect(headerExtensions).toEqual(all.headerExtensions.filter(({ kind }) => kind === 'audio'))
})

test('of a device without the codec nothing is left', () => {
  const none = { ...all, codecs: all.codecs.filter(({ kind }) => kind === 'audio') }
  expect(capabilitiesFor(sending('video', 'video/VP8'), none).codecs).toEqual([])
})
