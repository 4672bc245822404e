import { fromLocal } from '@diem-cau/signaling-contract'

export { addDays, fromLocal, localDate, localTime, weekday, writtenDate } from '@diem-cau/signaling-contract'

export const MINUTE_MS = 60_000

const pad = (n: number) => String(n).padStart(2, '0')

/**
 * Reads a day that a person typed ("23/11/2026", "23/11", "23-11-26", "231126") as "2026-11-23"; null when it is none.
 */
export function readDate(text: string, today: string): string | null {
  const parts = /^\d{6}$|^\d{8}$/.test(text.trim())
    ? [text.trim().slice(0, 2), text.trim().slice(2, 4), text.trim().slice(4)]
    : text.trim().split(/[/.\-\s]+/)
  const [day, month, year = today.slice(0, 4)] = parts
  if (day === undefined || month === undefined || parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part)))
    return null
  const date = `${year.length === 2 ? `20${year}` : year}-${pad(Number(month))}-${pad(Number(day))}`
  return fromLocal(date, '00:00') === null ? null : date
}

/** Reads a time that a person typed ("7:30", "730", "7h30", "7", "7 giờ 30") as "07:30"; null when it is none. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?:\s*(?:[:.h]|giờ|g)\s*(\d{1,2})?\s*(?:phút|p)?|(\d{2}))?$/i.exec(text.trim())
  if (!match) return null
  const hours = Number(match[1])
  const minutes = Number(match[2] ?? match[3] ?? 0)
  return hours < 24 && minutes < 60 ? `${pad(hours)}:${pad(minutes)}` : null
}
