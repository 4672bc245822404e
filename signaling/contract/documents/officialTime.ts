import { localDate, startOfDay, wallClock, weekday, weekdayNames } from '../core/vietnamTime.ts'

const two = (value: number) => String(value).padStart(2, '0')

/**
 * "08 giờ 30 phút", "14 giờ 00 phút". All documents, letters and mails write the hour so (invitation, minutes, tables): Decree
 * 30/2020, appendix II and III, has "... giờ ... phút" in its forms, and two digits everywhere leave no room to put one in front
 * or behind. Screens show "08:30" instead.
 */
export function officialClock(ms: number): string {
  const clock = wallClock(ms)
  return `${two(clock.getUTCHours())} giờ ${two(clock.getUTCMinutes())} phút`
}

/** "ngày 25 tháng 11 năm 2026": days below 10 and the months 1 and 2 have a 0 in front, as Decree 30/2020 wants it. */
export function officialDate(ms: number): string {
  const clock = wallClock(ms)
  const month = clock.getUTCMonth() + 1
  return `ngày ${two(clock.getUTCDate())} tháng ${month <= 2 ? two(month) : month} năm ${clock.getUTCFullYear()}`
}

/** "thứ Hai, ngày 23 tháng 11 năm 2026" */
export const officialWeekday = (ms: number): string =>
  `${weekdayNames.vi[weekday(localDate(ms))] ?? ''}, ${officialDate(ms)}`

/** "ngày 25 tháng 11 năm 2026" of a day, "2026-11-25". */
export const officialDay = (date: string): string => officialDate(startOfDay(date))

/** "08 giờ 30 phút, ngày 25 tháng 11 năm 2026" */
export const officialMoment = (ms: number): string => `${officialClock(ms)}, ${officialDate(ms)}`

/** The hour alone on the day of `begin`, with its date on any other: meetings go on past midnight. */
export const officialClockSince = (begin: number, ms: number): string =>
  localDate(begin) === localDate(ms) ? officialClock(ms) : officialMoment(ms)

/** "45 giây", "3 phút", "3 phút 05 giây", "1 giờ 05 phút". */
export function officialDuration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} giây`
  if (whole < 3600)
    return whole % 60 === 0 ? `${whole / 60} phút` : `${Math.floor(whole / 60)} phút ${two(whole % 60)} giây`
  const minutes = Math.round(whole / 60)
  return minutes % 60 === 0 ? `${minutes / 60} giờ` : `${Math.floor(minutes / 60)} giờ ${two(minutes % 60)} phút`
}
