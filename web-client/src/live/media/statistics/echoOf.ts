import { SLICE_SEC } from './slices.ts'

/** What comes from the loudspeaker is in the microphone within this time, by air, cables and buffers, in seconds. */
const LATEST_SEC = 0.5
/** Below this (an amplitude, about -46 dBFS) the loudspeaker plays nothing of which an echo could be heard. */
const PLAYED = 0.005
/** Below this (about -56 dBFS) the microphone hears nothing, so no echo either. */
const HEARD = 0.0015

/**
 * How much the loudness of the microphone follows that of the loudspeaker, whatever the time between the two, 0 to 1.
 * What somebody here says at the same time makes it less: an echo that counts lasts.
 * @param microphone amplitudes of slices, the oldest first
 * @param loudspeaker those of the same time
 * @returns null while the loudspeaker plays nothing that could come back
 */
export function echoOf(microphone: readonly number[], loudspeaker: readonly number[]): number | null {
  const latest = Math.round(LATEST_SEC / SLICE_SEC)
  const length = microphone.length - latest
  if (length <= latest || loudspeaker.length !== microphone.length || Math.max(...loudspeaker) < PLAYED) return null
  if (Math.max(...microphone) < HEARD) return 0
  const heard = centred(microphone.slice(latest))
  let best = 0
  for (let late = 0; late <= latest; late++)
    best = Math.max(best, follows(heard, centred(loudspeaker.slice(latest - late, latest - late + length))))
  return best
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

/** The correlation of two centred lists. */
function follows(one: readonly number[], other: readonly number[]): number {
  let both = 0
  let ones = 0
  let others = 0
  for (const [index, value] of one.entries()) {
    const second = other[index] ?? 0
    both += value * second
    ones += value * value
    others += second * second
  }
  return ones === 0 || others === 0 ? 0 : both / Math.sqrt(ones * others)
}
