import { environmentManager, focusManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { polled } from './polled.ts'
import { query } from './query.ts'
import { queryClient } from './queryClient.ts'

beforeEach(() => {
  vi.useFakeTimers()
  environmentManager.setIsServer(() => false)
  focusManager.setFocused(true)
  // Begins as a page does.
  queryClient.mount()
})
const observers: Array<() => void> = []
afterEach(() => {
  for (const stop of observers.splice(0)) stop()
  queryClient.unmount()
  queryClient.clear()
  focusManager.setFocused(undefined)
  environmentManager.setIsServer(() => typeof window === 'undefined')
  vi.useRealTimers()
})

function polling() {
  const asked = { times: 0, fails: false, hangs: false, signal: new AbortController().signal }
  const options = query(
    ['polled'],
    async (signal) => {
      asked.times += 1
      asked.signal = signal
      if (asked.hangs) await new Promise(() => {})
      if (asked.fails) throw new Error('no answer')
      return { n: asked.times }
    },
    polled<{ n: number }>(undefined, 0.5),
  )
  const observer = new QueryObserver(queryClient, options)
  const stop = observer.subscribe(() => undefined)
  observers.push(stop)
  /** Counts how often it asks within this time. */
  const within = async (ms: number) => {
    const before = asked.times
    await vi.advanceTimersByTimeAsync(ms)
    return asked.times - before
  }
  const show = (shown: boolean) => {
    focusManager.setFocused(shown)
    // Renders again, as useLoad does.
    observer.setOptions({ ...options })
  }
  return { asked, stop, within, show }
}

test('it asks at once, and then every twenty seconds', async () => {
  const { asked, within } = polling()
  await within(0)
  expect(asked.times).toBe(1)
  expect(await within(20_000)).toBe(1)
  expect(await within(200_000)).toBe(10)
})

test('a page that nobody sees asks once a minute; seen again it asks at once and goes on as before', async () => {
  const { within, show } = polling()
  await within(0)
  show(false)
  expect(await within(600_000)).toBe(10)
  await within(11_000)
  show(true)
  expect(await within(0)).toBe(1)
  expect(await within(60_000)).toBe(3)
})

test('what was asked for only just now is not asked for again when the page is seen, but soon', async () => {
  const { within, show } = polling()
  await within(0)
  show(false)
  await within(5_000)
  show(true)
  expect(await within(0)).toBe(0)
  expect(await within(20_000)).toBe(1)
})

test('failures make it ask later, one answer as often as before', async () => {
  const { asked, within } = polling()
  await within(0)
  asked.fails = true
  expect(await within(20_000 + 40_000 + 80_000)).toBe(3)
  asked.fails = false
  expect(await within(160_000 + 20_000 + 20_000)).toBe(3)
  asked.fails = true
  expect(await within(20_000 + 40_000), 'failures of before do not count').toBe(2)
})

test('while an answer is on its way it does not ask a second time', async () => {
  const { asked, within, show } = polling()
  await within(0)
  asked.hangs = true
  await within(20_000)
  expect(asked.times).toBe(2)
  show(false)
  await within(100_000)
  show(true)
  await within(0)
  expect(asked.times).toBe(2)
})

test('stopped it asks no more, also when the page is seen again, and what is on its way is called off', async () => {
  const { asked, stop, within, show } = polling()
  await within(0)
  asked.hangs = true
  await within(20_000)
  stop()
  expect(asked.signal.aborted).toBe(true)
  expect(await within(600_000)).toBe(0)
  show(false)
  show(true)
  expect(await within(0)).toBe(0)
})
