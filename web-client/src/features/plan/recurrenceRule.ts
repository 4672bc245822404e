import { weekdayNames } from '@diem-cau/signaling-contract'
import { addDays, fromLocal, localDate, MINUTE_MS, weekday, writtenDate } from '../../time/vietnamTime.ts'

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** A rule as the editor can say it. Every rule that it writes it can read again. */
export interface RecurrenceChoice {
  /** monthlyDay: "ngày 23 hằng tháng"; monthlyWeekday: "thứ Hai tuần thứ tư hằng tháng". */
  readonly every: 'day' | 'weekday' | 'week' | 'monthlyDay' | 'monthlyWeekday'
  /** The number of days, weeks or months between two meetings. */
  readonly interval: number
  /** The days of a weekly series; never empty. */
  readonly days: readonly Weekday[]
  readonly end: { readonly type: 'count'; readonly count: number } | { readonly type: 'until'; readonly date: string }
}

/** The contract's bound. */
export const MAX_MEETINGS = 400

/** The week of the month that a day is in: 1 … 4, or -1 for the last where there is a fifth. */
export function weekOfMonth(date: string): number {
  const week = Math.ceil(Number(date.slice(8)) / 7)
  return week === 5 ? -1 : week
}

const dayOf = (date: string): Weekday => weekdays[weekday(date)] ?? 'MO'

/** Proposes a rule for a meeting on this day: every week, ten times. */
export const proposedRecurrence = (date: string): RecurrenceChoice => ({
  every: 'week',
  interval: 1,
  days: [dayOf(date)],
  end: { type: 'count', count: 10 },
})

/** A series as the form holds it: its rule, and the starts that are left out. */
export interface Repeating {
  readonly rrule: string
  readonly except: readonly number[]
}

/**
 * The series after its first meeting was moved: the day of a weekly one follows as long as it has a single day, days of
 * the month follow, and days that were left out stay left out at the new hour.
 * @param before day of the first meeting until now
 */
export function movedRecurrence(
  series: Repeating,
  before: string,
  { date, start }: { readonly date: string; readonly start: string },
): Repeating {
  const except = series.except.map((at) => fromLocal(localDate(at), start) ?? at)
  const choice = fromRrule(series.rrule, before || date)
  if (!choice || date === '') return { rrule: series.rrule, except }
  const days = choice.every === 'week' && choice.days.length === 1 ? [dayOf(date)] : choice.days
  return { rrule: toRrule({ ...choice, days }, date), except }
}

export type RecurrenceProblem = 'recurrenceDay' | 'recurrenceWorkday' | 'recurrenceUntil'

/** The reason why no series can begin on this day by this rule; null when nothing speaks against it. */
export function recurrenceProblem({ rrule }: Repeating, date: string): RecurrenceProblem | null {
  const choice = date === '' ? null : fromRrule(rrule, date)
  if (!choice) return null
  if (choice.every === 'week' && !choice.days.includes(dayOf(date))) return 'recurrenceDay'
  if (choice.every === 'weekday' && weekday(date) > 4) return 'recurrenceWorkday'
  return choice.end.type === 'until' && choice.end.date < date ? 'recurrenceUntil' : null
}

/** Names the day of the week of "2026-12-01": "thứ Ba". */
export const dayName = (date: string, language: 'vi' | 'en'): string => nameOfDay(dayOf(date), language)

/** Writes the RRULE of RFC 5545, without "RRULE:". `date`: day of the first meeting. */
export function toRrule(choice: RecurrenceChoice, date: string): string {
  const parts: string[] = []
  switch (choice.every) {
    case 'day':
      parts.push('FREQ=DAILY')
      break
    case 'weekday':
      parts.push('FREQ=WEEKLY')
      break
    case 'week':
      parts.push('FREQ=WEEKLY')
      break
    case 'monthlyDay':
    case 'monthlyWeekday':
      parts.push('FREQ=MONTHLY')
      break
    default:
      choice.every satisfies never
  }
  if (choice.interval > 1 && choice.every !== 'weekday') parts.push(`INTERVAL=${choice.interval}`)
  if (choice.every === 'weekday') parts.push('BYDAY=MO,TU,WE,TH,FR')
  if (choice.every === 'week') parts.push(`BYDAY=${weekdays.filter((day) => choice.days.includes(day)).join(',')}`)
  if (choice.every === 'monthlyDay') parts.push(`BYMONTHDAY=${Number(date.slice(8))}`)
  if (choice.every === 'monthlyWeekday') parts.push(`BYDAY=${weekOfMonth(date)}${dayOf(date)}`)
  if (choice.end.type === 'count') parts.push(`COUNT=${choice.end.count}`)
  else {
    const midnight = fromLocal(addDays(choice.end.date, 1), '00:00') ?? 0
    parts.push(`UNTIL=${new Date(midnight - MINUTE_MS).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`)
  }
  return parts.join(';')
}

