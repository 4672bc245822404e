import { afterEach, expect, test, vi } from 'vitest'
import { noteServerTime, serverNow } from './serverClock.ts'

afterEach(() => {
  vi.useRealTimers()
  noteServerTime(new Date().toUTCString())
})

test('a computer whose clock is wrong goes by the server’s, and goes on with it', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-28T08:15:00Z') })
  noteServerTime('Sat, 28 Nov 2026 08:00:00 GMT')
  expect(serverNow()).toBe(Date.parse('2026-11-28T08:00:00.500Z'))
  vi.advanceTimersByTime(60_000)
  expect(serverNow()).toBe(Date.parse('2026-11-28T08:01:00.500Z'))
})

test('a clock that is right is left alone, and an answer without a date says nothing', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-28T08:00:01.300Z') })
  noteServerTime('Sat, 28 Nov 2026 08:00:00 GMT')
  expect(serverNow()).toBe(Date.now())
  noteServerTime('Sat, 28 Nov 2026 09:00:00 GMT')
  noteServerTime(null)
  expect(serverNow() - Date.now()).toBeGreaterThan(3_500_000)
})
