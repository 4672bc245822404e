import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReachWatch } from './ReachWatch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function told() {
  const watch = new ReachWatch()
  const all: boolean[] = []
  watch.shut$.on((isShut) => void all.push(isShut))
  return { watch, all }
}

test('20.7 a line that does not come up is told of after 8 s, however often it was tried anew, and no more once it is through', () => {
  const { watch, all } = told()
  watch.on('trying')
  vi.advanceTimersByTime(5_000)
  watch.on('trying')
  vi.advanceTimersByTime(2_900)
  expect(all).toEqual([])
  vi.advanceTimersByTime(200)
  expect(all).toEqual([true])
  watch.on('through')
  expect(all).toEqual([true, false])
})

test('20.7 of a line that comes up in time, or that nobody tries, nothing is told', () => {
  const { watch, all } = told()
  watch.on('trying')
  watch.on('through')
  vi.advanceTimersByTime(20_000)
  watch.on('trying')
  watch.on('idle')
  vi.advanceTimersByTime(20_000)
  expect(all).toEqual([])
})
