import { expect, test } from 'vitest'
import { DtlsParameters, RtpCapabilities, RtpParameters } from './rtp.ts'

const opus = { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48000, channels: 2 }
const mid = { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 }

test('a header extension that mediasoup does not know is left out, the rest is kept', () => {
  const parsed = RtpCapabilities.parse({
    codecs: [opus],
    headerExtensions: [
      mid,
      { kind: 'video', uri: 'http://www.webrtc.org/experiments/rtp-hdrext/color-space', preferredId: 8 },
    ],
  })
  expect(parsed.headerExtensions).toEqual([mid])
})

test('a known header extension with a wrong id is refused, not left out', () => {
  expect(RtpCapabilities.safeParse({ codecs: [], headerExtensions: [{ ...mid, preferredId: 0 }] }).success).toBe(false)
})

test('RTP parameters without a codec or with more encodings than a browser sends are refused', () => {
  const codec = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }
  expect(RtpParameters.safeParse({ codecs: [codec], encodings: [{ ssrc: 1 }] }).success).toBe(true)
  expect(RtpParameters.safeParse({ codecs: [] }).success).toBe(false)
  expect(
    RtpParameters.safeParse({ codecs: [codec], encodings: [1, 2, 3, 4, 5].map((ssrc) => ({ ssrc })) }).success,
  ).toBe(false)
})

test('a fingerprint is hexadecimal pairs of a digest that DTLS knows', () => {
  const value = Array.from({ length: 32 }, () => 'AB').join(':')
  expect(DtlsParameters.safeParse({ fingerprints: [{ algorithm: 'sha-256', value }] }).success).toBe(true)
  for (const wrong of [value.replace('AB', 'XY'), value.slice(0, 20), `${value};drop`])
    expect(DtlsParameters.safeParse({ fingerprints: [{ algorithm: 'sha-256', value: wrong }] }).success).toBe(false)
  expect(DtlsParameters.safeParse({ fingerprints: [] }).success).toBe(false)
})

test('a scalability mode is one of WebRTC to its last letter, and words of SDP are printable ASCII', () => {
  const withCodec = (codec: object, encoding: object = {}) =>
    RtpParameters.safeParse({
      codecs: [{ mimeType: 'video/VP9', payloadType: 98, clockRate: 90000, ...codec }],
      encodings: [{ ssrc: 1, ...encoding }],
    }).success
  for (const scalabilityMode of ['L1T3', 'S3T3', 'L3T3_KEY', 'L2T2_KEY_SHIFT', 'L2T1h'])
    expect([scalabilityMode, withCodec({}, { scalabilityMode })]).toEqual([scalabilityMode, true])
  for (const scalabilityMode of ['L1T3x', 'L1T3\r\na=x', 'L0T1', 'xL1T3'])
    expect([scalabilityMode, withCodec({}, { scalabilityMode })]).toEqual([scalabilityMode, false])
  for (const wrong of ['video/VP9\r\na=x', 'video/VP9\u0000', 'vidéo/VP9'])
    expect([wrong, withCodec({ mimeType: wrong })]).toEqual([wrong, false])
})
