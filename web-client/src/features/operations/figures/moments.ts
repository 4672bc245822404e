import { localSeconds } from '@diem-cau/signaling-contract'
import { calendarDate, clockTime } from '../../../time/formatTime.ts'

/** Writes a moment as "09:12" on the day of `now`, else with its day: "09:12, 24/11/2026". Milliseconds since the epoch. */
export const sinceText = (at: number, now: number): string =>
  calendarDate(at) === calendarDate(now) ? clockTime(at) : `${clockTime(at)}, ${calendarDate(at)}`

/** Writes the time of day to the second: "09:12:05". @param at milliseconds since the epoch */
export const secondsText = (at: number): string => localSeconds(at).slice(11)

/** Writes a moment to the second, with its day: "09:12:05, 24/11/2026". @param at milliseconds since the epoch */
export const exactText = (at: number): string => `${secondsText(at)}, ${calendarDate(at)}`
