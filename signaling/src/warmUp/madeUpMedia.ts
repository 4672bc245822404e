import type { DtlsParameters, RtpCapabilities, RtpParameters, TransportParameters } from '@diem-cau/sfu-contract'
import type { Source } from '@diem-cau/signaling-contract'

/** A media node and a browser would say this, as much of it as they say; no media runs. */

const FEEDBACK = [
  { type: 'goog-remb' },
  { type: 'transport-cc' },
  { type: 'ccm', parameter: 'fir' },
  { type: 'nack' },
  { type: 'nack', parameter: 'pli' },
]
const OPUS = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }
const OPUS_PARAMETERS = { minptime: 10, useinbandfec: 1, usedtx: 1 }
const VP8 = { mimeType: 'video/VP8', clockRate: 90_000 }
const RTX = { mimeType: 'video/rtx', clockRate: 90_000, parameters: { apt: 101 }, rtcpFeedback: [] }
const EXTENSIONS = [
  { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 },
  { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time', id: 4 },
  { uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01', id: 5 },
] as const

export const madeUpDtls: DtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'A5').join(':') }],
}

export const madeUpTransport: TransportParameters = {
  id: 'made-up',
  iceParameters: { usernameFragment: 'made-up', password: 'made-up', iceLite: true },
  iceCandidates: (['udp', 'tcp'] as const).map((protocol) => ({
    foundation: protocol,
    priority: 1_076_302_079,
    ip: '127.0.0.1',
    address: '127.0.0.1',
    protocol,
    port: 9,
    type: 'host',
    ...(protocol === 'tcp' && { tcpType: 'passive' }),
  })),
  dtlsParameters: { role: 'auto', fingerprints: madeUpDtls.fingerprints },
}

export const madeUpCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      ...OPUS,
      preferredPayloadType: 100,
      parameters: OPUS_PARAMETERS,
      rtcpFeedback: FEEDBACK.slice(1, 2),
    },
    { kind: 'video', ...VP8, preferredPayloadType: 101, parameters: {}, rtcpFeedback: FEEDBACK },
    { kind: 'video', ...RTX, preferredPayloadType: 102 },
  ],
  headerExtensions: (['audio', 'video'] as const).flatMap((kind) =>
    EXTENSIONS.map(({ uri, id }) => ({
      kind,
      uri,
      preferredId: id,
      preferredEncrypt: false,
      direction: 'sendrecv' as const,
    })),
  ),
}

/** Parameters of a microphone or a camera: of a sender's producer, or of a receiver's consumer. */
export function madeUpRtp(source: Source): RtpParameters {
  const rest = {
    mid: '0',
    headerExtensions: EXTENSIONS.map((extension) => ({ ...extension, encrypt: false, parameters: {} })),
    rtcp: { cname: 'made-up', reducedSize: true },
  }
  if (source === 'mic')
    return {
      ...rest,
      codecs: [{ ...OPUS, payloadType: 100, parameters: OPUS_PARAMETERS, rtcpFeedback: FEEDBACK.slice(1, 2) }],
      encodings: [{ ssrc: 1000 }],
    }
  return {
    ...rest,
    codecs: [
      { ...VP8, payloadType: 101, parameters: {}, rtcpFeedback: FEEDBACK },
      { ...RTX, payloadType: 102 },
    ],
    encodings: [1, 2, 3].map((n) => ({ ssrc: 2000 + n, rtx: { ssrc: 3000 + n }, scalabilityMode: 'L1T3' })),
  }
}
