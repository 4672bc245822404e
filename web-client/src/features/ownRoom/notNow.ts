import { MeetingId } from '@diem-cau/signaling-contract'
import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { browserStorage } from '../../browser/storage.ts'

const KEY = 'diem-cau.roomNotNow'
/** Kept are the last ones only: a meeting that is over is asked about no more. */
const KEPT = 20

const Ids = z.array(MeetingId).catch([])

/** The meetings that this room does not go into by itself, because somebody there said so, kept over a power cut. */
export const notNow = createStore<ReadonlySet<MeetingId>>(() => new Set(Ids.parse(read())))

/** @param isUnwanted false: the room goes in by itself again */
export function setNotNow(meetingId: MeetingId, isUnwanted: boolean): void {
  const others = [...notNow.getState()].filter((id) => id !== meetingId)
  const ids = isUnwanted ? [...others, meetingId].slice(-KEPT) : others
  notNow.setState(new Set(ids), true)
  browserStorage.set(KEY, JSON.stringify(ids))
}

function read(): unknown {
  try {
    return JSON.parse(browserStorage.get(KEY) ?? '[]')
  } catch {
    return []
  }
}
