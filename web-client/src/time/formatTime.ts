import { localDate, localTime, writtenDate } from './vietnamTime.ts'

/** "07:30" in Vietnam, wherever the browser thinks it is. Milliseconds since the epoch. */
export const clockTime = localTime

/** Writes a day as Vietnamese offices do: "23/11/2026". */
export const calendarDate = (at: number): string => writtenDate(localDate(at))

export type Day = 'today' | 'tomorrow' | 'other'

/** Says whether `at` is on the calendar day of `now`, on the next one, or on another. */
export function dayOf(at: number, now: number): Day {
  if (calendarDate(at) === calendarDate(now)) return 'today'
  return calendarDate(at) === calendarDate(now + 86_400_000) ? 'tomorrow' : 'other'
}

/** Writes a length in milliseconds as "1:05:09" or "05:09". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3_600)
  return `${hours > 0 ? `${hours}:` : ''}${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}
