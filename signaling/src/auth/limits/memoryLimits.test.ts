import { afterEach, expect, test, vi } from 'vitest'
import { memoryLimits } from './memoryLimits.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('each key has so many in a window, and is told how long to wait; then it begins anew', async () => {
  vi.useFakeTimers()
  const limit = memoryLimits(Date.now).window('links', 2, 600)
  expect([await limit.spend('a'), await limit.spend('a')]).toEqual([0, 0])
  vi.advanceTimersByTime(1_000)
  expect(await limit.spend('a')).toBe(599)
  expect(await limit.spend('b'), 'another key').toBe(0)
  vi.advanceTimersByTime(599_000)
  expect(await limit.spend('a')).toBe(0)
})

test('a burst is more than a second has, once', async () => {
  vi.useFakeTimers()
  const limit = memoryLimits(Date.now).burst('pages', 1, { points: 3, seconds: 30 })
  for (let n = 0; n < 4; n += 1) expect(await limit.spend('a')).toBe(0)
  expect(await limit.spend('a')).toBe(1)
  vi.advanceTimersByTime(1_000)
  expect(await limit.spend('a')).toBe(0)
  expect(await limit.spend('a'), 'the burst is spent').toBe(1)
})

test('of many wrong tries at once no more are looked at than one after the other', async () => {
  const tries = memoryLimits(Date.now).tries('codes')
  const waits = await Promise.all(Array.from({ length: 50 }, () => tries.take([['a', 5]])))
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5)
  expect(new Set(waits)).toEqual(new Set([0, 30]))
})
