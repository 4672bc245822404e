import { addDays, DAY_MS, fromWallClock, localDate, MeetingError } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endedBefore, MAX_OCCURRENCES, MAX_SPAN_MS, movedRule, normalRule, restAfter, startsOf } from './recurrence.ts'

/** 07:30 in Ho Chi Minh City, which is the day before in UTC's morning hours. */
const at = (date: string, hour = 7, minute = 30) => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return fromWallClock(year, month - 1, day, hour, minute)
}
const days = (rrule: string, start: string) => startsOf(rrule, at(start)).map(localDate)
const refusal = (rrule: string, start = '2026-11-23') => {
  try {
    startsOf(rrule, at(start))
    return null
  } catch (error) {
    return error instanceof MeetingError ? error.code : error
  }
}

test('the 31st is left out in months that have none', () => {
  expect(days('FREQ=MONTHLY;COUNT=4', '2026-01-31')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'])
  expect(days('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '2027-12-31')).toEqual(['2027-12-31', '2028-01-31', '2028-02-29'])
})

test('the first Monday of the month, the last Friday', () => {
  expect(days('FREQ=MONTHLY;BYDAY=1MO;COUNT=4', '2026-12-07')).toEqual([
    '2026-12-07',
    '2027-01-04',
    '2027-02-01',
    '2027-03-01',
  ])
  expect(days('FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', '2026-11-27')).toEqual(['2026-11-27', '2026-12-25', '2027-01-29'])
})

test('weekly on several days, every second week', () => {
  expect(days('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4', '2026-11-23')).toEqual([
    '2026-11-23',
    '2026-11-26',
    '2026-11-30',
    '2026-12-03',
  ])
  expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4', '2026-11-23')).toEqual([
    '2026-11-23',
    '2026-11-26',
    '2026-12-07',
    '2026-12-10',
  ])
})

test('weekdays are those of Ho Chi Minh City: 06:00 on Monday is still Sunday in UTC', () => {
  expect(startsOf('FREQ=WEEKLY;BYDAY=MO;COUNT=2', at('2026-11-23', 6, 0))).toEqual([
    at('2026-11-23', 6, 0),
    at('2026-11-30', 6, 0),
  ])
})

test('UNTIL is inclusive: the very instant, and the whole day when it is a date', () => {
  expect(days('FREQ=DAILY;UNTIL=20261125T003000Z', '2026-11-23')).toHaveLength(3)
  expect(days('FREQ=DAILY;UNTIL=20261125T002959Z', '2026-11-23')).toHaveLength(2)
  expect(days('FREQ=DAILY;UNTIL=20261125', '2026-11-23')).toHaveLength(3)
  expect(days('FREQ=DAILY;UNTIL=20261125T073000', '2026-11-23')).toHaveLength(3)
})

test('leap years', () => {
  expect(days('FREQ=DAILY;COUNT=3', '2028-02-28')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  expect(days('FREQ=DAILY;COUNT=2', '2027-02-28')).toEqual(['2027-02-28', '2027-03-01'])
})

test.for([
  ['without end', 'FREQ=WEEKLY'],
  ['with two ends', 'FREQ=WEEKLY;COUNT=3;UNTIL=20270101'],
  ['longer than two years', 'FREQ=MONTHLY;COUNT=30', 'recurrenceTooLong'],
  ['more than 400 meetings', 'FREQ=DAILY;UNTIL=20280101', 'recurrenceTooLong'],
  ['a count beyond', 'FREQ=DAILY;COUNT=401', 'recurrenceTooLong'],
  ['no meeting at all', 'FREQ=DAILY;COUNT=0'],
  ['ends before it starts', 'FREQ=DAILY;UNTIL=20261122', 'recurrenceEmpty'],
  ['a day that never comes', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3'],
  ['a day that never comes, looked for daily', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3'],
  ['an end that does not exist', 'FREQ=DAILY;UNTIL=20270230'],
  ['an instant that does not exist', 'FREQ=DAILY;UNTIL=20270230T000000Z'],
  ['a first meeting that is not of the rule', 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', 'recurrenceDay'],
  ['every hour', 'FREQ=HOURLY;COUNT=3'],
  ['several times a day', 'FREQ=DAILY;BYHOUR=7,9;COUNT=4'],
  ['a weekday that is none', 'FREQ=WEEKLY;BYDAY=XX;COUNT=3'],
  ['a number where the week has none', 'FREQ=WEEKLY;BYDAY=1MO;COUNT=3'],
  ['an interval of nothing', 'FREQ=WEEKLY;INTERVAL=0;COUNT=3'],
  ['said twice', 'FREQ=WEEKLY;FREQ=DAILY;COUNT=3'],
  ['another line in it', 'FREQ=WEEKLY;COUNT=3\nEXDATE:20261130T073000'],
  ['nothing', ''],
  ['markup', '<script>alert(1)</script>'],
])('refused with its one cause: %s', ([, rrule, cause = 'invalidRecurrence']) => {
  expect(refusal(rrule ?? '')).toBe(cause)
})

const date = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2026-01-01', n))
const rule = fc.record({
  freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
  interval: fc.integer({ min: 1, max: 3 }),
  count: fc.integer({ min: 1, max: 12 }),
})
const written = ({ freq, interval, count }: { freq: string; interval: number; count: number }) =>
  `FREQ=${freq};INTERVAL=${interval};COUNT=${count}`

test('starts ascend, are at the same hour, on days that the rule means, and as many as it counts', () => {
  fc.assert(
    fc.property(date, rule, (start, parts) => {
      // Months that lack the day make a long rule longer than two years.
      if (parts.freq === 'MONTHLY' && Number(start.slice(8)) > 28) return
      if (parts.freq === 'MONTHLY' && parts.interval * parts.count > 24) return
      const starts = startsOf(written(parts), at(start))
      expect(starts).toHaveLength(parts.count)
      expect(starts[0]).toBe(at(start))
      starts.forEach((start_, i) => {
        expect(start_).toBe(at(localDate(start_)))
        const before = starts[i - 1]
        if (before === undefined) return
        if (parts.freq === 'MONTHLY') expect(localDate(start_).slice(8)).toBe(start.slice(8))
        else expect(start_ - before).toBe(parts.interval * (parts.freq === 'WEEKLY' ? 7 : 1) * DAY_MS)
      })
      expect((starts.at(-1) ?? 0) - at(start)).toBeLessThanOrEqual(MAX_SPAN_MS)
      expect(starts.length).toBeLessThanOrEqual(MAX_OCCURRENCES)
    }),
    { numRuns: 40 },
  )
})

test('a series that is split gives the same meetings as before', () => {
  fc.assert(
    fc.property(date, rule, fc.nat(), (start, parts, n) => {
      if (parts.freq === 'MONTHLY' && (Number(start.slice(8)) > 28 || parts.interval * parts.count > 24)) return
      const all = startsOf(written(parts), at(start))
      const index = n % all.length
      const split = all[index] ?? 0
      const first = index === 0 ? [] : startsOf(endedBefore(written(parts), split), at(start))
      expect([...first, ...startsOf(restAfter(written(parts), index), split)]).toEqual(all)
    }),
    { numRuns: 30 },
  )
})

test('a series that is moved keeps its rhythm and its number', () => {
  const moved = (rrule: string, from: string, to: string) => days(movedRule(rrule, at(from), at(to)), to)
  expect(moved('FREQ=WEEKLY;BYDAY=MO;COUNT=3', '2026-11-23', '2026-11-24')).toEqual([
    '2026-11-24',
    '2026-12-01',
    '2026-12-08',
  ])
  expect(moved('FREQ=WEEKLY;BYDAY=SU,MO;COUNT=4', '2026-11-23', '2026-11-22')).toEqual([
    '2026-11-22',
    '2026-11-28',
    '2026-11-29',
    '2026-12-05',
  ])
  expect(moved('FREQ=MONTHLY;BYMONTHDAY=23;COUNT=2', '2026-11-23', '2026-11-25')).toEqual(['2026-11-25', '2026-12-25'])
  expect(moved('FREQ=MONTHLY;BYDAY=4MO;COUNT=2', '2026-11-23', '2026-11-25')).toEqual(['2026-11-25', '2026-12-23'])
  expect(moved('FREQ=DAILY;UNTIL=20261125T003000Z', '2026-11-23', '2026-11-24')).toEqual([
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ])
  const later = movedRule('FREQ=DAILY;UNTIL=20261125T003000Z', at('2026-11-23'), at('2026-11-23', 14, 0))
  expect(startsOf(later, at('2026-11-23', 14, 0)), 'later in the day: the last one stays').toHaveLength(3)
})

test('a rule is kept in one form', () => {
  expect(normalRule(' rrule:freq=weekly;byday=mo;until=20261231 ')).toBe('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T165959Z')
})
