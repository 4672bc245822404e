/**
 * Times as Vietnamese officials write them (Decree 30/2020, appendix II): in Asia/Ho_Chi_Minh, UTC+7 since 1975. Instants are
 * milliseconds since the epoch.
 */
const OFFSET_MS = 7 * 60 * 60_000

const two = (value: number) => String(value).padStart(2, '0')

/** "08 giờ 30"; on the hour "08 giờ 00": nobody can put a digit there. */
export function officialClock(ms: number): string {
  const local = new Date(ms + OFFSET_MS)
  return `${two(local.getUTCHours())} giờ ${two(local.getUTCMinutes())}`
}

/** "ngày 25 tháng 11 năm 2026": days below 10 and the months 1 and 2 have a 0 in front. */
export function officialDate(ms: number): string {
  const local = new Date(ms + OFFSET_MS)
  const month = local.getUTCMonth() + 1
  return `ngày ${two(local.getUTCDate())} tháng ${month <= 2 ? two(month) : month} năm ${local.getUTCFullYear()}`
}

/** "2026-11-25" */
export const officialIsoDay = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10)

/** The same of a day, "2026-11-25". */
export const officialDay = (localDate: string): string => officialDate(Date.parse(`${localDate}T00:00:00Z`) - OFFSET_MS)

/** "08 giờ 30, ngày 25 tháng 11 năm 2026" */
export const officialMoment = (ms: number): string => `${officialClock(ms)}, ${officialDate(ms)}`

/** The hour alone on the day of `begin`, with its date on any other: meetings go on past midnight. */
export const officialClockSince = (begin: number, ms: number): string => (officialDate(begin) === officialDate(ms) ? officialClock(ms) : officialMoment(ms))

/** "45 giây", "3 phút", "3 phút 05 giây", "1 giờ 05 phút". */
export function officialDuration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} giây`
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} phút` : `${Math.floor(whole / 60)} phút ${two(whole % 60)} giây`
  const minutes = Math.round(whole / 60)
  return minutes % 60 === 0 ? `${minutes / 60} giờ` : `${Math.floor(minutes / 60)} giờ ${two(minutes % 60)} phút`
}
