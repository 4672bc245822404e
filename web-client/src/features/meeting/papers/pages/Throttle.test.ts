import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Throttle } from './Throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first goes at once, then one every 100 ms, the newest last', () => {
  const passed: number[] = []
  const throttle = new Throttle<number>(100, (value) => passed.push(value))
  for (let ms = 0; ms < 1000; ms += 10) {
    throttle.push(ms)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(passed[0]).toBe(0)
  expect(passed.at(-1)).toBe(990)
  expect(passed.length).toBeLessThanOrEqual(11)
  throttle.push(2000)
  expect(passed.at(-1), 'at once again after a rest').toBe(2000)
})

test('once closed nothing comes any more', () => {
  const passed: number[] = []
  const throttle = new Throttle<number>(100, (value) => passed.push(value))
  throttle.push(1)
  throttle.push(2)
  throttle.close()
  vi.advanceTimersByTime(1000)
  expect(passed).toEqual([1])
})
