import { expect, test } from 'vitest'
import { type Point, slope } from './slope.ts'

const minutes = (values: readonly number[]): Point[] => values.map((value, n) => [n * 60_000, value])

test('what grows by one a minute grows by sixty an hour, and nothing of it is noise', () => {
  expect(slope(minutes([5, 6, 7, 8]))).toEqual({ perHour: 60, r2: 1 })
})

test('what stays has no slope, and what goes up and down has one that explains little', () => {
  expect(slope(minutes([5, 5, 5]))).toEqual({ perHour: 0, r2: 0 })
  expect(slope(minutes([5, 9, 5, 9, 5])).r2).toBeLessThan(0.1)
})

test('one value alone has no slope', () => {
  expect(slope(minutes([5]))).toEqual({ perHour: 0, r2: 0 })
})
