import type { UnitCode } from '@diem-cau/signaling-contract'
import type { PlanSummary } from '@diem-cau/signaling-contract/office'
import { query } from '../../api/loading/query.ts'
import { scheduleApi } from '../../api/office/scheduleApi.ts'
import { addDays } from '../../time/vietnamTime.ts'

/** The longest range that the calendar answers at once, in days. */
const PAST_DAYS = 399
const COMING = 200

interface Asked {
  readonly q: string
  readonly unit: UnitCode | null
  readonly today: string
}

export interface Found {
  /** Meetings to come, the soonest first. */
  readonly coming: readonly PlanSummary[]
  /** Meetings that are over, the last one first. */
  readonly past: readonly PlanSummary[]
  readonly more: boolean
}

/** Finds meetings with these words, accents or not: all from today on, and those of the year before. */
async function searchMeetings({ q, unit, today }: Asked, signal: AbortSignal): Promise<Found> {
  const filter = { q, ...(unit ? { unit } : {}) }
  const [coming, past] = await Promise.all([
    scheduleApi.meetings({ ...filter, from: today, limit: COMING }, signal),
    scheduleApi.calendar({ ...filter, from: addDays(today, -PAST_DAYS), to: addDays(today, -1) }, signal),
  ])
  const known = new Set<string>(coming.items.map(({ meetingId }) => meetingId))
  return {
    coming: coming.items,
    past: past.meetings.filter(({ meetingId }) => !known.has(meetingId)).toReversed(),
    more: coming.next !== null || past.more,
  }
}

export const meetingSearch = (asked: Asked) =>
  query(['schedule', 'search', asked], (signal) => searchMeetings(asked, signal))
