import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { dayOf } from '../../time/formatTime.ts'

/** So many meetings of other days are named when there is none left today. */
const COMING = 3

export const isOpen = ({ phase }: Pick<MeetingSummary, 'phase'>): boolean => phase === 'open' || phase === 'live'

export interface RoomDay {
  /** Of today, and whatever is open: what the room may still have to do with. */
  readonly today: readonly MeetingSummary[]
  /** Of other days, where nothing is left today. */
  readonly coming: readonly MeetingSummary[]
  /** The last one of today that has ended. */
  readonly ended: MeetingSummary | null
}

/** The meetings of a room as its own page tells them. @param now milliseconds since the epoch */
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
