import { expect, test } from 'vitest'
import { clippedOf, loudnessOf, slicesOf } from './slices.ts'

const RATE = 48_000
const PER_SLICE = 960

/** A second of a tone; `limit` cuts it off, as an input does that is driven too hard. */
const tone = (amplitude: number, limit = 1) =>
  Float32Array.from({ length: RATE }, (_, n) =>
    Math.min(limit, Math.max(-limit, amplitude * Math.sin((2 * Math.PI * 220 * n) / RATE))),
  )
/** A voice of eight overtones, turned up so many times, what is too much cut off; then its edges rounded, and turned down to half. */
const voice = (times: number) => {
  const cut = Float32Array.from({ length: RATE }, (_, n) => {
    const turn = (2 * Math.PI * 150 * n) / RATE
    const sum = [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2].reduce(
      (all, a, at) => all + a * Math.sin(turn * (at + 1) + at * at),
      0,
    )
    return Math.min(1, Math.max(-1, sum * 0.3 * times))
  })
  const rounded = cut.map((_, n) => cut.subarray(Math.max(0, n - 5), n + 6).reduce((all, one) => all + one, 0) / 11)
  const loudest = rounded.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  return rounded.map((one) => (0.5 * one) / loudest)
}
const clipped = (samples: Float32Array) => (clippedOf(slicesOf(samples, PER_SLICE)) ?? Number.NaN) / 100

test.for([
  { sound: 'a full tone', samples: tone(0.9), loudness: -3.9 },
  { sound: 'a tone of -40 dBFS', samples: tone(0.014), loudness: -40.1 },
  { sound: 'nothing at all', samples: new Float32Array(RATE), loudness: -100 },
])('the loudness of $sound is $loudness dBFS', ({ samples, loudness }) => {
  expect(loudnessOf(slicesOf(samples, PER_SLICE))).toBeCloseTo(loudness, 0)
})

test('nothing that was heard has no loudness, which is not silence', () => {
  expect(loudnessOf([])).toBeNull()
  expect(clippedOf([])).toBeNull()
})

test.for([
  { sound: 'a tone that fits', samples: tone(0.9), share: 0 },
  { sound: 'a tone at the limit', samples: tone(1.5), share: 1 },
  { sound: 'a tone that was cut off before it was turned down', samples: tone(1, 0.5), share: 1 },
  { sound: 'a tone of half the limit', samples: tone(0.5), share: 0 },
  { sound: 'a loud voice', samples: voice(0.8), share: 0 },
  { sound: 'a voice that was cut off before the browser turned it down', samples: voice(2.5), share: 1 },
  { sound: 'a faint one that is flat', samples: tone(1, 0.01), share: 0 },
])('of $sound $share is clipped', ({ samples, share }) => {
  expect(clipped(samples)).toBe(share)
})

test('a voice that is pressed now and then is one that says "u": only most of what is loud counts', () => {
  const [pressed] = slicesOf(voice(2.5), PER_SLICE)
  const [whole] = slicesOf(voice(0.8), PER_SLICE)
  if (!pressed || !whole) throw new Error('no slices')
  expect(clippedOf([pressed, whole, whole])).toBe(0)
  expect(clippedOf([pressed, pressed, whole])).toBeCloseTo(66.7, 1)
})
