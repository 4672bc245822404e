import type { MeetingMoment } from '@diem-cau/signaling-contract/office'
import { localDate, localTime, writtenDate } from '../../time/vietnamTime.ts'

export interface MomentChange {
  readonly what: 'clock' | 'time' | 'end' | 'place'
  /** Empty for a place: it is held online. */
  readonly from: string
  readonly to: string
}

/** Describes how time and place have changed, as short as possible: "14:00 → 15:00" on the same day. */
export function momentChanges(before: MeetingMoment, now: MeetingMoment): MomentChange[] {
  const changes: MomentChange[] = []
  const isSameDay = localDate(before.startsAt) === localDate(now.startsAt)
  if (before.startsAt !== now.startsAt) {
    changes.push(
      isSameDay
        ? { what: 'clock', from: localTime(before.startsAt), to: localTime(now.startsAt) }
        : { what: 'time', from: moment(before.startsAt), to: moment(now.startsAt) },
    )
  } else if (before.endsAt !== now.endsAt) {
    const isShort = localDate(before.endsAt) === localDate(now.endsAt)
    changes.push({
      what: 'end',
      from: isShort ? localTime(before.endsAt) : moment(before.endsAt),
      to: isShort ? localTime(now.endsAt) : moment(now.endsAt),
    })
  }
  if (before.place !== now.place) changes.push({ what: 'place', from: before.place, to: now.place })
  return changes
}

const moment = (at: number): string => `${localTime(at)}, ${writtenDate(localDate(at))}`
