import { clippedOf, loudnessOf, SLICE_SEC, slicesOf } from '../../live/media/statistics/slices.ts'

/** `noise` and `level`: dBFS of the quietest tenth and of the loudest second; `clipped`: percent. */
export interface SoundFigures {
  readonly noise: number
  readonly level: number
  readonly clipped: number
}

/** Measures what a microphone heard. @returns null without half a second of it */
export function soundFigures(samples: Float32Array, sampleRate: number): SoundFigures | null {
  const slices = slicesOf(samples, Math.round(SLICE_SEC * sampleRate))
  if (slices.length < 0.5 / SLICE_SEC) return null
  const second = Math.min(slices.length, Math.round(1 / SLICE_SEC))
  let level = -100
  for (let from = 0; from + second <= slices.length; from += 5)
    level = Math.max(level, loudnessOf(slices.slice(from, from + second)) ?? -100)
  const quietest = slices.toSorted((a, b) => a.energy - b.energy).slice(0, Math.ceil(slices.length / 10))
  return {
    noise: loudnessOf(quietest) ?? -100,
    level,
    clipped: clippedOf(slices) ?? 0,
  }
}
