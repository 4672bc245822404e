import { expect, test } from 'vitest'
import { calendarDate, clockTime, dayOf, duration } from './formatTime.ts'

const at = Date.parse('2026-11-23T07:30:00+07:00')

test('times and dates are written as Vietnamese offices write them, on Vietnamese time', () => {
  expect(clockTime(at)).toBe('07:30')
  expect(calendarDate(at)).toBe('23/11/2026')
  expect(clockTime(Date.parse('2026-11-23T00:05:00+07:00'))).toBe('00:05')
})

test('today and tomorrow are calendar days in Vietnam', () => {
  expect(dayOf(at, Date.parse('2026-11-23T00:01:00+07:00'))).toBe('today')
  expect(dayOf(at, Date.parse('2026-11-22T23:59:00+07:00'))).toBe('tomorrow')
  expect(dayOf(at, Date.parse('2026-11-20T08:00:00+07:00'))).toBe('other')
})

test('lengths have hours only when there are any', () => {
  expect(duration(9_000)).toBe('00:09')
  expect(duration(3_909_000)).toBe('1:05:09')
  expect(duration(-5)).toBe('00:00')
})
