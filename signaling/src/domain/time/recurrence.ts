import { isScheduleTime } from '@diem-cau/signaling-contract/office'
import { DAY_MS, fromWallClock, localDate, MeetingError, startOfDay, TIME_ZONE } from '@diem-cau/signaling-contract'
import { RRuleTemporal } from 'rrule-temporal'
import { toICalendarLocal } from './iCalendarTime.ts'

export const MAX_OCCURRENCES = 400
/** Two years, of which one may be a leap year. */
export const MAX_SPAN_MS = 731 * DAY_MS

/** So many periods are enough for every day of the longest series; a rule that needs more never comes true, like the 30th of February. */
const MAX_PERIODS = 1000

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
/** The hour comes from the start: a meeting is not held twice a day by one rule. */
const parts = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTH',
  'BYMONTHDAY',
  'BYSETPOS',
  'BYYEARDAY',
  'BYWEEKNO',
  'WKST',
]

/** A rule of RFC 5545 whose parts are known to be sound, with COUNT or UNTIL. */
type Rule = Map<string, string>

type Cause = 'invalidRecurrence' | 'recurrenceDay' | 'recurrenceTooLong' | 'recurrenceEmpty'

function invalid(why: string, cause: Cause = 'invalidRecurrence'): MeetingError {
  return new MeetingError(cause, why, { field: 'recurrence.rrule' })
}

/**
 * The rule as it is kept: in capitals, UNTIL in UTC (a date stands for the whole of that day in Vietnam).
 * @throws MeetingError `invalidRecurrence` for what is no rule, has no end, or has parts that have no use here
 */
export function normalRule(rrule: string): string {
  return writeRule(readRule(rrule))
}

/**
 * The starts that the rule gives, the first one first.
 * @param startsAt of the first meeting; the rule must give it
 * @throws MeetingError `invalidRecurrence`; `recurrenceDay` when the first meeting is on no day of the rule,
 *   `recurrenceTooLong` for more than 400 meetings or two years, `recurrenceEmpty` for none
 */
export function startsOf(rrule: string, startsAt: number): number[] {
  const rule = readRule(rrule)
  const starts = expanded(rule, startsAt)
  if (starts.length === 0) throw invalid('no meeting comes of this rule', 'recurrenceEmpty')
  if (starts[0] !== startsAt) throw invalid('the first meeting is not on a day of the rule', 'recurrenceDay')
  if (starts.length > MAX_OCCURRENCES) throw invalid(`more than ${MAX_OCCURRENCES} meetings`, 'recurrenceTooLong')
  if ((starts.at(-1) ?? startsAt) - startsAt > MAX_SPAN_MS) throw invalid('longer than two years', 'recurrenceTooLong')
  return [...starts]
}

/**
 * The starts of a series as it is planned: those of its rule, without the days that were taken out.
 * @throws MeetingError as {@link startsOf}
 */
export function plannedStarts(
  { rrule, except }: { readonly rrule: string; readonly except: readonly number[] },
  startsAt: number,
): number[] {
  return startsOf(normalRule(rrule), startsAt).filter((start) => !except.includes(start))
}

/** A plan is asked about several times before it is saved, and 400 meetings take 60 ms of computing. */
const REMEMBERED = 200
const remembered = new Map<string, readonly number[]>()

function expanded(rule: Rule, startsAt: number): readonly number[] {
  const key = `${startsAt} ${writeRule(rule)}`
  const starts = remembered.get(key) ?? expand(rule, startsAt)
  // The rule is moved to the end, so that the first is the one longest not asked for.
  remembered.delete(key)
  remembered.set(key, starts)
  const oldest = remembered.keys().next()
  if (remembered.size > REMEMBERED && !oldest.done) remembered.delete(oldest.value)
  return starts
}

/**
 * The starts of a series that is on record, 400 at most, without asking whether it may be planned: its rule may be what a
 * change left of it.
 */
export function recordedStarts(rrule: string, startsAt: number): number[] {
  return expand(readRule(rrule), startsAt).slice(0, MAX_OCCURRENCES)
}

/** The same rule, ending before an occurrence. */
export function endedBefore(rrule: string, at: number): string {
  const rule = readRule(rrule)
  rule.delete('COUNT')
  rule.set('UNTIL', utc(at - 1000))
  return writeRule(rule)
}

/** The rest of a rule from one of its occurrences on. @param done how many came before */
export function restAfter(rrule: string, done: number): string {
  const rule = readRule(rrule)
  const count = rule.get('COUNT')
  if (count !== undefined) rule.set('COUNT', String(Math.max(1, Number(count) - done)))
  return writeRule(rule)
}

/**
 * The rule for a series that was moved as a whole: weekly on Mondays becomes weekly on Tuesdays. What cannot be
 * moved so stays as it is, and then does not give the new start.
 */