/**
 * Reads an RRULE. Null for a rule that the editor has no words for: it is shown as it is, and kept.
 * @param date day of the first meeting, from which follows what a rule leaves open
 */
export function fromRrule(rrule: string, date: string): RecurrenceChoice | null {
  const parts = new Map(
    rrule.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']),
  )
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST']
  if ([...parts.keys()].some((name) => !known.includes(name))) return null
  const end = endOf(parts)
  const interval = Number(parts.get('INTERVAL') ?? 1)
  if (!end || !Number.isInteger(interval) || interval < 1) return null
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean)
  const plainDays = days.filter((day): day is Weekday => weekdays.some((known) => known === day))
  const onMonthDay = parts.has('BYMONTHDAY')
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return days.length === 0 && !onMonthDay ? { every: 'day', interval, days: ['MO'], end } : null
    case 'WEEKLY':
      if (plainDays.length !== days.length || onMonthDay) return null
      if (plainDays.length === 0) return { every: 'week', interval, days: [dayOf(date)], end }
      return interval === 1 && plainDays.toSorted().join() === 'FR,MO,TH,TU,WE'
        ? { every: 'weekday', interval, days: ['MO'], end }
        : { every: 'week', interval, days: weekdays.filter((day) => plainDays.includes(day)), end }
    case 'MONTHLY':
      if (days.length === 0) return { every: 'monthlyDay', interval, days: ['MO'], end }
      return days.length === 1 && /^(-1|[1-4])[A-Z]{2}$/.test(days[0] ?? '') && !onMonthDay
        ? { every: 'monthlyWeekday', interval, days: ['MO'], end }
        : null
    default:
      return null
  }
}

function endOf(parts: ReadonlyMap<string, string>): RecurrenceChoice['end'] | null {
  const count = Number(parts.get('COUNT'))
  if (parts.has('COUNT')) return Number.isInteger(count) && count > 0 ? { type: 'count', count } : null
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(parts.get('UNTIL') ?? '')
  if (!match) return null
  const [, year = '', month = '', day = '', hour = '00', minute = '00'] = match
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
  return Number.isNaN(at)
    ? null
    : { type: 'until', date: match[4] === undefined ? `${year}-${month}-${day}` : localDate(at) }
}

const nameOfDay = (day: Weekday, language: 'vi' | 'en') => weekdayNames[language][weekdays.indexOf(day)] ?? ''
const weeks: Record<'vi' | 'en', Record<number, string>> = {
  vi: { 1: 'đầu tiên', 2: 'thứ hai', 3: 'thứ ba', 4: 'thứ tư', [-1]: 'cuối cùng' },
  en: { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' },
}

/** Says a series in words: "Hằng tuần vào thứ Hai, thứ Năm, đến hết ngày 31/12/2026". */
export function recurrenceWords(choice: RecurrenceChoice, date: string, language: 'vi' | 'en'): string {
  const list = (days: readonly Weekday[]) =>
    weekdays
      .filter((day) => days.includes(day))
      .map((day) => nameOfDay(day, language))
      .join(', ')
  const { interval: n, end } = choice
  const vi = language === 'vi'
  const every = (unit: string, units: string) =>
    vi ? (n === 1 ? `Hằng ${unit}` : `${n} ${unit} một lần`) : n === 1 ? `Every ${unit}` : `Every ${n} ${units}`
  const rhythm = (): string => {
    switch (choice.every) {
      case 'day':
        return vi ? every('ngày', '') : every('day', 'days')
      case 'weekday':
        return vi ? 'Các ngày làm việc (thứ Hai đến thứ Sáu)' : 'On working days (Monday to Friday)'
      case 'week':
        return vi
          ? `${every('tuần', '')} vào ${list(choice.days)}`
          : `${every('week', 'weeks')} on ${list(choice.days)}`
      case 'monthlyDay':
        return vi
          ? `${every('tháng', '')} vào ngày ${Number(date.slice(8))}`
          : `${every('month', 'months')} on day ${Number(date.slice(8))}`
      case 'monthlyWeekday': {
        const day = nameOfDay(dayOf(date), language)
        const week = weeks[language][weekOfMonth(date)] ?? ''
        return vi ? `${every('tháng', '')} vào ${day} ${week}` : `${every('month', 'months')} on the ${week} ${day}`
      }
      default:
        return choice.every satisfies never
    }
  }
  const until =
    end.type === 'count'
      ? vi
        ? `${end.count} buổi`
        : `${end.count} meetings`
      : vi
        ? `đến hết ngày ${writtenDate(end.date)}`
        : `until ${writtenDate(end.date)}`
  return `${rhythm()}, ${until}`
}
