import { LegId } from '@diem-cau/signaling-contract'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Emitter } from '../socket/Emitter.ts'
import { Handover } from './Handover.ts'

/** The longest wait of pictures on screen, in milliseconds. */
const CHANGE_OVER_MS = 1_500

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

/** A leg that is built beside another: what it does already, and whether it has been said to do all. */
function building() {
  const session = { leg: LegId.parse(2), isConnected: false, change$: new Emitter<[]>() }
  const does = { sends: false, shows: true }
  const remote = { change$: new Emitter<[]>(), isBehind: () => !does.shows }
  const publisher = { change$: new Emitter<[]>(), isWhole: () => does.sends }
  const handover = new Handover({ session, remote, publisher })
  onTestFinished(() => handover.close())
  const seen = { done: false }
  void handover.done.then(() => (seen.done = true))
  const isDone = async () => {
    await Promise.resolve()
    return seen.done
  }
  const connects = () => {
    session.isConnected = true
    session.change$.emit()
  }
  const sends = () => {
    does.sends = true
    publisher.change$.emit()
  }
  const shows = (isShown: boolean) => {
    does.shows = isShown
    remote.change$.emit()
  }
  return { handover, isDone, connects, sends, shows }
}

test('5.14 it does all once it is connected, sends all, and nothing on screen comes over another leg', async () => {
  const { handover, isDone, connects, sends, shows } = building()
  shows(false)
  handover.onConsumers()
  connects()
  expect(await isDone()).toBe(false)
  sends()
  expect(await isDone(), 'a picture has not changed over').toBe(false)
  shows(true)
  expect(await isDone()).toBe(true)
})

test('5.14 whichever comes last decides', async () => {
  const { isDone, connects, sends } = building()
  sends()
  expect(await isDone()).toBe(false)
  connects()
  expect(await isDone()).toBe(true)
})

test('5.14 pictures are waited for from the moment that they were offered, and no longer than that', async () => {
  const { handover, isDone, connects, sends, shows } = building()
  shows(false)
  connects()
  sends()
  vi.advanceTimersByTime(10 * CHANGE_OVER_MS)
  expect(await isDone(), 'nothing was offered yet').toBe(false)
  handover.onConsumers()
  vi.advanceTimersByTime(CHANGE_OVER_MS - 1)
  handover.onConsumers()
  expect(await isDone()).toBe(false)
  vi.advanceTimersByTime(1)
  expect(await isDone(), 'consumers that come later do not begin the wait anew').toBe(true)
})

test('5.14 the wait for pictures is no reason to take what does not send', async () => {
  const { handover, isDone, connects, sends, shows } = building()
  shows(false)
  handover.onConsumers()
  connects()
  vi.advanceTimersByTime(CHANGE_OVER_MS)
  expect(await isDone()).toBe(false)
  sends()
  expect(await isDone()).toBe(true)
})

test('5.14 one that is closed is never done', async () => {
  const { handover, isDone, connects, sends } = building()
  handover.onConsumers()
  handover.close()
  connects()
  sends()
  vi.advanceTimersByTime(CHANGE_OVER_MS)
  expect(await isDone()).toBe(false)
})
