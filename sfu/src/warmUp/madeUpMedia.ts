import type { DtlsParameters, RtpParameters } from '@diem-cau/sfu-contract'
import { randomInt } from 'node:crypto'

/** A browser would say this; no media runs. */
export const madeUpDtls: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'A5').join(':') }],
}

const MID = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 } as const
const LAYERS = 3
/** No two producers of a transport may have the same. */
const newSsrc = () => randomInt(1, 2 ** 31)

export function madeUpMicrophone(): RtpParameters {
  const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
  return {
    mid: '0',
    codecs: [{ ...codec, parameters: { minptime: 10, useinbandfec: 1 }, rtcpFeedback: [{ type: 'transport-cc' }] }],
    headerExtensions: [MID, { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 }],
    encodings: [{ ssrc: newSsrc(), dtx: false }],
    rtcp: { cname: 'made-up', reducedSize: true },
  }
}

/** In three layers. */
export function madeUpCamera(): RtpParameters {
  const feedback = ['goog-remb', 'transport-cc', 'nack'].map((type) => ({ type }))
  const requests = [
    { type: 'ccm', parameter: 'fir' },
    { type: 'nack', parameter: 'pli' },
  ]
  return {
    mid: '1',
    codecs: [
      { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, rtcpFeedback: [...feedback, ...requests] },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 }, rtcpFeedback: [] },
    ],
    headerExtensions: [MID],
    encodings: Array.from({ length: LAYERS }, () => ({
      ssrc: newSsrc(),
      rtx: { ssrc: newSsrc() },
      scalabilityMode: 'L1T3',
    })),
    rtcp: { cname: 'made-up', reducedSize: true },
  }
}
