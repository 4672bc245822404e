import { expect, test } from 'vitest'
import { costOf, turns } from './costOf.ts'

test('on and off take turns, and each comes first as often as the other', () => {
  expect(turns(8)).toEqual([true, false, false, true, true, false, false, true])
})

test('the cost is the middle of the pairs: a block that something disturbed does not count', () => {
  const blocks = [1.02, 1, 1, 1.02, 5, 1].map((cost, n) => ({ cost, isOn: turns(6)[n] ?? false }))
  expect(costOf(blocks).pct).toBeCloseTo(2)
  expect(costOf(blocks).extra).toBeCloseTo(0.02)
  expect(costOf(blocks).pairs).toHaveLength(3)
})

test('what grows with time is no cost', () => {
  const isOn = turns(8)
  const blocks = isOn.map((on, n) => ({ isOn: on, cost: 1 + n / 100 }))
  expect(Math.abs(costOf(blocks).pct)).toBeLessThan(1)
})

test('without a pair nothing can be said', () => {
  expect(() => costOf([{ isOn: true, cost: 1 }])).toThrow(RangeError)
})
