/** Meetings are held on Vietnamese time, wherever the browser thinks it is. */
const ZONE = 'Asia/Ho_Chi_Minh'

const time = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })
const date = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' })

/** "07:30". Milliseconds since the epoch. */
export const clockTime = (at: number): string => time.format(at)

/** "23/11/2026", as Vietnamese offices write it. */
export const calendarDate = (at: number): string => date.format(at)

export type Day = 'today' | 'tomorrow' | 'other'

/** How `at` stands to the calendar day of `now`. */
export function dayOf(at: number, now: number): Day {
  if (calendarDate(at) === calendarDate(now)) return 'today'
  return calendarDate(at) === calendarDate(now + 86_400_000) ? 'tomorrow' : 'other'
}

/** "1:05:09" or "05:09" of a length in milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3_600)
  return `${hours > 0 ? `${hours}:` : ''}${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}
