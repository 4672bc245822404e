import type { z } from 'zod'
import type { DtlsParameters, RtpCapabilities, RtpParameters } from '@diem-cau/sfu-contract'

/** A browser that sends and receives Opus and VP8 would say this; no media runs. */

const feedback = [
  { type: 'nack' },
  { type: 'nack', parameter: 'pli' },
  { type: 'ccm', parameter: 'fir' },
  { type: 'goog-remb' },
  { type: 'transport-cc' },
]

export function deviceCapabilities(
  kinds: readonly ('audio' | 'video')[] = ['audio', 'video'],
): z.input<typeof RtpCapabilities> {
  const codecs: z.input<typeof RtpCapabilities>['codecs'] = [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48000,
      channels: 2,
      parameters: { useinbandfec: 1 },
      rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90000,
      parameters: {},
      rtcpFeedback: feedback,
    },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      preferredPayloadType: 102,
      clockRate: 90000,
      parameters: { apt: 101 },
      rtcpFeedback: [],
    },
  ]
  return {
    codecs: codecs.filter(({ kind }) => kinds.includes(kind)),
    headerExtensions: [
      { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 },
      { kind: 'video', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 },
      {
        kind: 'video',
        uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
        preferredId: 5,
      },
      // Chrome has it, mediasoup does not know it: the contract leaves it out.
      { kind: 'video', uri: 'http://www.webrtc.org/experiments/rtp-hdrext/video-timing', preferredId: 8 },
    ],
  }
}

let ssrc = 1000

export function micParameters(mid = 'mic'): z.input<typeof RtpParameters> {
  return {
    mid,
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 }],
    encodings: [{ ssrc: (ssrc += 1) }],
    rtcp: { cname: 'fake' },
  }
}

/** @param layers 3 for simulcast, 1 for a plain stream */
export function cameraParameters(mid = 'camera', layers = 3): z.input<typeof RtpParameters> {
  return {
    mid,
    codecs: [
      { mimeType: 'video/VP8', payloadType: 96, clockRate: 90000, parameters: {}, rtcpFeedback: feedback },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90000, parameters: { apt: 96 } },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
    encodings: Array.from({ length: layers }, () => ({
      ssrc: (ssrc += 1),
      rtx: { ssrc: (ssrc += 1) },
      scalabilityMode: 'L1T3',
    })),
    rtcp: { cname: 'fake' },
  }
}

export const dtlsParameters: z.input<typeof DtlsParameters> = {
  role: 'client',
  fingerprints: [
    {
      algorithm: 'sha-256',
      value: '82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD',
    },
  ],
}