export function movedRule(rrule: string, from: number, to: number): string {
  const rule = readRule(rrule)
  const until = rule.get('UNTIL')
  if (until !== undefined) rule.set('UNTIL', utc(fromUtc(until) + to - from))
  const days = Math.round((startOfDay(localDate(to)) - startOfDay(localDate(from))) / DAY_MS)
  if (days !== 0) moveDays(rule, from, to, days)
  return writeRule(rule)
}

function moveDays(rule: Rule, from: number, to: number, days: number): void {
  const [before, after] = [dayOf(from), dayOf(to)]
  const byDay = rule.get('BYDAY')
  if (byDay !== undefined && /^[A-Z,]+$/.test(byDay) && rule.get('FREQ') === 'WEEKLY') {
    rule.set(
      'BYDAY',
      byDay
        .split(',')
        .map((day) => weekdays[(((weekdays.indexOf(day) + days) % 7) + 7) % 7] ?? day)
        .join(','),
    )
    return
  }
  const nth = /^(-?\d+)([A-Z]{2})$/.exec(byDay ?? '')
  if (nth) {
    const last = nth[1] === '-1' && after.daysLeft < 7
    rule.set('BYDAY', `${last ? -1 : Math.ceil(after.day / 7)}${weekdays[after.weekday] ?? ''}`)
  }
  if (rule.get('BYMONTHDAY') === String(before.day)) rule.set('BYMONTHDAY', String(after.day))
  if (rule.get('BYMONTHDAY') === '-1' && after.daysLeft !== 0) rule.set('BYMONTHDAY', String(after.day))
  if (rule.get('BYMONTH') === String(before.month)) rule.set('BYMONTH', String(after.month))
}

function dayOf(ms: number): { day: number; month: number; weekday: number; daysLeft: number } {
  const date = new Date(`${localDate(ms)}T00:00:00Z`)
  const day = date.getUTCDate()
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return { day, month: date.getUTCMonth() + 1, weekday: date.getUTCDay(), daysLeft: length - day }
}

/** The list has one more than may be, so that too many are seen; nothing later than two years after the start but the first such. */
function expand(rule: Rule, startsAt: number): number[] {
  if (!isScheduleTime(startsAt)) throw new MeetingError('invalidTime', 'no such time', { field: 'startsAt' })
  const fraction = startsAt % 1000
  const starts: number[] = []
  try {
    const library = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${TIME_ZONE}:${toICalendarLocal(startsAt - fraction)}\nRRULE:${writeRule(rule)}`,
      strict: true,
      maxIterations: MAX_PERIODS,
      cache: false,
    })
    library.all((start) => {
      if (starts.length > MAX_OCCURRENCES || (starts.at(-1) ?? startsAt) - startsAt > MAX_SPAN_MS) return false
      starts.push(start.epochMilliseconds + fraction)
      return true
    })
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'no rule')
  }
  return starts
}

function readRule(text: string): Rule {
  const rule: Rule = new Map()
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = '', ...more] = part.split('=')
    if (!parts.includes(name)) throw invalid(`"${name}" has no use here`)
    if (rule.has(name) || more.length > 0 || !/^[A-Z0-9,+-]+$/.test(value))
      throw invalid(`${name} is not as RFC 5545 says`)
    rule.set(name, value)
  }
  const [count, until] = [rule.get('COUNT'), rule.get('UNTIL')]
  if (!frequencies.includes(rule.get('FREQ') ?? '')) throw invalid('FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY')
  if ((count === undefined) === (until === undefined)) throw invalid('either COUNT or UNTIL must say where it ends')
  if (count !== undefined && !inRange(count, MAX_OCCURRENCES)) {
    throw invalid(
      `COUNT must be 1 to ${MAX_OCCURRENCES}`,
      Number(count) > MAX_OCCURRENCES ? 'recurrenceTooLong' : 'invalidRecurrence',
    )
  }
  if (!inRange(rule.get('INTERVAL') ?? '1', 1000)) throw invalid('INTERVAL must be 1 to 1000')
  if (until !== undefined) rule.set('UNTIL', utc(fromUntil(until)))
  return rule
}

function writeRule(rule: Rule): string {
  return [...rule].map(([name, value]) => `${name}=${value}`).join(';')
}

function inRange(digits: string, max: number): boolean {
  return /^\d{1,4}$/.test(digits) && Number(digits) >= 1 && Number(digits) <= max
}

/** The last instant that UNTIL allows. */
function fromUntil(until: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(until)
  if (!match) throw invalid('UNTIL is no date')
  if (match[7] === 'Z') return fromUtc(until)
  const [year, month, day, hour = 23, minute = 59, second = 59] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const at = fromWallClock(year ?? 0, (month ?? 0) - 1, day ?? 0, hour, minute, second)
  if (
    toICalendarLocal(at) !==
    `${match[1]}${match[2]}${match[3]}T${match[4] ?? '23'}${match[5] ?? '59'}${match[6] ?? '59'}`
  )
    throw invalid('UNTIL is a day that does not exist')
  return at
}

function fromUtc(text: string): number {
  const at = Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(at) || utc(at) !== text) throw invalid('UNTIL is a time that does not exist')
  return at
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
