/**
 * Time as the office lives by it: Asia/Ho_Chi_Minh, UTC+7 since 1975, without summer time. Both sides reckon with these and
 * with no others. Instants are milliseconds since the epoch, days are "2026-11-23".
 */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh'
export const DAY_MS = 86_400_000
const OFFSET_MS = 7 * 3_600_000

/** The names as they stand within a sentence; the week begins on Monday. */
export const weekdayNames = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

/** A date whose UTC fields are those of the wall clock in Vietnam. */
export const wallClock = (ms: number): Date => new Date(ms + OFFSET_MS)

/** "2026-11-23": the day that it is in Vietnam. @throws RangeError for no instant */
export const localDate = (ms: number): string => wallClock(ms).toISOString().slice(0, 10)

/** "07:30" in Vietnam. @throws RangeError for no instant */
export const localTime = (ms: number): string => wallClock(ms).toISOString().slice(11, 16)

/** "2026-11-23 07:30:15" in Vietnam. @throws RangeError for no instant */
export const localSeconds = (ms: number): string => wallClock(ms).toISOString().slice(0, 19).replace('T', ' ')

/** The moment of a day and a time ("07:30") in Vietnam; null when there is no such day or time. */
export function fromLocal(date: string, time: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const at = Date.parse(`${date}T${time}:00Z`)
  // Date.parse takes the 31st of February for a day in March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at - OFFSET_MS
}

/** The instant of a wall clock, whose fields are as in Date.UTC: month counts from 0. */
export const fromWallClock = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number =>
  Date.UTC(year, month, day, hour, minute, second) - OFFSET_MS

/** Midnight at the beginning of the day. @throws RangeError for a day that does not exist, "2026-02-30" */
export function startOfDay(date: string): number {
  const at = fromLocal(date, '00:00')
  if (at === null) throw new RangeError(`no such day: ${date}`)
  return at
}

/** The date that many days later; negative: earlier. @throws RangeError for a day that does not exist */
export const addDays = (date: string, days: number): string => localDate(startOfDay(date) + days * DAY_MS)

/** 0 = Monday … 6 = Sunday, as a Vietnamese week runs. */
export const weekday = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

/** "23/11/2026" of "2026-11-23". */
export const writtenDate = (date: string): string => date.split('-').toReversed().join('/')
