import { expect, test } from 'vitest'
import { Sample, sampleUpTo, toldValue } from './metrics.ts'

test('a sample is numbers, and null for what was not read; a shorter one is of an earlier version', () => {
  expect(sampleUpTo(3).parse([1.5, null, -2])).toEqual([1.5, null, -2])
  expect(Sample.parse([])).toEqual([])
})

test.each([
  [[1, 2, 3, 4]],
  [['1']],
  [[undefined]],
  [[Number.NaN]],
  [[Number.POSITIVE_INFINITY]],
  [[[1]]],
  [{ 0: 1 }],
  [null],
])('%j is no sample of three', (value) => {
  expect(sampleUpTo(3).safeParse(value)).toMatchObject({
    success: false,
    error: { issues: [{ message: 'a list of at most 3 numbers, or null for what was not read' }] },
  })
})

test('a metric gone wild is cut off, and takes no other along', () => {
  expect(Sample.parse([1e12, null, -1e300, 0, 1e9])).toEqual([1e9, null, -1e9, 0, 1e9])
})

test('what is told of a value has no more digits than a person reads', () => {
  expect(toldValue(12.345, 'ms')).toBe(12)
  expect(toldValue(12.345, 'percent')).toBe(12.3)
  expect(toldValue(4.3219, 'score')).toBe(4.32)
  expect(toldValue(5e12, 'kbit/s')).toBe(1e9)
  expect(toldValue(Number.NaN, 'ms')).toBeNull()
  expect(toldValue(null, 'ms')).toBeNull()
})
