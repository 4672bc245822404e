import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { useStore } from 'zustand'
import { type Next, nextOf } from './nextOf.ts'
import { notNow } from './notNow.ts'
import { roomSettings } from './roomSettings.ts'

/** What this room does next. @param now milliseconds since the epoch */
export function useNext(meetings: readonly MeetingSummary[], now: number): Next {
  const settings = useStore(roomSettings)
  const unwanted = useStore(notNow)
  return nextOf(meetings, now, settings, unwanted)
}
