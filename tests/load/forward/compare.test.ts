import { expect, test } from 'vitest'
import { inTurn, ratioOf, spreadOf } from './compare.ts'

test('of several values the middle one and both ends are told', () => {
  expect(spreadOf([5.004, 3, 9])).toEqual({ p50: 5, from: 3, to: 9 })
})

test('values are compared within their block, whatever the machine did between blocks', () => {
  expect(ratioOf([5, 10, 20], [10, 20, 40])).toEqual({ p50: 0.5, from: 0.5, to: 0.5 })
  expect(ratioOf([5, 10], [10])).toEqual({ p50: 0.5, from: 0.5, to: 0.5 })
})

test('everyone comes first in turn', () => {
  expect([0, 1, 2, 3].map((block) => inTurn(['a', 'b', 'c'], block).join(''))).toEqual(['abc', 'bca', 'cab', 'abc'])
})
