import type { MeetingId, MeetingSummary } from '@diem-cau/signaling-contract'

const MINUTE_MS = 60_000

export interface RoomWishes {
  /** False: nothing happens in this room but by hand. */
  readonly isByItself: boolean
  /** Minutes before the start at which the lobby is opened, and at which the room goes in. */
  readonly lobbyMinutes: number
  readonly joinMinutes: number
}

/**
 * What a room does next, and when. `lobby`: opens the lobby of the meeting at `at`. `join`: goes in at `at`, which may
 * be now. `wait`: it is time, but the meeting is not open yet. `none`: nothing that is planned.
 */
export type Next =
  | { readonly kind: 'lobby' | 'join'; readonly meeting: MeetingSummary; readonly at: number }
  | { readonly kind: 'wait'; readonly meeting: MeetingSummary }
  | { readonly kind: 'none' }

/**
 * Tells what a room does next by itself (SPEC 19.2). A meeting that is live or open goes before one whose lobby would
 * be opened; of several the one that began first.
 * @param now milliseconds since the epoch, by the server's clock
 * @param notNow meetings that somebody in the room does not want to go into
 */
export function nextOf(
  meetings: readonly MeetingSummary[],
  now: number,
  wishes: RoomWishes,
  notNow: ReadonlySet<MeetingId>,
): Next {
  if (!wishes.isByItself) return { kind: 'none' }
  const steps = meetings
    .filter((meeting) => isAhead(meeting, now) && !notNow.has(meeting.meetingId))
    .toSorted((a, b) => a.startsAt - b.startsAt)
    .map((meeting) => stepOf(meeting, now, wishes))
  const isNow = (step: Next) => step.kind === 'join' && step.at <= now
  return steps.find(isNow) ?? steps[0] ?? { kind: 'none' }
}

/** Tells until when nothing is planned; null: for as long as the list goes. @returns milliseconds since the epoch */
export const freeUntil = (next: Next): number | null =>
  next.kind === 'none' ? null : next.kind === 'wait' ? 0 : next.at

const isOpen = ({ phase }: MeetingSummary) => phase === 'open' || phase === 'live'

/** One that runs over is gone into; one that nobody ended is not, once its time is over. */
const isAhead = (meeting: MeetingSummary, now: number) =>
  meeting.phase === 'live' || ((meeting.phase === 'open' || meeting.phase === 'scheduled') && now < meeting.endsAt)

function stepOf(meeting: MeetingSummary, now: number, { lobbyMinutes, joinMinutes }: RoomWishes): Next {
  const joinAt = meeting.startsAt - joinMinutes * MINUTE_MS
  const lobbyAt = Math.min(joinAt, meeting.startsAt - lobbyMinutes * MINUTE_MS)
  if (now < lobbyAt) return { kind: 'lobby', meeting, at: lobbyAt }
  if (meeting.phase === 'live') return { kind: 'join', meeting, at: now }
  if (now < joinAt) return { kind: 'join', meeting, at: joinAt }
  return isOpen(meeting) ? { kind: 'join', meeting, at: now } : { kind: 'wait', meeting }
}
