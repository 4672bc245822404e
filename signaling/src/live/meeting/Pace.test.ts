import { expect, test } from 'vitest'
import { Pace } from './Pace.ts'

test('1.5 so many at once and then so many a second, for each on their own', () => {
  let now = 0
  const pace = new Pace({ perSecond: 2, burst: 3, clock: () => now })
  const taken = (who: string, times: number) =>
    Array.from({ length: times }, () => {
      try {
        pace.take(who)
        return true
      } catch (error) {
        expect(error).toMatchObject({ code: 'rateLimited' })
        return false
      }
    }).filter(Boolean).length
  expect(taken('a', 10)).toBe(3)
  expect(taken('b', 10)).toBe(3)
  now += 1_000
  expect(taken('a', 10)).toBe(2)
  now += 3_600_000
  expect(taken('a', 10), 'no more than the burst was saved up').toBe(3)
})
