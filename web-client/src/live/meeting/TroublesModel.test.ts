import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TROUBLES_KEPT_MS } from '@diem-cau/signaling-contract'
import { LocalMedia } from '../media/LocalMedia.ts'
import { meetingId, other } from '../testing/aMeeting.ts'
import { createMeetingStore } from './MeetingModel.ts'
import { TroublesModel } from './TroublesModel.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function model() {
  const { snapshot } = new LocalMedia({ micId: null, cameraId: null, micOn: false, cameraOn: false })
  const store = createMeetingStore(meetingId, snapshot)
  return { store, troubles: new TroublesModel(store), found: () => store.getState().troubles.get(other) }
}

test('9.7 troubles stay while they are said again, and end when the room says so', () => {
  const { troubles, found } = model()
  troubles.onTroubles({ participantId: other, troubles: ['lineUp'] })
  for (let n = 0; n < 5; n++) {
    vi.advanceTimersByTime(TROUBLES_KEPT_MS - 1)
    troubles.onTroubles({ participantId: other, troubles: ['lineUp', 'echo'] })
  }
  expect(found()).toEqual(['lineUp', 'echo'])
  troubles.onTroubles({ participantId: other, troubles: [] })
  expect(found()).toBeUndefined()
})

test('9.7 of a room that says nothing more, or left, nothing is said', () => {
  const { troubles, found } = model()
  troubles.onTroubles({ participantId: other, troubles: ['cameraBlack'] })
  vi.advanceTimersByTime(TROUBLES_KEPT_MS)
  expect(found()).toBeUndefined()
  troubles.onTroubles({ participantId: other, troubles: ['cameraBlack'] })
  troubles.onLeft(other)
  expect(found()).toBeUndefined()
  expect(vi.getTimerCount()).toBe(0)
})

test('what is said again as it was changes nothing for views', () => {
  const { store, troubles } = model()
  troubles.onTroubles({ participantId: other, troubles: ['lineUp'] })
  const before = store.getState()
  troubles.onTroubles({ participantId: other, troubles: ['lineUp'] })
  expect(store.getState()).toBe(before)
})
