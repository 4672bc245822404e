import { localDate, localTime, weekday, writtenDate } from './vietnamTime.ts'

const days = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** "Thứ Hai" of "2026-11-23". */
export const weekdayText = (date: string, language: string): string => days[language === 'en' ? 'en' : 'vi'][weekday(date)] ?? ''

/** "Thứ Hai, 23/11/2026" of "2026-11-23". */
export const dayText = (date: string, language: string): string => `${weekdayText(date, language)}, ${writtenDate(date)}`

/** "07:30 – 09:00, Thứ Hai, 23/11/2026"; with both days when it ends on another one. */
export function whenText(startsAt: number, endsAt: number, language: string): string {
  const [first, last] = [localDate(startsAt), localDate(endsAt)]
  return first === last
    ? `${localTime(startsAt)} – ${localTime(endsAt)}, ${dayText(first, language)}`
    : `${localTime(startsAt)} ${dayText(first, language)} – ${localTime(endsAt)} ${dayText(last, language)}`
}

/** "07:30, 23/11/2026" */
export const momentText = (at: number): string => `${localTime(at)}, ${writtenDate(localDate(at))}`

/** "1,4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0).replace('.', ',')} MB`
}
