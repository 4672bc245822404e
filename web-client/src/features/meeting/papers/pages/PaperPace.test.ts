import { expect, test } from 'vitest'
import { PaperPace } from './PaperPace.ts'

const BYTES = 16_384

/** A piece comes over a line that has so much room for it, in kilobits a second. */
function bring(pace: PaperPace, room: number): void {
  const { kbit } = pace
  if (kbit !== null) pace.came({ bytes: BYTES, ms: (BYTES * 8) / Math.min(room, kbit) + 20, kbit })
}

test('9.8 a line that was never narrow is asked for all it has', () => {
  const pace = new PaperPace()
  pace.see('whole')
  expect(pace.kbit).toBeNull()
})

test.each([
  ['smaller', 96],
  ['slow', 64],
  ['stills', 48],
  ['sound', 32],
] as const)('9.8 over a line that carries %s a paper takes %i kbit/s, however well its pieces come', (step, kbit) => {
  const pace = new PaperPace()
  pace.see(step)
  for (let n = 0; n < 5; n++) bring(pace, 10_000)
  expect(pace.kbit).toBe(kbit)
})

test('9.8 pictures that fit because few are wanted do not make a narrow line wide', () => {
  const pace = new PaperPace()
  pace.see('stills')
  pace.see('whole')
  const paces: (number | null)[] = []
  for (let n = 0; n < 20; n++) {
    paces.push(pace.kbit)
    bring(pace, 75)
  }
  expect(Math.max(...paces.map((kbit) => kbit ?? Infinity))).toBeLessThanOrEqual(1.6 * 75)
  expect(
    paces.filter((kbit) => (kbit ?? Infinity) > 80).length,
    'too much is tried less and less often',
  ).toBeLessThanOrEqual(3)
})

test('9.8 a line that is wide again is asked for more with each piece, and then for all it has', () => {
  const pace = new PaperPace()
  pace.see('sound')
  pace.see('whole')
  for (let n = 0; n < 14; n++) bring(pace, 50_000)
  expect(pace.kbit).toBeNull()
})

test('9.8 what was asked for before the line became narrow says nothing of it', () => {
  const pace = new PaperPace()
  pace.see('smaller')
  pace.see('whole')
  pace.see('stills')
  pace.see('whole')
  pace.came({ bytes: BYTES, ms: 10, kbit: 96 })
  expect(pace.kbit).toBe(48)
})
