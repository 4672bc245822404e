import { addDays, DAY_MS, fromLocal, localDate, type MeetingId } from '@diem-cau/signaling-contract'
import type { LineLoad, RunTrigger } from '@diem-cau/signaling-contract/readiness'
import { spreadOf } from './spreadOf.ts'

const MINUTE_MS = 60_000
/** Rooms test themselves from so long before a meeting on. */
export const BEFORE_MEETING_MS = 60 * MINUTE_MS
export const TEST_EVERY_MS = 10 * MINUTE_MS
/** At night rooms have their turns between two and four. */
const NIGHT = { from: '02:00', lengthMs: 2 * 60 * MINUTE_MS }

export type ComingMeeting = { readonly meetingId: MeetingId; readonly title: string; readonly startsAt: number }
export type NextTest = {
  readonly at: number
  readonly trigger: RunTrigger
  readonly meetingId: MeetingId | null
  readonly title: string
  readonly load: LineLoad
}

/**
 * The next test that a room is to make by itself. Pure. One that is due already has its time in the past.
 * @param wholeAt when it tested everything last; null: never
 * @param meetings those that it is invited to, which have not begun
 */
export function nextTest(
  roomId: string,
  wholeAt: number | null,
  meetings: readonly ComingMeeting[],
  now: number,
): NextTest {
  const last = wholeAt ?? 0
  const spread = spreadOf(roomId)
  const all = [nightAfter(last, spread, now)]
  for (const { meetingId, title, startsAt } of meetings) {
    const at = slotAfter(startsAt, last, spread, now)
    if (at !== null) all.push({ at, trigger: 'beforeMeeting', meetingId, title, load: loadOf(at, startsAt, last) })
  }
  return all.reduce((first, each) => (each.at < first.at ? each : first))
}

/** Every ten minutes, at the room's own minute of them. Of those that were missed the last one counts. Null: there is none any more. */
function slotAfter(startsAt: number, last: number, spread: number, now: number): number | null {
  if (now >= startsAt) return null
  const first = startsAt - BEFORE_MEETING_MS + Math.floor(spread * TEST_EVERY_MS)
  const due = Math.floor((now - first) / TEST_EVERY_MS)
  const current = first + Math.max(0, due) * TEST_EVERY_MS
  const next = last >= current ? current + TEST_EVERY_MS : current
  return next < startsAt ? next : null
}

/**
 * The first test of the hour and the last one before the meeting fill the line: six that do would cost a room 2.4 MB each hour, on lines
 * on which others work.
 */
function loadOf(at: number, startsAt: number, last: number): LineLoad {
  const isFirst = last < startsAt - BEFORE_MEETING_MS
  const isLast = at + TEST_EVERY_MS >= startsAt
  return isFirst || isLast ? 'full' : 'short'
}

function nightAfter(last: number, spread: number, now: number): NextTest {
  const turnOf = (day: string) => (fromLocal(day, NIGHT.from) ?? 0) + Math.floor(spread * NIGHT.lengthMs)
  const today = localDate(now)
  const tonight = turnOf(today)
  // A PC that was off at its turn tests itself when it boots: there is nothing to make up for by day.
  const isOver = now >= (fromLocal(today, NIGHT.from) ?? 0) + NIGHT.lengthMs
  const at = isOver || last >= tonight ? turnOf(addDays(today, 1)) : tonight
  return { at, trigger: 'night', meetingId: null, title: '', load: 'full' }
}

/** Since when a test of the room has been missing before this meeting; null: none is. */
export function missingSince(startsAt: number, wholeAt: number | null, enrolledAt: number, now: number): number | null {
  const begins = startsAt - BEFORE_MEETING_MS
  if (now < begins || now > startsAt + DAY_MS) return null
  const due = Math.max(begins, enrolledAt, wholeAt ?? 0)
  return Math.min(now, startsAt) - due > GRACE_MS ? due + TEST_EVERY_MS : null
}

/** A test every ten minutes comes within this. */
export const GRACE_MS = 12 * MINUTE_MS
