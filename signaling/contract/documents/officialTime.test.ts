import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isScheduleTime } from '../office/scheduleTime.ts'
import { officialClock, officialWeekday } from './officialTime.ts'
import {
  addDays,
  fromWallClock,
  localDate,
  localSeconds,
  localTime,
  startOfDay,
  weekday,
  weekdayNames,
} from '../core/vietnamTime.ts'

const morning = Date.parse('2026-11-23T00:30:00Z')

test('a day begins at midnight in Ho Chi Minh City, which is 17:00 UTC of the day before', () => {
  expect(startOfDay('2026-11-23')).toBe(Date.parse('2026-11-22T17:00:00Z'))
  expect(localDate(Date.parse('2026-11-22T16:59:59.999Z'))).toBe('2026-11-22')
  expect(localDate(Date.parse('2026-11-22T17:00:00Z'))).toBe('2026-11-23')
})

test('every instant lies within its local day, and as the time zone data say', () => {
  const reference = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Ho_Chi_Minh',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2199, 11, 30) }), (ms) => {
      const day = localDate(ms)
      expect(day).toBe(reference.format(ms))
      expect(startOfDay(day)).toBeLessThanOrEqual(ms)
      expect(startOfDay(addDays(day, 1))).toBeGreaterThan(ms)
    }),
  )
})

test.for(['2026-02-29', '2026-02-30', '2026-13-01', '2026-11-31', 'hôm nay', ''])('there is no day %s', (day) => {
  expect(() => startOfDay(day)).toThrow(RangeError)
})

test('leap days exist', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('dates and times are written as officials write them', () => {
  expect(officialWeekday(morning)).toBe('thứ Hai, ngày 23 tháng 11 năm 2026')
  expect(officialWeekday(fromWallClock(2027, 1, 7))).toBe('Chủ nhật, ngày 07 tháng 02 năm 2027')
  expect(officialClock(morning)).toBe('07 giờ 30 phút')
  expect(officialClock(fromWallClock(2026, 10, 23, 14))).toBe('14 giờ 00 phút')
  expect(officialClock(fromWallClock(2026, 10, 23, 14, 5))).toBe('14 giờ 05 phút')
  expect(localTime(morning)).toBe('07:30')
  expect(localSeconds(morning)).toBe('2026-11-23 07:30:00')
})

test.for([Number.NaN, Infinity, -1, 0, 1e20, 8.64e15, 1.5, Date.UTC(2200, 0, 1)])(
  '%d is no time of a schedule',
  (ms) => {
    expect(isScheduleTime(ms)).toBe(false)
  },
)

test('the week begins on Monday, in both languages', () => {
  const reference = {
    vi: new Intl.DateTimeFormat('vi', { weekday: 'long', timeZone: 'UTC' }),
    en: new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }),
  }
  for (let day = '2026-11-23', n = 0; n < 7; n += 1, day = addDays(day, 1)) {
    expect(weekday(day)).toBe(n)
    for (const language of ['vi', 'en'] as const) {
      expect(weekdayNames[language][n]?.toLowerCase()).toBe(reference[language].format(Date.parse(day)).toLowerCase())
    }
  }
})
