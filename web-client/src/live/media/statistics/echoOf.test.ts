import { expect, test } from 'vitest'
import { echoOf } from './echoOf.ts'

const SLICES = 250

/** Somebody who speaks: syllables of any length, then a pause. The same seed says the same. */
function speech(seed: number, loudness = 0.1): number[] {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const slices: number[] = []
  while (slices.length < SLICES) {
    const syllable = loudness * (0.3 + random())
    const [long, pause] = [4 + random() * 12, 1 + random() * 14]
    for (let n = 0; n < long; n++) slices.push(syllable * Math.sin((Math.PI * (n + 1)) / (long + 1)))
    for (let n = 0; n < pause; n++) slices.push(loudness * 0.01)
  }
  return slices.slice(0, SLICES)
}

/** The same a while later and weaker, as it comes back through the air. */
const backAfter = (slices: readonly number[], late: number, gain: number) =>
  slices.map((_, n) => gain * (slices[n - late] ?? 0))
const together = (one: readonly number[], other: readonly number[]) =>
  one.map((value, n) => Math.hypot(value, other[n] ?? 0))

test.for([0, 3, 10, 25])('a loudspeaker that comes back %i slices later is an echo', (late) => {
  expect(echoOf(backAfter(speech(1), late, 0.2), speech(1))).toBeGreaterThan(0.95)
})

test('somebody here who speaks is no echo of somebody there', () => {
  const found = Array.from({ length: 40 }, (_, n) => echoOf(speech(n + 100), speech(n + 200)) ?? 1)
  expect(Math.max(...found)).toBeLessThan(0.65)
})

test('an echo under somebody who speaks here is less of one', () => {
  const both = echoOf(together(backAfter(speech(1), 5, 0.3), speech(2)), speech(1))
  expect(both).toBeLessThan(0.9)
})

test('while the loudspeaker is silent nobody knows; a microphone that hears nothing has no echo', () => {
  const silence = Array.from({ length: SLICES }, () => 0.0001)
  expect(echoOf(speech(1), silence)).toBeNull()
  expect(echoOf(silence, speech(1))).toBe(0)
  expect(echoOf(speech(1).slice(0, 20), speech(1).slice(0, 20))).toBeNull()
})
