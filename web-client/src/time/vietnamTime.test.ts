import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, fromLocal, localDate, localTime, readDate, readTime, weekday, writtenDate } from './vietnamTime.ts'

test('a moment is the day and time of a clock in Cần Thơ, and back', () => {
  const at = Date.parse('2026-11-22T17:30:00Z')
  expect([localDate(at), localTime(at)]).toEqual(['2026-11-23', '00:30'])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), (minutes) => {
      expect(fromLocal(localDate(minutes * 60_000), localTime(minutes * 60_000))).toBe(minutes * 60_000)
    }),
  )
})

test('a day or a time that does not exist is none', () => {
  expect(fromLocal('2026-02-30', '07:30')).toBeNull()
  expect(fromLocal('2026-02-28', '24:00')).toBeNull()
  expect(fromLocal('2026-13-01', '07:30')).toBeNull()
  expect(readDate('31/4/2026', '2026-11-23')).toBeNull()
  expect(readDate('hôm nay', '2026-11-23')).toBeNull()
  expect(readTime('25:00')).toBeNull()
  expect(readTime('7:61')).toBeNull()
})

test('dates and times are taken as officials type them', () => {
  for (const text of ['23/11/2026', '23/11', '23-11-26', '23.11.2026', '231126', '23112026'])
    expect(readDate(text, '2026-01-01')).toBe('2026-11-23')
  for (const text of ['7:30', '07:30', '730', '0730', '7h30', '7 giờ 30', '7 giờ 30 phút', '7.30'])
    expect(readTime(text)).toBe('07:30')
  expect(readTime('7')).toBe('07:00')
  expect(readTime('14h')).toBe('14:00')
})

test('the week begins on Monday', () => {
  expect(weekday('2026-11-23')).toBe(0)
  expect(weekday('2026-11-29')).toBe(6)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(writtenDate('2026-11-03')).toBe('03/11/2026')
})
