/**
 * Time as the office lives by it: Asia/Ho_Chi_Minh, UTC+7 since 1975, without summer time. Instants are
 * milliseconds since the epoch, days are "2026-11-23".
 */
const OFFSET_MS = 7 * 60 * 60_000
export const DAY_MS = 24 * 60 * 60_000

/** The times that a schedule may hold: the years 2000 to 2199, so that every one of them has a date of four digits. */
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)

const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const

/** Whether it is an instant that a schedule may hold. */
export function isScheduleTime(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms >= EARLIEST && ms < LATEST
}

/** A date whose UTC fields are the local ones. */
function local(ms: number): Date {
  return new Date(ms + OFFSET_MS)
}

/** The day that it is there. @throws RangeError for no instant */
export function toLocalDate(ms: number): string {
  return local(ms).toISOString().slice(0, 10)
}

/** Midnight at the beginning of the day. @throws RangeError for a day that does not exist, "2026-02-30" */
export function startOfDay(localDate: string): number {
  const utc = Date.parse(`${localDate}T00:00:00Z`)
  // Date.parse takes the 30th of February for the 2nd of March.
  if (!Number.isSafeInteger(utc) || new Date(utc).toISOString().slice(0, 10) !== localDate) {
    throw new RangeError(`no such day: ${localDate}`)
  }
  return utc - OFFSET_MS
}

/** That many days later; negative: earlier. */
export function addDays(localDate: string, days: number): string {
  return toLocalDate(startOfDay(localDate) + days * DAY_MS)
}

/** The instant of a wall clock, whose fields are as in Date.UTC: month counts from 0. */
export function fromLocal(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  return Date.UTC(year, month, day, hour, minute, second) - OFFSET_MS
}

/** "20261123T073000": an iCalendar DATE-TIME of the wall clock, without its zone. */
export function toICalendarLocal(ms: number): string {
  return local(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
}

/** "thứ Hai, ngày 23 tháng 11 năm 2026" */
export function formatDateVi(ms: number): string {
  const date = local(ms)
  return `${weekdays[date.getUTCDay()] ?? ''}, ngày ${officialNumber(date.getUTCDate(), 9)} tháng ${officialNumber(date.getUTCMonth() + 1, 2)} năm ${date.getUTCFullYear()}`
}

/** "23/11/2026" */
export function formatDayVi(ms: number): string {
  return toLocalDate(ms).split('-').toReversed().join('/')
}

/** Decree 30/2020: days below 10 and the months 1 and 2 have a 0 in front, so that nobody puts a digit there. */
function officialNumber(value: number, paddedTo: number): string {
  return value <= paddedTo ? `0${value}` : String(value)
}

/** `spoken`: "7 giờ 30 phút", "14 giờ"; `clock`: "07:30". */
export function formatTimeVi(ms: number, style: 'spoken' | 'clock' = 'spoken'): string {
  const date = local(ms)
  const [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()]
  if (style === 'clock') return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return minute === 0 ? `${hour} giờ` : `${hour} giờ ${String(minute).padStart(2, '0')} phút`
}
