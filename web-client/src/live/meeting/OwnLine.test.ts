import { LINE_GRACE_MS } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meetingId } from '../testing/aMeeting.ts'
import type { LocalSnapshot } from '../media/LocalMedia.ts'
import { createMeetingStore } from './MeetingModel.ts'
import { OwnLine } from './OwnLine.ts'

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

function line() {
  const store = createMeetingStore(meetingId, off)
  return { own: new OwnLine(store), kind: () => store.getState().connection.kind }
}

test('6.1 in the meeting the place is lost when the line is away for longer than the server keeps it', () => {
  const { own, kind } = line()
  own.onUp()
  own.onDown(true)
  vi.advanceTimersByTime(LINE_GRACE_MS - 1)
  own.onDown(true)
  expect(kind()).toBe('reconnecting')
  vi.advanceTimersByTime(1)
  expect(kind()).toBe('lost')
  own.onUp()
  expect(kind()).toBe('online')
})

test('at the door no place is lost, and back in time none is either', () => {
  const { own, kind } = line()
  own.onDown(false)
  vi.advanceTimersByTime(LINE_GRACE_MS * 2)
  expect(kind()).toBe('reconnecting')
  own.onUp()
  own.onDown(true)
  own.onUp()
  vi.advanceTimersByTime(LINE_GRACE_MS * 2)
  expect(kind()).toBe('online')
})
