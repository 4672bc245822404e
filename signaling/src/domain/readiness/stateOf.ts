import { DAY_MS } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import type { BoardReason } from '@diem-cau/signaling-contract/readiness'
import { missingSince } from './nextTest.ts'

const MINUTE_MS = 60_000
/** A room's PC that is on is heard of every minute. */
export const SILENT_MS = 3 * MINUTE_MS
/** Every room tests itself once a day at least: two hours of night, and something to spare. */
export const STALE_MS = DAY_MS + 3 * 60 * MINUTE_MS

export type KnownRoom = {
  readonly enrolledAt: number | null
  readonly lastSeenAt: number | null
  /** Its page tests nothing while it is in a meeting: what is known of it stays. */
  readonly inMeeting: boolean
  readonly testedAt: number | null
  readonly wholeAt: number | null
  readonly health: Health
  readonly reasons: readonly BoardReason[]
  readonly since: number | null
}

export type RoomState = {
  readonly health: Health
  readonly reasons: readonly BoardReason[]
  readonly since: number | null
}

/**
 * How a room stands now (SPEC 18.22): as its last test found it, unless it was not read since, which is never good. Pure.
 * @param startsAt of the meeting that it gets ready for; null: of none
 */
export function stateOf(room: KnownRoom, startsAt: number | null, now: number): RoomState {
  const { enrolledAt, lastSeenAt, testedAt, wholeAt, health, reasons, since } = room
  const unread = (reason: BoardReason, from: number | null): RoomState => ({
    health: 'unknown',
    reasons: [reason],
    since: from,
  })
  if (enrolledAt === null) return unread('notEnrolled', null)
  if (!room.inMeeting && (lastSeenAt === null || now - lastSeenAt > SILENT_MS))
    return unread('silent', lastSeenAt ?? enrolledAt)
  if (testedAt === null) return unread('neverTested', enrolledAt)
  if (!room.inMeeting) {
    const missing = startsAt === null ? null : missingSince(startsAt, wholeAt, enrolledAt, now)
    if (missing !== null) return unread('overdue', missing)
    if (now - testedAt > STALE_MS) return unread('overdue', testedAt + STALE_MS)
  }
  // What was found of the other steps stands behind it.
  if (health === 'unknown') return { health, reasons: ['unread', ...reasons], since }
  return { health, reasons, since }
}
