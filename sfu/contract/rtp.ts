/**
 * mediasoup's RTP, ICE and DTLS parameters as schemas: what browsers send reaches a media node
 * only through these. Shapes: mediasoup 3.27 `rtpParametersTypes.d.ts`, `WebRtcTransportTypes.d.ts`.
 */
import { z } from 'zod'

export const MediaKind = z.enum(['audio', 'video'])
export type MediaKind = z.infer<typeof MediaKind>

/** The kinds of media that a producer carries. */
export const Source = z.enum(['mic', 'camera', 'screen', 'screenAudio'])
export type Source = z.infer<typeof Source>

/** The media kind of each source. */
export const kindOfSource = {
  mic: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio',
} as const satisfies Record<Source, MediaKind>

/** Words of SDP. */
const text = z
  .string()
  .max(256)
  .regex(/^[\x20-\x7e]*$/)
const uint32 = z.int().min(0).max(0xffffffff)
const payloadType = z.int().min(0).max(127)
const codecParameters = z.record(text.max(64), z.union([text, z.number(), z.boolean(), z.null()]))
const rtcpFeedback = z.array(z.object({ type: text, parameter: text.exactOptional() })).max(16)

const extensionUris = [
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:3gpp:video-orientation',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
] as const
const ExtensionUri = z.enum(extensionUris)
const knownUris: ReadonlySet<string> = new Set(extensionUris)

/** Browsers know more header extensions than mediasoup: what it does not know is left out, not refused. */
function known<T extends z.ZodObject<{ uri: typeof ExtensionUri }>>(extension: T, max: number) {
  const anyUri = z.looseObject({ uri: text })
  return z
    .array(anyUri)
    .max(max)
    .transform((list) => list.filter((item) => knownUris.has(item.uri)))
    .pipe(z.array(extension))
}

export const RtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind: MediaKind,
        mimeType: text,
        preferredPayloadType: payloadType,
        clockRate: uint32,
        channels: z.int().min(1).max(8).exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: rtcpFeedback.exactOptional(),
      }),
    )
    .max(64),
  headerExtensions: known(
    z.object({
      kind: MediaKind,
      uri: ExtensionUri,
      preferredId: z.int().min(1).max(255),
      preferredEncrypt: z.boolean().exactOptional(),
      direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
    }),
    64,
  ),
})
export type RtpCapabilities = z.infer<typeof RtpCapabilities>

export const RtpParameters = z.object({
  mid: text.exactOptional(),
  msid: text.exactOptional(),
  codecs: z
    .array(
      z.object({
        mimeType: text,
        payloadType,
        clockRate: uint32,
        channels: z.int().min(1).max(8).exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: rtcpFeedback.exactOptional(),
      }),
    )
    .min(1)
    .max(16),
  headerExtensions: known(
    z.object({
      uri: ExtensionUri,
      id: z.int().min(1).max(255),
      encrypt: z.boolean().exactOptional(),
      parameters: codecParameters.exactOptional(),
    }),
    32,
  ).exactOptional(),
  encodings: z
    .array(
      z.object({
        ssrc: uint32.exactOptional(),
        rid: text.exactOptional(),
        codecPayloadType: payloadType.exactOptional(),
        rtx: z.object({ ssrc: uint32 }).exactOptional(),
        dtx: z.boolean().exactOptional(),
        scalabilityMode: z
          .string()
          .regex(/^[LS][1-9]T[1-9](_KEY(_SHIFT)?|h)?$/)
          .max(16)
          .exactOptional(),
        maxBitrate: uint32.exactOptional(),
      }),
    )
    .max(4)
    .exactOptional(),
  rtcp: z.object({ cname: text.exactOptional(), reducedSize: z.boolean().exactOptional() }).exactOptional(),
})
export type RtpParameters = z.infer<typeof RtpParameters>

export const DtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^([0-9A-Fa-f]{2}:){19,63}[0-9A-Fa-f]{2}$/),
      }),
    )
    .min(1)
    .max(8),
})
export type DtlsParameters = z.infer<typeof DtlsParameters>

export const IceParameters = z.object({
  usernameFragment: text,
  password: text,
  iceLite: z.boolean().exactOptional(),
})
export type IceParameters = z.infer<typeof IceParameters>

export const IceCandidate = z.object({
  foundation: text,
  priority: uint32,
  ip: text,
  address: text,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(1).max(65535),
  type: z.literal('host'),
  tcpType: z.literal('passive').exactOptional(),
})
export type IceCandidate = z.infer<typeof IceCandidate>

/** Parameters from which a client makes its side of one transport. */
export const TransportParameters = z.object({
  id: text,
  iceParameters: IceParameters,
  iceCandidates: z.array(IceCandidate),
  dtlsParameters: DtlsParameters,
})
export type TransportParameters = z.infer<typeof TransportParameters>

/** Direction from the client's view: `send` carries its producers, `recv` its consumers. */
export const Direction = z.enum(['send', 'recv'])
export type Direction = z.infer<typeof Direction>

/** Simulcast or SVC layers, 0 the smallest. */
export const Layers = z.object({
  spatial: z.int().min(0).max(3),
  temporal: z.int().min(0).max(3),
})
export type Layers = z.infer<typeof Layers>

/**
 * The same type, of which a receiver that only passes it on checks no more than that it is there: the media node made it, and whoever
 * uses it parses it. In a room's join that is most of what there is to parse.
 */
export const passedOn = <T extends z.ZodType>(_schema: T) =>
  z.custom<z.output<T>>((value) => typeof value === 'object' && value !== null)
