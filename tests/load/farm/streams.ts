import { randomInt } from 'node:crypto'
import type { RtpParameters } from '@diem-cau/sfu-contract'

type Extensions = NonNullable<RtpParameters['headerExtensions']>

const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid'
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id'
const ABS_SEND_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time'
const TRANSPORT_CC = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01'
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

const COMMON: Extensions = [
  { uri: MID, id: 1 },
  { uri: ABS_SEND_TIME, id: 4 },
  { uri: TRANSPORT_CC, id: 5 },
]

export interface AudioOptions {
  /** Bits a second of Opus. */
  readonly bitrate?: number
  /** -dBov in the header extension: 0 is loud, 127 is silence. */
  readonly audioLevel?: number
  readonly muted?: boolean
}

interface VideoLayer {
  readonly width: number
  readonly height: number
  /** Bits a second, without key frames, which are three times a frame. */
  readonly bitrate: number
  /** An IVF file whose frames are sent over and over instead of noise; then the bitrate is the file's. */
  readonly clip?: string
}

export interface VideoOptions {
  /** The smallest first; one makes a plain stream, more are simulcast. */
  readonly layers?: readonly VideoLayer[]
  readonly fps?: number
  readonly muted?: boolean
}

/** A camera of 720p at 30 frames a second sends about this from a browser. */
const CAMERA: readonly VideoLayer[] = [
  { width: 320, height: 180, bitrate: 75_000 },
  { width: 640, height: 360, bitrate: 250_000 },
  { width: 1280, height: 720, bitrate: 1_000_000 },
]

const OPUS_FRAMES = 50

/** One SSRC, in the words of the farm's command `send`. */
type SentLayer = Readonly<Record<string, string | number | boolean>> & {
  readonly ssrc: number
  readonly video: boolean
}

/** A stream as the server is told of it, and as the farm is. */
export interface SentStream {
  readonly rtpParameters: RtpParameters
  readonly layers: readonly SentLayer[]
  readonly muted: boolean
}

export function audioStream(
  mid: string,
  { bitrate = 32_000, audioLevel = 30, muted = false }: AudioOptions,
): SentStream {
  const ssrc = newSsrc()
  const payloadType = 111
  const headerExtensions: Extensions = [...COMMON, { uri: AUDIO_LEVEL, id: 6 }]
  return {
    rtpParameters: {
      mid,
      codecs: [
        {
          mimeType: 'audio/opus',
          payloadType,
          clockRate: 48_000,
          channels: 2,
          parameters: { useinbandfec: 1 },
          rtcpFeedback: [{ type: 'transport-cc' }],
        },
      ],
      headerExtensions,
      encodings: [{ ssrc }],
      rtcp: { cname: 'farm' },
    },
    layers: [
      {
        video: false,
        ssrc,
        mid,
        payloadType,
        audioLevel,
        ...extensionIds(headerExtensions),
        ...pace(bitrate, OPUS_FRAMES),
      },
    ],
    muted,
  }
}

/** Layers of simulcast are told apart by RID, as browsers have them; a single one by its SSRC. */
export function videoStream(mid: string, { layers = CAMERA, fps = 30, muted = false }: VideoOptions): SentStream {
  const payloadType = 96
  const simulcast = layers.length > 1
  const headerExtensions: Extensions = simulcast ? [...COMMON, { uri: RID, id: 2 }] : COMMON
  const sent = layers.map(({ width, height, bitrate, clip }, index) => ({
    video: true,
    ssrc: newSsrc(),
    rid: `r${index}`,
    mid,
    payloadType,
    width,
    height,
    ...extensionIds(headerExtensions),
    ...pace(bitrate, fps),
    ...(clip === undefined ? {} : { clip }),
  }))
  const feedback = [
    { type: 'nack' },
    { type: 'nack', parameter: 'pli' },
    { type: 'ccm', parameter: 'fir' },
    { type: 'transport-cc' },
  ]
  return {
    rtpParameters: {
      mid,
      codecs: [{ mimeType: 'video/VP8', payloadType, clockRate: 90_000, parameters: {}, rtcpFeedback: feedback }],
      headerExtensions,
      // A plain stream is not said to have temporal layers: mediasoup would hold it back for want of bandwidth.
      encodings: sent.map(({ ssrc, rid }) => (simulcast ? { rid, scalabilityMode: 'L1T3' } : { ssrc })),
      rtcp: { cname: 'farm' },
    },
    layers: sent,
    muted,
  }
}

/** The ids in the words of the farm's commands. */
export function extensionIds(extensions: Extensions): {
  midId?: number
  ridId?: number
  absSendTimeId?: number
  transportCcId?: number
  audioLevelId?: number
} {
  const names = {
    [MID]: 'midId',
    [RID]: 'ridId',
    [ABS_SEND_TIME]: 'absSendTimeId',
    [TRANSPORT_CC]: 'transportCcId',
    [AUDIO_LEVEL]: 'audioLevelId',
  }
  return Object.fromEntries(
    extensions.flatMap(({ uri, id }) => (uri in names ? [[names[uri as keyof typeof names], id]] : [])),
  )
}

function pace(bitrate: number, framesPerSecond: number) {
  return {
    intervalUs: Math.round(1_000_000 / framesPerSecond),
    bytesPerFrame: Math.max(1, Math.round(bitrate / 8 / framesPerSecond)),
  }
}

/** Numbers are far from mediasoup's own, whose probator is 1234. */
function newSsrc(): number {
  return randomInt(0x1000_0000, 0xffff_ffff)
}
