import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Poller } from './Poller.ts'

/** A page that is looked at or not. */
class Page extends EventTarget {
  hidden = false
  show(hidden: boolean): void {
    this.hidden = hidden
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  // Waits are a little longer or shorter by chance: here exactly 20 s and 60 s.
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function polling(options: Partial<ConstructorParameters<typeof Poller>[2]> = {}) {
  const page = new Page()
  const asked = { times: 0, fails: false, hangs: false, signal: new AbortController().signal }
  const poller = new Poller(
    async (signal) => {
      asked.times += 1
      asked.signal = signal
      if (asked.hangs) await new Promise(() => {})
      if (asked.fails) throw new Error('no answer')
    },
    page,
    { atOnce: true, ...options },
  )
  /** How often it asks within this time. */
  const within = async (ms: number) => {
    const before = asked.times
    await vi.advanceTimersByTimeAsync(ms)
    return asked.times - before
  }
  return { page, asked, poller, within }
}

test('it asks at once, or when told that all is there already only later, and then every twenty seconds', async () => {
  expect(polling().asked.times).toBe(1)
  const { asked, within } = polling({ atOnce: false })
  expect(asked.times).toBe(0)
  expect(await within(20_000)).toBe(1)
  expect(await within(200_000)).toBe(10)
})

test('a page that nobody sees asks once a minute; seen again it asks at once and goes on as before', async () => {
  const { page, within, asked } = polling()
  await within(0)
  page.show(true)
  expect(await within(20_000), 'what was due').toBe(1)
  expect(await within(600_000)).toBe(10)
  await within(11_000)
  page.show(false)
  expect(asked.times).toBe(13)
  expect(await within(60_000)).toBe(3)
})

test('what was asked for only just now is not asked for again when the page is seen, but soon, as if it had been seen all the time', async () => {
  const { page, within, asked } = polling()
  await within(0)
  page.show(true)
  expect(await within(25_000)).toBe(1)
  page.show(false)
  expect(asked.times).toBe(2)
  expect(await within(20_000)).toBe(1)
})

test('failures make it ask later, one answer as often as before', async () => {
  const { asked, within } = polling()
  asked.fails = true
  expect(await within(20_000 + 40_000 + 80_000)).toBe(3)
  asked.fails = false
  expect(await within(160_000 + 20_000 + 20_000)).toBe(3)
})

test('while an answer is on its way it does not ask a second time', async () => {
  const { page, asked, within } = polling()
  asked.hangs = true
  await within(20_000)
  expect(asked.times).toBe(2)
  page.show(true)
  await within(60_000)
  page.show(false)
  expect(asked.times).toBe(2)
})

test('stopped it asks no more, also when the page is seen again, and what is on its way is called off', async () => {
  const { page, poller, asked, within } = polling()
  poller.stop()
  expect(asked.signal.aborted).toBe(true)
  expect(await within(10 * 60_000)).toBe(0)
  page.show(true)
  page.show(false)
  expect(asked.times).toBe(1)
})
