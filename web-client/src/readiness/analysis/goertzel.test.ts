import { expect, test } from 'vitest'
import { goertzel } from './goertzel.ts'

const RATE = 48_000
const sine = (hertz: number, amplitude: number, length = 1_920, rate = RATE) =>
  Float32Array.from({ length }, (_, n) => amplitude * Math.sin((2 * Math.PI * hertz * n) / rate))

test.for([44_100, 48_000])('the amplitude of a tone is found, at %i samples a second', (rate) => {
  expect(goertzel(sine(1_000, 0.5, rate / 25, rate), rate, 1_000)).toBeCloseTo(0.5, 1)
  expect(goertzel(sine(1_000, 0.005, rate / 25, rate), rate, 1_000)).toBeCloseTo(0.005, 3)
})

test('another tone is not taken for it', () => {
  expect(goertzel(sine(1_400, 0.5), RATE, 1_000)).toBeLessThan(0.01)
  expect(goertzel(sine(50, 0.5), RATE, 1_000)).toBeLessThan(0.01)
})

test('silence and nothing have none', () => {
  expect(goertzel(new Float32Array(960), RATE, 1_000)).toBe(0)
  expect(goertzel(new Float32Array(0), RATE, 1_000)).toBe(0)
})
