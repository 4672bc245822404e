import { Recurrence } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, fromLocal } from '../../time/vietnamTime.ts'
import {
  fromRrule,
  movedRecurrence,
  recurrenceProblem,
  recurrenceWords,
  toRrule,
  weekdays,
  weekOfMonth,
  type RecurrenceChoice,
} from './recurrenceRule.ts'

const dates = fc.nat(3_000).map((days) => addDays('2026-01-01', days))
const choices: fc.Arbitrary<RecurrenceChoice> = fc.record({
  every: fc.constantFrom('day', 'weekday', 'week', 'monthlyDay', 'monthlyWeekday'),
  interval: fc.integer({ min: 1, max: 12 }),
  days: fc.subarray([...weekdays], { minLength: 1 }),
  end: fc.oneof(
    fc.integer({ min: 1, max: 400 }).map((count): RecurrenceChoice['end'] => ({ type: 'count', count })),
    dates.map((date): RecurrenceChoice['end'] => ({ type: 'until', date })),
  ),
})

test('a rule that was written is read again as the same rule', () => {
  fc.assert(
    fc.property(choices, dates, (choice, date) => {
      const rrule = toRrule(choice, date)
      const read = fromRrule(rrule, date)
      expect(read).not.toBeNull()
      expect(read && toRrule(read, date)).toBe(rrule)
      expect(Recurrence.safeParse({ rrule }).success).toBe(true)
      expect(read && recurrenceWords(read, date, 'vi')).toBe(recurrenceWords(read ?? choice, date, 'vi'))
    }),
  )
})

test('"until a day" ends with that day in Vietnam, one minute before midnight', () => {
  expect(
    toRrule({ every: 'week', interval: 1, days: ['MO'], end: { type: 'until', date: '2026-12-31' } }, '2026-11-23'),
  ).toBe('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T165900Z')
})

test('a series is said as officials say it', () => {
  const say = (choice: Partial<RecurrenceChoice>, date = '2026-11-23') =>
    recurrenceWords(
      { every: 'week', interval: 1, days: ['TH', 'MO'], end: { type: 'count', count: 10 }, ...choice },
      date,
      'vi',
    )
  expect(say({})).toBe('Hằng tuần vào thứ Hai, thứ Năm, 10 buổi')
  expect(say({ interval: 2, days: ['SU'], end: { type: 'until', date: '2026-12-31' } })).toBe(
    '2 tuần một lần vào Chủ nhật, đến hết ngày 31/12/2026',
  )
  expect(say({ every: 'monthlyWeekday' })).toBe('Hằng tháng vào thứ Hai thứ tư, 10 buổi')
  expect(say({ every: 'monthlyWeekday' }, '2026-11-30')).toBe('Hằng tháng vào thứ Hai cuối cùng, 10 buổi')
  expect(say({ every: 'monthlyDay', interval: 3 })).toBe('3 tháng một lần vào ngày 23, 10 buổi')
  expect(
    recurrenceWords({ every: 'day', interval: 1, days: ['MO'], end: { type: 'count', count: 5 } }, '2026-11-23', 'en'),
  ).toBe('Every day, 5 meetings')
  expect(weekOfMonth('2026-11-23')).toBe(4)
})

test('a rule without words here is no choice of the editor', () => {
  for (const rrule of [
    'FREQ=YEARLY;COUNT=3',
    'FREQ=WEEKLY;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=MO,TU;COUNT=2',
    'FREQ=DAILY;BYSETPOS=1;COUNT=2',
    'nonsense',
  ])
    expect(fromRrule(rrule, '2026-11-23')).toBeNull()
})

test('what a rule leaves open follows from its first day', () => {
  const say = (rrule: string) => {
    const choice = fromRrule(rrule, '2026-11-25')
    return choice && recurrenceWords(choice, '2026-11-25', 'vi')
  }
  expect(say('FREQ=WEEKLY;COUNT=10')).toBe('Hằng tuần vào thứ Tư, 10 buổi')
  expect(say('FREQ=MONTHLY;COUNT=3')).toBe('Hằng tháng vào ngày 25, 3 buổi')
})

const MONDAY = '2026-11-30'
const TUESDAY = '2026-12-01'
const weekly = (...days: RecurrenceChoice['days']) =>
  toRrule({ every: 'week', interval: 1, days, end: { type: 'count', count: 4 } }, MONDAY)

test('the day of a weekly series follows the first meeting, as days of the month do; several days that were chosen stay', () => {
  const moved = (rrule: string, date = TUESDAY) =>
    movedRecurrence({ rrule, except: [] }, MONDAY, { date, start: '07:30' }).rrule
  expect(moved(weekly('MO'))).toBe('FREQ=WEEKLY;BYDAY=TU;COUNT=4')
  expect(moved(weekly('MO', 'TH'))).toBe('FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4')
  expect(moved('FREQ=MONTHLY;BYMONTHDAY=30;COUNT=4')).toBe('FREQ=MONTHLY;BYMONTHDAY=1;COUNT=4')
  expect(moved('FREQ=MONTHLY;BYDAY=-1MO;COUNT=4')).toBe('FREQ=MONTHLY;BYDAY=1TU;COUNT=4')
  expect(moved('FREQ=YEARLY;COUNT=2')).toBe('FREQ=YEARLY;COUNT=2')
  expect(moved(weekly('MO'), ''), 'while another day is typed').toBe(weekly('MO'))
})

test('wherever the first meeting is moved, a series of one day can begin there', () => {
  fc.assert(
    fc.property(choices, dates, dates, (choice, before, after) => {
      const series = { rrule: toRrule({ ...choice, days: choice.days.slice(0, 1) }, before), except: [] }
      const problem = recurrenceProblem(movedRecurrence(series, before, { date: after, start: '07:30' }), after)
      if (choice.every === 'week') expect(problem).not.toBe('recurrenceDay')
    }),
  )
})

test('days that were left out stay left out at another hour', () => {
  const at = (time: string) => fromLocal('2026-12-07', time) ?? 0
  expect(
    movedRecurrence({ rrule: weekly('MO'), except: [at('07:30')] }, MONDAY, { date: MONDAY, start: '14:00' }).except,
  ).toEqual([at('14:00')])
})

test('why a series cannot begin on a day is one cause', () => {
  const problem = (rrule: string, date = TUESDAY) => recurrenceProblem({ rrule, except: [] }, date)
  expect(problem(weekly('MO'))).toBe('recurrenceDay')
  expect(problem(weekly('MO', 'TU'))).toBeNull()
  expect(problem('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=3', '2026-12-05')).toBe('recurrenceWorkday')
  expect(problem('FREQ=DAILY;UNTIL=20261130T165900Z')).toBe('recurrenceUntil')
  expect(problem('FREQ=DAILY;UNTIL=20261201T165900Z')).toBeNull()
  expect(problem('FREQ=YEARLY;COUNT=2'), 'the server knows').toBeNull()
})
