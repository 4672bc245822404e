import { weekdayNames } from '@diem-cau/signaling-contract'
import { localDate, localTime, weekday, writtenDate } from './vietnamTime.ts'

/** Names the day of the week of "2026-11-23": "Thứ Hai". */
export function weekdayText(date: string, language: string): string {
  const name = weekdayNames[language === 'en' ? 'en' : 'vi'][weekday(date)] ?? ''
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
}

/** Writes "2026-11-23" as "Thứ Hai, 23/11/2026". */
export const dayText = (date: string, language: string): string =>
  `${weekdayText(date, language)}, ${writtenDate(date)}`

/** Writes "07:30 – 09:00, Thứ Hai, 23/11/2026"; with both days when it ends on another one. */
export function whenText(startsAt: number, endsAt: number, language: string): string {
  const [first, last] = [localDate(startsAt), localDate(endsAt)]
  return first === last
    ? `${localTime(startsAt)} – ${localTime(endsAt)}, ${dayText(first, language)}`
    : `${localTime(startsAt)} ${dayText(first, language)} – ${localTime(endsAt)} ${dayText(last, language)}`
}

/** Writes a moment as "07:30, 23/11/2026". */
export const momentText = (at: number): string => `${localTime(at)}, ${writtenDate(localDate(at))}`

/** Writes a number of bytes as "1,4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0).replace('.', ',')} MB`
}
