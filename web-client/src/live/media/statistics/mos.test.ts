import { expect, test } from 'vitest'
import { mosOf } from './mos.ts'

/** R by hand: 93.2 - Idd (G.107, 7.4) - 95 p / (p + 20); then MOS by annex B. */
test.for([
  { line: 'the best', roundTrip: 0, waited: 0, lost: 0, mos: 4.41 },
  { line: 'of a city', roundTrip: 20, waited: 60, lost: 0, mos: 4.41 },
  { line: 'that loses 1 %', roundTrip: 40, waited: 60, lost: 0.01, mos: 4.31 },
  { line: 'that loses 5 %', roundTrip: 40, waited: 80, lost: 0.05, mos: 3.79 },
  { line: 'that loses 18 %', roundTrip: 60, waited: 100, lost: 0.18, mos: 2.47 },
  { line: 'over a satellite', roundTrip: 600, waited: 80, lost: 0, mos: 3.53 },
  { line: 'whose packets wait long', roundTrip: 2, waited: 600, lost: 0, mos: 2.94 },
  { line: 'that brings nothing', roundTrip: 60, waited: 0, lost: 1, mos: 1.1 },
])('a line $line is heard with $mos', ({ mos, line: _line, ...heard }) => {
  expect(mosOf(heard)).toBeCloseTo(mos, 2)
})

test('it is 1 at least, and less the more is lost or late', () => {
  const at = (lost: number, roundTrip: number) => mosOf({ lost, roundTrip, waited: 40 })
  expect(at(1, 10_000)).toBe(1)
  const byLoss = [0, 0.01, 0.03, 0.1, 0.3].map((lost) => at(lost, 40))
  expect(byLoss).toEqual(byLoss.toSorted((a, b) => b - a))
  const byDelay = [0, 100, 300, 600, 1200].map((roundTrip) => at(0, roundTrip))
  expect(byDelay).toEqual(byDelay.toSorted((a, b) => b - a))
})
