import { expect, test } from 'vitest'
import { daysUntilFull } from './diskForecast.ts'

const HOUR = 3600
const hours = (count: number, free: (hour: number) => number | null) => {
  const at = Array.from({ length: count }, (_, hour) => hour * HOUR)
  return daysUntilFull(
    at,
    at.map((_, hour) => free(hour)),
  )
}

test('22.12 a disk that fills by a gigabyte a day is full when what is free is used up at that rate', () => {
  expect(hours(7 * 24, (hour) => 20_000 - (hour / 24) * 1000)).toBeCloseTo(13, 0)
})

test('22.12 what goes up and down each day counts by how it goes on the whole', () => {
  const days = hours(10 * 24, (hour) => 30_000 - (hour / 24) * 500 - (hour % 24) * 40)
  expect(days).toBeGreaterThan(40)
  expect(days).toBeLessThan(60)
})

test.each([
  ['it gets no less', 240, (hour: number) => 20_000 + hour],
  ['it was looked at for two days', 48, (hour: number) => 20_000 - hour * 100],
  ['it was hardly ever read', 240, (hour: number) => (hour % 24 === 0 ? 20_000 - hour * 10 : null)],
  ['it is years away', 240, (hour: number) => 1_000_000 - hour],
])('22.12 nothing is said when %s', (_what, count, free) => {
  expect(hours(count, free)).toBeNull()
})
