import { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followPictures, PICTURES_FIRST_MS } from './followPictures.ts'
import { createMeetingStore } from './MeetingModel.ts'

const inMeeting = { kind: 'inMeeting', me: ParticipantId.parse('p.a') } as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const off = { kind: 'off' } as const
  const source = createMeetingStore(MeetingId.parse('m'), {
    mic: off,
    micOn: true,
    camera: off,
    cameraOn: true,
    isNetworkCamera: false,
    screen: null,
  })
  const { store, stop } = followPictures(source)
  return { source, store, stop }
}

test('at the door it is the same at once', () => {
  const { source, store } = start()
  source.setState({ audioBlocked: true })
  expect(store.getState()).toEqual(source.getState())
})

test('going in is told a moment later, with all that changed meanwhile', () => {
  const { source, store } = start()
  source.setState({ phase: inMeeting })
  source.setState({ sendingWeak: true })
  vi.advanceTimersByTime(PICTURES_FIRST_MS - 1)
  expect(store.getState()).toMatchObject({ phase: { kind: 'lobby' }, sendingWeak: false })
  vi.advanceTimersByTime(1)
  expect(store.getState()).toMatchObject({ phase: inMeeting, sendingWeak: true })
})

test('in the meeting it is the same at once again, also after a broken line', () => {
  const { source, store } = start()
  source.setState({ phase: inMeeting })
  vi.advanceTimersByTime(PICTURES_FIRST_MS)
  source.setState({ connection: { kind: 'reconnecting', since: 1 } })
  expect(store.getState().connection.kind).toBe('reconnecting')
  source.setState({ phase: inMeeting, connection: { kind: 'online' } })
  expect(store.getState().connection.kind).toBe('online')
})

test('who is put out within that moment is told so at once', () => {
  const { source, store } = start()
  source.setState({ phase: inMeeting })
  source.setState({ phase: { kind: 'removed' } })
  expect(store.getState().phase.kind).toBe('removed')
  vi.advanceTimersByTime(PICTURES_FIRST_MS)
  expect(store.getState().phase.kind).toBe('removed')
})

test('once it is stopped nothing is told any more', () => {
  const { source, store, stop } = start()
  source.setState({ phase: inMeeting })
  stop()
  vi.advanceTimersByTime(PICTURES_FIRST_MS)
  expect(store.getState().phase.kind).toBe('lobby')
})
