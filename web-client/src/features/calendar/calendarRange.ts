import { addDays, weekday, writtenDate } from '../../time/vietnamTime.ts'

export const calendarViews = ['month', 'week', 'list'] as const
export type CalendarView = (typeof calendarViews)[number]

/**
 * The first and last day that a view shows around a day, and the range that the server is asked for. Days as
 * "2026-11-23".
 */
export function rangeOf(view: CalendarView, date: string): { from: string; to: string } {
  switch (view) {
    case 'week': {
      const from = addDays(date, -weekday(date))
      return { from, to: addDays(from, 6) }
    }
    case 'month': {
      const { from: first, to: last } = monthOf(date)
      return { from: addDays(first, -weekday(first)), to: addDays(last, 6 - weekday(last)) }
    }
    case 'list':
      return monthOf(date)
    default:
      return view satisfies never
  }
}

function monthOf(date: string): { from: string; to: string } {
  const from = `${date.slice(0, 7)}-01`
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) }
}

/** Finds the day to show after "previous" (-1) or "next" (1). */
export function turned(view: CalendarView, date: string, by: -1 | 1): string {
  if (view === 'week') return addDays(date, 7 * by)
  const { from, to } = monthOf(date)
  return by === 1 ? addDays(to, 1) : `${addDays(from, -1).slice(0, 7)}-01`
}

/** Names a range: "Tháng 11 năm 2026", "23/11 – 29/11/2026". */
export function rangeTitle(view: CalendarView, date: string, language: string): string {
  if (view === 'week') {
    const { from, to } = rangeOf('week', date)
    return `${writtenDate(from).slice(0, from.slice(0, 4) === to.slice(0, 4) ? 5 : 10)} – ${writtenDate(to)}`
  }
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))]
  return language === 'en'
    ? new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${date}T00:00:00Z`),
      )
    : `Tháng ${month} năm ${year}`
}
