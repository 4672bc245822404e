import { expect, onTestFinished, test, vi } from 'vitest'
import { remindOfKeyframe } from './remindOfKeyframe.ts'
import { LayerWish } from './LayerWish.ts'
import { runningScreen } from '../testing/runningScreen.ts'

/** A paused consumer with its reminder, and how often a keyframe was asked for in its name. The clock stands. */
async function watched() {
  const { producer, send, consume } = await runningScreen()
  const { consumer, arrived } = await consume((of) => LayerWish.first(of, undefined))
  let asked = 0
  const requestKeyFrame = consumer.requestKeyFrame.bind(consumer)
  consumer.requestKeyFrame = () => ((asked += 1), requestKeyFrame())
  remindOfKeyframe(consumer)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const askedAfter = (ms: number) => {
    vi.advanceTimersByTime(ms)
    return asked
  }
  return { producer, send, consumer, arrived, askedAfter }
}

test('while nothing flows a keyframe is asked for again after 2, 4, 8 and 16 s, and then no more', async () => {
  const { consumer, askedAfter } = await watched()
  expect(askedAfter(60_000), 'paused').toBe(0)
  await consumer.resume()
  expect(askedAfter(1_999)).toBe(0)
  expect(askedAfter(1)).toBe(1)
  expect(askedAfter(4_000)).toBe(2)
  expect(askedAfter(8_000)).toBe(3)
  expect(askedAfter(16_000)).toBe(4)
  expect(askedAfter(3_600_000)).toBe(4)
})

test('what flows is not asked for, and what stops flowing is asked for anew', async () => {
  const { consumer, send, arrived, askedAfter } = await watched()
  await consumer.resume()
  expect(askedAfter(2_000)).toBe(1)
  send('K')
  expect(await arrived()).toBe('K')
  expect(askedAfter(3_600_000)).toBe(1)
  await consumer.pause()
  await arrived()
  expect(askedAfter(3_600_000), 'paused').toBe(1)
  await consumer.resume()
  expect(askedAfter(2_000)).toBe(2)
})

test('nothing is asked of a sender that is paused', async () => {
  const { producer, consumer, arrived, askedAfter } = await watched()
  await consumer.resume()
  await producer.pause()
  await arrived()
  expect(askedAfter(3_600_000)).toBe(0)
  await producer.resume()
  await arrived()
  expect(askedAfter(2_000)).toBe(1)
})

test('a consumer that closed is forgotten', async () => {
  const { consumer, askedAfter } = await watched()
  await consumer.resume()
  consumer.close()
  expect(askedAfter(3_600_000)).toBe(0)
})
