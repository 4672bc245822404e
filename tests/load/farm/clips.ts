import { join } from 'node:path'
import type { VideoOptions } from './streams.ts'

/** Colours of the walls behind the rooms of the clips, as Chromium decodes them. */
export const CLIP_COLOURS = [
  [176, 58, 46],
  [36, 113, 163],
  [30, 132, 73],
  [183, 149, 11],
] as const

export const CLIP_FPS = 20
export const CLIP_SECONDS = 2

/** Layers of a camera of 640x360, the smallest first. */
export const CLIP_LAYERS = [
  { width: 160, height: 90, bitrate: 80_000 },
  { width: 320, height: 180, bitrate: 120_000 },
  { width: 640, height: 360, bitrate: 250_000 },
] as const

export const clipFile = (clip: number, height: number) =>
  join(import.meta.dirname, 'clips', `room${clip}-${height}.ivf`)

/** Layers of a camera of 1280x720 at 30 frames a second, of one room only: so large a picture is for a stage. */
export const HD_FPS = 30
export const HD_LAYERS = [
  { width: 320, height: 180, bitrate: 120_000 },
  { width: 640, height: 360, bitrate: 350_000 },
  { width: 1280, height: 720, bitrate: 1_200_000 },
] as const

export const hdFile = (height: number) => join(import.meta.dirname, 'clips', `hd-${height}.ivf`)

/** A camera of 1280x720 whose picture a browser can decode. */
export const hdVideo = (): VideoOptions => ({
  fps: HD_FPS,
  layers: HD_LAYERS.map((layer) => ({ ...layer, clip: hdFile(layer.height) })),
})

/** A camera whose picture a browser can decode: a room of this colour. */
export function clipVideo(clip: number): VideoOptions {
  return { fps: CLIP_FPS, layers: CLIP_LAYERS.map((layer) => ({ ...layer, clip: clipFile(clip, layer.height) })) }
}
