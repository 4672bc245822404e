import { calendarDate, clockTime } from '../../../time/formatTime.ts'

/** Writes a moment as "07:30, 23/11/2026" in Vietnam. @param at milliseconds since the epoch */
export const moment = (at: number): string => `${clockTime(at)}, ${calendarDate(at)}`
