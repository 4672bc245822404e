import { expect, test } from 'vitest'
import { soundFigures } from './soundFigures.ts'

const RATE = 48_000
const sound = (seconds: number, look: (sec: number) => number) =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => Math.max(-1, Math.min(1, look(n / RATE))))
const speech = (sec: number) =>
  sec % 0.6 < 0.4 ? 0.2 * Math.sin(2 * Math.PI * 220 * sec) : 0.001 * Math.sin(900 * sec)

test('noise is what is left when nobody speaks, level what is heard when somebody does', () => {
  const figures = soundFigures(sound(3, speech), RATE)
  expect(figures?.noise).toBeCloseTo(-63, 0)
  expect(figures?.level).toBeGreaterThan(-22)
  expect(figures?.clipped).toBe(0)
})

test('a microphone that is dead is silent to the last', () => {
  expect(soundFigures(new Float32Array(RATE), RATE)).toEqual({ noise: -100, level: -100, clipped: 0 })
})

test('one whose amplifier is turned up too far is flat at its limit', () => {
  expect(
    soundFigures(
      sound(2, (sec) => 8 * speech(sec)),
      RATE,
    )?.clipped,
  ).toBeGreaterThan(50)
})

test('a moment of it tells nothing', () => {
  expect(soundFigures(new Float32Array(RATE / 4), RATE)).toBeNull()
})
