import { addDays, DAY_MS, localDate, startOfDay, weekday } from '@diem-cau/signaling-contract'
import type { Span } from './findConflicts.ts'

const HOUR_MS = 3_600_000
const STEP_MS = HOUR_MS / 2
/** Meetings are proposed within the hours of an office, from the start of a day. */
const OPENS_MS = 7 * HOUR_MS
const CLOSES_MS = 17.5 * HOUR_MS
/** A single meeting may be proposed so many days later. */
const DAYS = 7
const PROPOSED = 3

/** Finds the windows in which other times are looked for: for one meeting the days that follow, for a series its own days. */
export function windowsOf(times: readonly Span[]): Span[] {
  const [first, ...more] = times
  if (!first) return []
  const day = startOfDay(localDate(first.startsAt))
  if (more.length === 0) return [{ startsAt: day, endsAt: day + (DAYS + 1) * DAY_MS }]
  return times.map(({ startsAt }) => {
    const start = startOfDay(localDate(startsAt))
    return { startsAt: start, endsAt: start + DAY_MS }
  })
}

/**
 * Times near the one that is wanted at which nobody is busy, on the hour or half hour; the nearest of the same day first,
 * no weekends for what was not to be on one. Of a series the same hour on each of its days, told of the first. Pure.
 * @param busy when somebody is in another meeting, as far as `windowsOf` reaches
 */
export function freeTimes(times: readonly Span[], busy: readonly Span[], now: number): Span[] {
  const [first] = times
  if (!first) return []
  const length = first.endsAt - first.startsAt
  const day = localDate(first.startsAt)
  const sorted = busy.toSorted((a, b) => a.startsAt - b.startsAt)
  const isFree = (by: number) => times.every(({ startsAt }) => !overlaps(sorted, startsAt + by, startsAt + by + length))
  const free: Span[] = []
  for (let days = 0; days <= (times.length === 1 ? DAYS : 0) && free.length < PROPOSED; days += 1) {
    const date = addDays(day, days)
    if (days > 0 && isWeekend(date) && !isWeekend(day)) continue
    const opens = startOfDay(date) + OPENS_MS
    const starts: number[] = []
    for (let at = opens; at + length <= startOfDay(date) + CLOSES_MS; at += STEP_MS) starts.push(at)
    const wanted = first.startsAt + days * DAY_MS
    for (const startsAt of starts.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))) {
      if (free.length < PROPOSED && startsAt > now && isFree(startsAt - first.startsAt))
        free.push({ startsAt, endsAt: startsAt + length })
    }
  }
  return free.toSorted((a, b) => a.startsAt - b.startsAt)
}

const isWeekend = (date: string) => weekday(date) >= 5

/** @param sorted by start; none is longer than a day */
function overlaps(sorted: readonly Span[], startsAt: number, endsAt: number): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.startsAt ?? 0) <= startsAt - DAY_MS) low = middle + 1
    else high = middle
  }
  for (let i = low; i < sorted.length; i += 1) {
    const span = sorted[i]
    if (!span || span.startsAt >= endsAt) return false
    if (span.endsAt > startsAt) return true
  }
  return false
}
