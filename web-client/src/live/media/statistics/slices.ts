/** Sound is looked at in slices of this length, in seconds. */
export const SLICE_SEC = 0.02

/** A sample is at the limit from here on, of 1. */
const LIMIT = 0.98
/** A tone that is cut off is flat: this share of a loud slice is near its loudest sample. Of a pure tone it is 0.16. */
const FLAT = 0.3
const NEAR = 0.97
const LOUD = 0.25

export interface Slice {
  /** The mean of the squares of its samples, 0 to 1. */
  readonly energy: number
  /** True when the microphone, or what comes after it, could not follow. */
  readonly isClipped: boolean
}

/** Cuts samples into whole slices, the oldest first. */
export function slicesOf(samples: Float32Array, perSlice: number): Slice[] {
  const slices: Slice[] = []
  for (let from = 0; from + perSlice <= samples.length; from += perSlice)
    slices.push(sliceOf(samples.subarray(from, from + perSlice)))
  return slices
}

function sliceOf(samples: Float32Array): Slice {
  let squares = 0
  let loudest = 0
  for (const sample of samples) {
    squares += sample * sample
    loudest = Math.max(loudest, Math.abs(sample))
  }
  let atLimit = 0
  let near = 0
  for (const sample of samples) {
    if (Math.abs(sample) >= LIMIT) atLimit++
    if (Math.abs(sample) >= NEAR * loudest) near++
  }
  const isFlat = loudest >= LOUD && near / samples.length >= FLAT
  return { energy: squares / samples.length, isClipped: atLimit >= 3 || isFlat }
}

/** The loudness of slices together in dBFS, -100 (nothing at all) to 0; null without any. */
export function loudnessOf(slices: readonly Slice[]): number | null {
  if (slices.length === 0) return null
  const energy = slices.reduce((sum, slice) => sum + slice.energy, 0) / slices.length
  return Math.max(-100, 10 * Math.log10(energy + 1e-12))
}
