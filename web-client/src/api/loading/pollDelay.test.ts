import { expect, test } from 'vitest'
import { pollDelay } from './pollDelay.ts'

test('a page that is looked at asks every twenty seconds, one that is not every minute', () => {
  expect(pollDelay({ failures: 0, hidden: false, chance: 0.5 })).toBe(20_000)
  expect(pollDelay({ failures: 0, hidden: true, chance: 0.5 })).toBe(60_000)
})

test('each failure doubles the wait, up to five minutes', () => {
  expect([1, 2, 3, 4, 50].map((failures) => pollDelay({ failures, hidden: false, chance: 0.5 }))).toEqual([
    40_000, 80_000, 160_000, 300_000, 300_000,
  ])
})

test('pages that began together do not ask together', () => {
  expect(pollDelay({ failures: 0, hidden: false, chance: 0 })).toBe(16_000)
  expect(pollDelay({ failures: 0, hidden: false, chance: 1 })).toBe(24_000)
})
