import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleWatch } from './IdleWatch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched(mayHide: (idleMs: number) => boolean = () => true) {
  const told: boolean[] = []
  const watch = new IdleWatch({ afterMs: 8_000, mayHide, onChange: (isIdle) => told.push(isIdle) })
  return { watch, told }
}

test('after a while without a touch it is idle, and not before', () => {
  const { told } = watched()
  vi.advanceTimersByTime(7_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true])
})

test('a touch ends it at once and begins the time anew', () => {
  const { watch, told } = watched()
  vi.advanceTimersByTime(8_000)
  watch.touch()
  expect(told).toEqual([true, false])
  vi.advanceTimersByTime(5_000)
  watch.touch()
  vi.advanceTimersByTime(5_000)
  expect(told).toEqual([true, false])
  vi.advanceTimersByTime(3_000)
  expect(told).toEqual([true, false, true])
})

test('while something needs the controls they stay, and go when it is over', () => {
  let isNeeded = true
  const { told } = watched(() => !isNeeded)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([])
  isNeeded = false
  vi.advanceTimersByTime(8_000)
  expect(told).toEqual([true])
})

test('what needs them for some time only is asked with the time since the last touch', () => {
  const { watch, told } = watched((idleMs) => idleMs >= 24_000)
  vi.advanceTimersByTime(20_000)
  watch.touch()
  vi.advanceTimersByTime(23_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true])
})

test('closed while idle it gives the controls back, and says nothing afterwards', () => {
  const { watch, told } = watched()
  vi.advanceTimersByTime(8_000)
  watch.close()
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([true, false])
})
