import { Recurrence } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../office/vietnamTime.ts'
import { fromRrule, recurrenceWords, toRrule, weekdays, weekOfMonth, type RecurrenceChoice } from './recurrenceRule.ts'

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
  expect(toRrule({ every: 'week', interval: 1, days: ['MO'], end: { type: 'until', date: '2026-12-31' } }, '2026-11-23')).toBe(
    'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T165900Z',
  )
})

test('a series is said as officials say it', () => {
  const say = (choice: Partial<RecurrenceChoice>, date = '2026-11-23') =>
    recurrenceWords({ every: 'week', interval: 1, days: ['TH', 'MO'], end: { type: 'count', count: 10 }, ...choice }, date, 'vi')
  expect(say({})).toBe('Hằng tuần vào thứ Hai, thứ Năm, 10 buổi')
  expect(say({ interval: 2, days: ['SU'], end: { type: 'until', date: '2026-12-31' } })).toBe('2 tuần một lần vào Chủ nhật, đến hết ngày 31/12/2026')
  expect(say({ every: 'monthlyWeekday' })).toBe('Hằng tháng vào thứ Hai thứ tư, 10 buổi')
  expect(say({ every: 'monthlyWeekday' }, '2026-11-30')).toBe('Hằng tháng vào thứ Hai cuối cùng, 10 buổi')
  expect(say({ every: 'monthlyDay', interval: 3 })).toBe('3 tháng một lần vào ngày 23, 10 buổi')
  expect(recurrenceWords({ every: 'day', interval: 1, days: ['MO'], end: { type: 'count', count: 5 } }, '2026-11-23', 'en')).toBe('Every day, 5 meetings')
  expect(weekOfMonth('2026-11-23')).toBe(4)
})

test('a rule without words here is no choice of the editor', () => {
  for (const rrule of ['FREQ=YEARLY;COUNT=3', 'FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=MO,TU;COUNT=2', 'FREQ=DAILY;BYSETPOS=1;COUNT=2', 'nonsense'])
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
