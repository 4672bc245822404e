import { expect, test } from 'vitest'
import { TUNE, TUNE_GAIN } from './testTune.ts'
import { toneFigures } from './toneFigures.ts'

const RATE = 48_000
const START = 0.6
/** Noise that is the same at each run, -1 to 1. */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return (2 * state) / 2 ** 31 - 1
  }
}
interface Hall {
  /** Of the tune; 0: no loudspeaker. */
  readonly gain?: number
  readonly delaySec?: number
  readonly noise?: number
  /** A whistle that never ends. */
  readonly whistle?: number
  readonly seconds?: number
  readonly rate?: number
}

/** What a microphone in a hall hears. */
function heardIn({ gain = 1, delaySec = 0.15, noise = 0.001, whistle = 0, seconds = 2.4, rate = RATE }: Hall) {
  const next = random(7)
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    const sec = n / rate
    const note = TUNE.find(({ from, to }) => sec - START - delaySec >= from && sec - START - delaySec < to)
    const tone = note ? TUNE_GAIN * gain * Math.sin(2 * Math.PI * note.hertz * sec) : 0
    return tone + noise * next() + whistle * Math.sin(2 * Math.PI * 988 * sec)
  })
}
const figures = (hall: Hall) => toneFigures(heardIn(hall), hall.rate ?? RATE, START)

test.for([0, 0.08, 0.3, 0.7])('a tune that comes back after %f s is heard, and when', (delaySec) => {
  const found = figures({ delaySec })
  expect(found?.above).toBeGreaterThan(30)
  expect(Math.abs((found?.delay ?? -1_000) - delaySec * 1_000)).toBeLessThan(40)
})

test('it is as loud as it came: a microphone that hears little says so', () => {
  expect(figures({ gain: 1 })?.level).toBeCloseTo(-17, 0)
  expect(figures({ gain: 0.003, noise: 0.000_05 })?.level).toBeCloseTo(-67.5, 0)
})

test('without a loudspeaker nothing is heard, in a still room and in a loud one', () => {
  for (const noise of [0, 0.000_01, 0.001, 0.1]) {
    const found = figures({ gain: 0, noise })
    expect(found?.above).toBeLessThan(6)
    expect(found).toMatchObject({ level: null, delay: null })
  }
})

test('a whistle that never ends is no tune, and does not hide one', () => {
  expect(figures({ gain: 0, whistle: 0.1 })).toMatchObject({ level: null })
  expect(figures({ gain: 2, whistle: 0.01 })?.level).not.toBeNull()
})

test('at another sample rate it is the same', () => {
  expect(figures({ rate: 44_100 })?.delay).toBeCloseTo(150, -2)
})

test('too few samples tell nothing', () => {
  expect(figures({ seconds: 0.9 })).toBeNull()
  expect(toneFigures(new Float32Array(0), RATE, START)).toBeNull()
})
