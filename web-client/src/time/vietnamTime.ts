/** Vietnam is UTC+7 without summer time, in milliseconds. */
const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 86_400_000
export const MINUTE_MS = 60_000

const pad = (n: number) => String(n).padStart(2, '0')

/** "2026-11-23": the day in Vietnam. `at`: milliseconds since the epoch, as everywhere here. */
export const localDate = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10)

/** "07:30" in Vietnam. */
export const localTime = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(11, 16)

/** The moment of a day and a time in Vietnam; null when there is no such day or time. */
export function fromLocal(date: string, time: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const at = Date.parse(`${date}T${time}:00Z`)
  // Date.parse takes the 31st of February for a day in March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at - OFFSET_MS
}

/** The day so many days later. */
export const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** 0 = Monday … 6 = Sunday, as a Vietnamese week runs. */
export const weekday = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

/** "23/11/2026" of "2026-11-23". */
export function writtenDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${day}/${month}/${year}`
}

/** "2026-11-23" of what a person types: "23/11/2026", "23/11", "23-11-26", "231126"; null when it is no day. */
export function readDate(text: string, today: string): string | null {
  const parts = /^\d{6}$|^\d{8}$/.test(text.trim())
    ? [text.trim().slice(0, 2), text.trim().slice(2, 4), text.trim().slice(4)]
    : text.trim().split(/[/.\-\s]+/)
  const [day, month, year = today.slice(0, 4)] = parts
  if (day === undefined || month === undefined || parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null
  const date = `${year.length === 2 ? `20${year}` : year}-${pad(Number(month))}-${pad(Number(day))}`
  return fromLocal(date, '00:00') === null ? null : date
}

/** "07:30" of what a person types: "7:30", "730", "7h30", "7", "7 giờ 30"; null when it is no time. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?:\s*(?:[:.h]|giờ|g)\s*(\d{1,2})?\s*(?:phút|p)?|(\d{2}))?$/i.exec(text.trim())
  if (!match) return null
  const hours = Number(match[1])
  const minutes = Number(match[2] ?? match[3] ?? 0)
  return hours < 24 && minutes < 60 ? `${pad(hours)}:${pad(minutes)}` : null
}
