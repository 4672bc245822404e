import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { after, joins } from '../../../testing/people.ts'
import { testEndpoint } from '../../../testing/testEndpoint.ts'
import type { Leg } from '../legs/Leg.ts'
import { ARRIVE_MS, Arrivals, CALM_MS, FEW } from './Arrivals.ts'

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

/** So many legs that come at once, and one more who wants to send. */
function coming(count: number) {
  const arrivals = new Arrivals()
  onTestFinished(() => arrivals.close())
  const legs: Leg[] = Array.from({ length: count }, (_, n) => testEndpoint(`r${n}`, after(joins(`r${n}`))).carrying)
  for (const leg of legs) arrivals.add(leg)
  let sends = false
  const sending = arrivals.few().then(() => void (sends = true))
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { arrivals, legs, sending, pass, sends: () => sends }
}

test('5.19 while few come nobody waits', async () => {
  const { pass, sends } = coming(FEW)
  await pass(0)
  expect(sends()).toBe(true)
})

test('5.19 while many come who would send waits, until for a moment only few are left', async () => {
  const { arrivals, legs, pass, sends } = coming(FEW + 2)
  const [first, second, ...others] = legs
  if (!first || !second) throw new Error('nobody comes')
  arrivals.end(first)
  arrivals.end(second)
  await pass(CALM_MS - 1)
  expect(sends()).toBe(false)
  arrivals.add(first)
  await pass(CALM_MS)
  expect(sends(), 'one more came before the moment was over').toBe(false)
  arrivals.end(first)
  await pass(CALM_MS)
  expect(sends()).toBe(true)
  for (const leg of others) arrivals.end(leg)
})

test('5.19 who never receives is not waited for, and nobody waits longer than that', async () => {
  const { arrivals, legs, pass, sends } = coming(FEW + 1)
  await pass(ARRIVE_MS / 2)
  for (const leg of legs) arrivals.add(leg)
  await pass(ARRIVE_MS / 2 - 1)
  expect(sends()).toBe(false)
  await pass(1)
  expect(sends()).toBe(true)
})

test('5.19 once the meeting is closed nobody is kept waiting', async () => {
  const { arrivals, sending } = coming(FEW + 1)
  arrivals.close()
  await expect(sending).resolves.toBeUndefined()
})
