import { CHAIR_GRACE_MS, type MeetingState } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asks, opened, vote, voteData, voteId } from '../../testing/conduct.ts'
import { after, endpointOf, NOON, system } from '../../testing/people.ts'
import { conduct } from '../../domain/meeting/decide/conduct.ts'
import { ConductTimers } from './ConductTimers.ts'

beforeEach(() => vi.useFakeTimers({ now: NOON }))
afterEach(() => vi.useRealTimers())

function timers() {
  const onChairOpen = vi.fn()
  const onVoteTimeUp = vi.fn()
  const onDue = ({ key }: { readonly key: string }) => void (key === 'chair' ? onChairOpen() : onVoteTimeUp(key))
  return { onChairOpen, onVoteTimeUp, timers: new ConductTimers({ clock: Date.now, due: conduct.due, onDue }) }
}

const together = after(...opened)
const gone = after(...opened, [{ type: 'loseLine', endpointId: endpointOf('chair') }, system])
const voting = (forSec: number | null): MeetingState =>
  after(...opened, asks('chair', 'vote:open', voteData(1, { forSec })))

test('7.4 somebody looks who acts when the chair is gone for 20 s, not earlier, however much happens meanwhile', () => {
  const { timers: t, onChairOpen } = timers()
  t.onState(gone)
  vi.advanceTimersByTime(CHAIR_GRACE_MS - 1)
  t.onState({ ...gone, title: 'changed' })
  expect(onChairOpen).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onChairOpen).toHaveBeenCalledOnce()
})

test('7.4 a chair that is back in time is no change, and its next absence has 20 s of its own', () => {
  const { timers: t, onChairOpen } = timers()
  t.onState(gone)
  vi.advanceTimersByTime(CHAIR_GRACE_MS - 1)
  t.onState(together)
  vi.advanceTimersByTime(CHAIR_GRACE_MS)
  t.onState(gone)
  vi.advanceTimersByTime(CHAIR_GRACE_MS - 1)
  expect(onChairOpen).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onChairOpen).toHaveBeenCalledOnce()
})

test('7.6 in a meeting that ended nothing comes with time any more', () => {
  const { timers: t, onChairOpen, onVoteTimeUp } = timers()
  t.onState(gone)
  t.onState(voting(30))
  t.onState({ ...voting(30), phase: 'ended' })
  vi.advanceTimersByTime(60_000)
  expect([onChairOpen.mock.calls, onVoteTimeUp.mock.calls]).toEqual([[], []])
})

test('12.4 the countdown of a vote ends at its time; without one, or once it is closed, never', () => {
  const { timers: t, onVoteTimeUp } = timers()
  t.onState(voting(30))
  vi.advanceTimersByTime(29_999)
  expect(onVoteTimeUp).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onVoteTimeUp.mock.calls).toEqual([[voteId(1)]])

  const other = timers()
  other.timers.onState(voting(30))
  other.timers.onState(
    after(
      ...opened,
      asks('chair', 'vote:open', voteData(1, { forSec: 30 })),
      asks('chair', 'vote:cancel', { voteId: voteId(1) }),
    ),
  )
  other.timers.onState(voting(null))
  vi.advanceTimersByTime(24 * 3_600_000)
  expect(other.onVoteTimeUp).not.toHaveBeenCalled()
})

test('6.4 a process that starts when the countdown is over already ends it at once, and tries again what could not be recorded', () => {
  const { timers: t, onVoteTimeUp } = timers()
  const state = voting(30)
  expect(vote(state, 1)?.closesAt).toBe(NOON + 30_000)
  vi.setSystemTime(NOON + 60_000)
  t.onState(state)
  vi.advanceTimersByTime(0)
  expect(onVoteTimeUp).toHaveBeenCalledOnce()
  // It is still open: the store could not be written.
  t.onState(state)
  vi.advanceTimersByTime(999)
  expect(onVoteTimeUp).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(1)
  expect(onVoteTimeUp).toHaveBeenCalledTimes(2)
  t.close()
  vi.advanceTimersByTime(60_000)
  expect(onVoteTimeUp).toHaveBeenCalledTimes(2)
})
