import { expect, test } from 'vitest'
import { loudnessOf, slicesOf } from './slices.ts'

const RATE = 48_000
const PER_SLICE = 960

/** A second of a tone; `limit` cuts it off, as an input does that is driven too hard. */
const tone = (amplitude: number, limit = 1) =>
  Float32Array.from({ length: RATE }, (_, n) =>
    Math.min(limit, Math.max(-limit, amplitude * Math.sin((2 * Math.PI * 220 * n) / RATE))),
  )
const clipped = (samples: Float32Array) => {
  const slices = slicesOf(samples, PER_SLICE)
  return slices.filter(({ isClipped }) => isClipped).length / slices.length
}

test.for([
  { sound: 'a full tone', samples: tone(0.9), loudness: -3.9 },
  { sound: 'a tone of -40 dBFS', samples: tone(0.014), loudness: -40.1 },
  { sound: 'nothing at all', samples: new Float32Array(RATE), loudness: -100 },
])('the loudness of $sound is $loudness dBFS', ({ samples, loudness }) => {
  expect(loudnessOf(slicesOf(samples, PER_SLICE))).toBeCloseTo(loudness, 0)
})

test('nothing that was heard has no loudness, which is not silence', () => {
  expect(loudnessOf([])).toBeNull()
})

test.for([
  { sound: 'a tone that fits', samples: tone(0.9), share: 0 },
  { sound: 'a tone at the limit', samples: tone(1.5), share: 1 },
  { sound: 'a tone that was cut off before it was turned down', samples: tone(1, 0.5), share: 1 },
  { sound: 'a faint one that is flat', samples: tone(1, 0.01), share: 0 },
])('of $sound $share is clipped', ({ samples, share }) => {
  expect(clipped(samples)).toBe(share)
})
