import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test('a percentile is the nearest rank of the sorted samples', () => {
  const samples = [50, 10, 40, 30, 20]
  expect(percentile(samples, 0.5)).toBe(30)
  expect(percentile(samples, 0.95)).toBe(50)
  expect(percentile(samples, 0)).toBe(10)
  expect(percentile([], 0.5)).toBeNaN()
})
