import type { LoggedEvent, Sync } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LocalSnapshot } from '../media/LocalMedia.ts'
import { log, logged, me, meetingId, other, whole } from '../testing/aMeeting.ts'
import { createMeetingStore } from './MeetingModel.ts'
import { SharedMeeting } from './SharedMeeting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const off: LocalSnapshot = {
  mic: { kind: 'off' },
  micOn: false,
  camera: { kind: 'off' },
  cameraOn: false,
  isNetworkCamera: false,
  screen: null,
}
const lost = logged(4, { type: 'lineLost', participantId: other })
const back = logged(5, { type: 'lineRestored', participantId: other })

function shared() {
  const store = createMeetingStore(meetingId, off)
  const told: LoggedEvent[] = []
  const asked: { seq: number; answer: (sync: Sync) => Promise<void> }[] = []
  const meeting = new SharedMeeting({
    meetingId,
    store,
    resync: (seq) =>
      new Promise((resolve) => {
        const answer = async (sync: Sync) => {
          resolve(sync)
          await Promise.resolve()
          await Promise.resolve()
        }
        asked.push({ seq, answer })
      }),
    onEvent: (event) => told.push(event),
  })
  const enter = () => {
    meeting.reset({ kind: 'snapshot', seq: log.length, state: whole })
    meeting.show()
    store.setState({ phase: { kind: 'inMeeting', me } })
  }
  const line = () => store.getState().meeting.participants[other]?.line
  return { meeting, store, told, asked, enter, line }
}

test('what happens is told at once and shown together a moment later', () => {
  const { meeting, told, enter, line } = shared()
  enter()
  meeting.accept([lost])
  expect([told, line()]).toEqual([[lost], 'online'])
  vi.advanceTimersByTime(80)
  expect(line()).toBe('lost')
})

test('before the meeting is laid out nothing of it is shown by itself', () => {
  const { meeting, store } = shared()
  meeting.reset({ kind: 'snapshot', seq: log.length, state: whole })
  meeting.accept([lost])
  vi.advanceTimersByTime(1_000)
  expect(store.getState().order).toEqual([])
})

test('2.2 what is missing is asked for, and told once it is here', async () => {
  const { meeting, told, asked, enter } = shared()
  enter()
  meeting.accept([back])
  expect([asked[0]?.seq, told]).toEqual([3, []])
  await asked[0]?.answer({ kind: 'events', events: [lost] })
  expect(told).toEqual([lost, back])
})

test('the answer to a question of an earlier stay is nobody’s', async () => {
  const { meeting, told, asked, enter } = shared()
  enter()
  meeting.accept([back])
  meeting.begin()
  await asked[0]?.answer({ kind: 'events', events: [lost] })
  expect([told, meeting.seq]).toEqual([[], null])
})

test('out of the meeting the last of it is shown at once, and nothing afterwards', () => {
  const { meeting, enter, line, store } = shared()
  enter()
  meeting.accept([lost])
  meeting.settle()
  expect(line()).toBe('lost')
  meeting.clear()
  vi.advanceTimersByTime(1_000)
  expect(store.getState().order).toEqual([])
})
