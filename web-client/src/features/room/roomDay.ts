import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { dayOf } from '../../time/formatTime.ts'

/** Up to this many meetings of other days are named when there is none left today. */
const COMING = 3

export const isOpen = ({ phase }: Pick<MeetingSummary, 'phase'>): boolean => phase === 'open' || phase === 'live'

export interface RoomDay {
  /** The meetings of today, and any that is open: the room may still have to do with them. */
  readonly today: readonly MeetingSummary[]
  /** The meetings of other days, where nothing is left today. */
  readonly coming: readonly MeetingSummary[]
  /** The last meeting of today that has ended. */
  readonly ended: MeetingSummary | null
}

/** Sorts the meetings of a room as its own page tells them. @param now milliseconds since the epoch */
export function roomDay(meetings: readonly MeetingSummary[], now: number): RoomDay {
  const isToday = ({ startsAt }: MeetingSummary) => dayOf(startsAt, now) === 'today'
  const today = meetings.filter((meeting) => isOpen(meeting) || (isToday(meeting) && meeting.phase !== 'ended'))
  const isLeft = today.some(({ phase }) => phase !== 'cancelled')
  return {
    today,
    coming: isLeft
      ? []
      : meetings
          .filter(({ startsAt, phase }) => startsAt > now && phase !== 'ended' && phase !== 'cancelled')
          .slice(0, COMING),
    ended: meetings.filter((meeting) => meeting.phase === 'ended' && isToday(meeting)).at(-1) ?? null,
  }
}
