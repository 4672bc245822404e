import { goertzel } from './goertzel.ts'
import { TUNE, TUNE_HERTZ, TUNE_SEC } from './testTune.ts'

/** `above`: dB over what the room has at the same frequencies; `level`: dBFS, null where it was not heard; `delay`: ms. */
export interface ToneFigures {
  readonly above: number
  readonly level: number | null
  readonly delay: number | null
}

/** The tune is looked for in windows of this length, one after the other at half of it, in seconds. */
const WINDOW_SEC = 0.04
const HOP_SEC = 0.02
/** It is in the microphone within this time after it was to sound, by buffers, cables and air. */
const LATEST_SEC = 0.9
/** From here on it counts as heard, in dB. */
const HEARD_DB = 6
/** So alike are what was heard and the tune, of 1; chance is well below. */
const ALIKE = 0.6
/** Below this nothing is told apart from rounding, dBFS. */
const FLOOR_DB = -96

/**
 * Looks for the test's tune in what a microphone heard.
 * @param samples from before the tune on, so that the room is known without it
 * @param startSec when it was to sound, counted from the first sample
 * @returns null when there are too few samples
 */
export function toneFigures(samples: Float32Array, sampleRate: number, startSec: number): ToneFigures | null {
  const hop = Math.round(HOP_SEC * sampleRate)
  const windowLength = Math.round(WINDOW_SEC * sampleRate)
  const count = Math.floor((samples.length - windowLength) / hop) + 1
  const start = Math.round(startSec / HOP_SEC)
  const length = Math.round(TUNE_SEC / HOP_SEC)
  if (start < 5 || count < start + length + 5) return null
  const heard = TUNE_HERTZ.map((hertz) =>
    Array.from({ length: count }, (_, n) =>
      goertzel(samples.subarray(n * hop, n * hop + windowLength), sampleRate, hertz),
    ),
  )
  const quiet = median(Array.from({ length: start }, (_, n) => power(heard, n)))
  const found = bestLag(heard, start, Math.min(Math.round(LATEST_SEC / HOP_SEC), count - start - length), length)
  const sounding = TUNE.map(({ from, to, hertz }) => {
    const tone = heard[TUNE_HERTZ.indexOf(hertz)] ?? []
    const at = (sec: number) => start + found.lag + Math.round(sec / HOP_SEC)
    return median(tone.slice(at(from) + 1, at(to) - 1).map((amplitude) => amplitude ** 2))
  })
  const loudness = decibels(median(sounding) / 2)
  const above = Math.max(0, loudness - Math.max(FLOOR_DB, decibels(quiet / 2)))
  const isHeard = above >= HEARD_DB && found.alike >= ALIKE
  return {
    above: isHeard ? above : Math.min(above, HEARD_DB - 1),
    level: isHeard ? loudness : null,
    delay: isHeard ? found.lag * HOP_SEC * 1_000 : null,
  }
}

const decibels = (of: number) => 10 * Math.log10(of + 1e-12)
const power = (heard: readonly (readonly number[])[], n: number) =>
  Math.max(...heard.map((tone) => (tone[n] ?? 0) ** 2))

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The lag at which what was heard follows the tune best, by the correlation over both frequencies. */
function bestLag(heard: readonly (readonly number[])[], start: number, latest: number, length: number) {
  const wanted = TUNE_HERTZ.map((hertz) =>
    Array.from({ length }, (_, n) => {
      const middle = (n + 1) * HOP_SEC
      return TUNE.some((note) => note.hertz === hertz && middle >= note.from && middle < note.to) ? 1 : 0
    }),
  )
  let best = { lag: 0, alike: 0 }
  for (let lag = 0; lag <= latest; lag++) {
    const pieces = heard.map((tone) => tone.slice(start + lag, start + lag + length))
    const alike = correlation(pieces.flat(), wanted.flat())
    if (alike > best.alike) best = { lag, alike }
  }
  return best
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const [ofOne, ofOther] = [mean(one), mean(other)]
  let both = 0
  let ones = 0
  let others = 0
  for (const [n, value] of one.entries()) {
    const a = value - ofOne
    const b = (other[n] ?? 0) - ofOther
    both += a * b
    ones += a * a
    others += b * b
  }
  return ones === 0 || others === 0 ? 0 : both / Math.sqrt(ones * others)
}
