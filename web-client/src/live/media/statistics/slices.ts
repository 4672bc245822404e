/** Sound is looked at in slices of this length, in seconds. */
export const SLICE_SEC = 0.02

/** A sample is at the limit from here on, of 1. */
const LIMIT = 0.98
/** A tone that is cut off is flat: this share of a loud slice is near its loudest sample. Of a pure tone it is 0.16. */
const FLAT = 0.3
const NEAR = 0.97
const LOUD = 0.25
/**
 * What the browser turned down after it was cut off: its filters have rounded what was flat, and its gain control holds it at some 0.98 or moves it away from there. Of a
 * voice this share of a slice is near its loudest sample then (0.11 to 0.25 measured in Chromium 156, 0.05 at what is held once the noise suppressor took it for noise); of a
 * loud one that is whole 0.01 to 0.05, but a vowel like "u" comes near. So it counts only where it is so in most of what is loud, and for no pure tone.
 */
const PRESSED = 0.08
const HELD = 0.94
const HELD_PRESSED = 0.04
const MOST = 0.6
/** A single tone is known from its last two samples, but for this share of how it bends. */
const TONE = 0.05

export interface Slice {
  /** The mean of the squares of its samples, 0 to 1. */
  readonly energy: number
  /** True when the microphone, or what comes after it, could not follow. */
  readonly isClipped: boolean
  readonly isLoud: boolean
  /** True when it may have been so before the browser turned it down. */
  readonly isPressed: boolean
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
  const nearShare = near / samples.length
  const isLoud = loudest >= LOUD
  return {
    energy: squares / samples.length,
    isClipped: atLimit >= 3 || (isLoud && nearShare >= FLAT),
    isLoud,
    isPressed: isLoud && nearShare >= (loudest >= HELD ? HELD_PRESSED : PRESSED) && !isTone(samples),
  }
}

/** Of a single tone each sample is so many times the one before it less that before: whatever else is in it is left over. */
function isTone(samples: Float32Array): boolean {
  let product = 0
  let square = 0
  let bend = 0
  const each = (look: (sides: number, middle: number) => void) => {
    for (let n = 2; n < samples.length; n++) look((samples[n] ?? 0) + (samples[n - 2] ?? 0), samples[n - 1] ?? 0)
  }
  each((sides, middle) => {
    product += sides * middle
    square += middle * middle
    bend += (sides - 2 * middle) ** 2
  })
  const times = product / square
  let left = 0
  each((sides, middle) => (left += (sides - times * middle) ** 2))
  return left <= TONE * bend
}

/** The percentage of slices in which the microphone, or what comes after it, could not follow; null without any. */
export function clippedOf(slices: readonly Slice[]): number | null {
  if (slices.length === 0) return null
  const loud = slices.filter(({ isLoud }) => isLoud)
  const isPressed = loud.filter((slice) => slice.isPressed).length >= MOST * loud.length
  const clipped = slices.filter((slice) => slice.isClipped || (isPressed && slice.isPressed))
  return (100 * clipped.length) / slices.length
}

/** The loudness of slices together in dBFS, -100 (nothing at all) to 0; null without any. */
export function loudnessOf(slices: readonly Slice[]): number | null {
  if (slices.length === 0) return null
  const energy = slices.reduce((sum, slice) => sum + slice.energy, 0) / slices.length
  return Math.max(-100, 10 * Math.log10(energy + 1e-12))
}
