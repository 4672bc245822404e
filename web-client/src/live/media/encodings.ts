import type { Source } from '@diem-cau/signaling-contract'
import type { types } from 'mediasoup-client'

export const videoCodecs = ['vp8', 'h264', 'vp9', 'av1'] as const
export type VideoCodec = (typeof videoCodecs)[number]

export interface EncodingPlan {
  readonly encodings: types.RtpEncodingParameters[]
  readonly codecOptions: types.ProducerCodecOptions
  /** Height of each layer in pixels, smallest first; empty for audio. */
  readonly layerHeights: number[]
}

/**
 * The encodings of a source. Camera rates are those of mediasoup's own demo, scaled to the weak connections of ward
 * offices: 1.7 Mbit/s upwards at most, 120 kbit/s for the smallest picture.
 */
export function encodingPlan(source: Source, codec: VideoCodec, trackHeight: number): EncodingPlan {
  switch (source) {
    case 'mic':
      return {
        encodings: [{ maxBitrate: 40_000 }],
        codecOptions: { opusFec: true, opusDtx: true, opusNack: true, opusStereo: false },
        layerHeights: [],
      }
    case 'screenAudio':
      return {
        encodings: [{ maxBitrate: 128_000 }],
        codecOptions: { opusFec: true, opusDtx: false, opusNack: true, opusStereo: true },
        layerHeights: [],
      }
    case 'camera':
      return cameraPlan(codec, trackHeight || 720)
    case 'screen':
      return {
        encodings: [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T3' }],
        codecOptions: { videoGoogleStartBitrate: 1_000 },
        layerHeights: [clampHeight(trackHeight || 1080)],
      }
    default:
      return source satisfies never
  }
}

function cameraPlan(codec: VideoCodec, height: number): EncodingPlan {
  const codecOptions = { videoGoogleStartBitrate: 600 }
  const layerHeights = [4, 2, 1].map((scale) => clampHeight(Math.round(height / scale)))
  // AV1 is sent in one size: mediasoup cannot take a smaller picture out of AV1 that Chromium would decode (sfu/decisions/006).
  if (codec === 'av1')
    return {
      encodings: [{ maxBitrate: 1_200_000, scalabilityMode: 'L1T3' }],
      codecOptions,
      layerHeights: [clampHeight(height)],
    }
  if (codec === 'vp9') {
    return { encodings: [{ maxBitrate: 1_200_000, scalabilityMode: 'L3T3_KEY' }], codecOptions, layerHeights }
  }
  // H.264 in browsers has no temporal layers.
  const mode = codec === 'vp8' ? { scalabilityMode: 'L1T3' } : {}
  return {
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 120_000, ...mode },
      { scaleResolutionDownBy: 2, maxBitrate: 350_000, ...mode },
      { scaleResolutionDownBy: 1, maxBitrate: 1_200_000, ...mode },
    ],
    codecOptions,
    layerHeights,
  }
}

const clampHeight = (height: number) => Math.min(4320, Math.max(1, height))
