import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, weekday } from '../../time/vietnamTime.ts'
import { calendarViews, rangeOf, rangeTitle, turned } from './calendarRange.ts'

test('a month is shown in whole weeks from Monday to Sunday', () => {
  expect(rangeOf('month', '2026-11-23')).toEqual({ from: '2026-10-26', to: '2026-12-06' })
  expect(rangeOf('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(rangeOf('list', '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

test('the day is always shown, and turning the page forth and back shows it again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...calendarViews), fc.nat(5_000), (view, days) => {
      const date = addDays('2024-01-01', days)
      const { from, to } = rangeOf(view, date)
      expect(from <= date && date <= to).toBe(true)
      if (view !== 'list') expect([weekday(from), weekday(to)]).toEqual([0, 6])
      expect(rangeOf(view, turned(view, turned(view, date, 1), -1))).toEqual({ from, to })
    }),
  )
})

test('the title is written as Vietnamese officials write it', () => {
  expect(rangeTitle('month', '2026-11-23', 'vi')).toBe('Tháng 11 năm 2026')
  expect(rangeTitle('week', '2026-11-23', 'vi')).toBe('23/11 – 29/11/2026')
  expect(rangeTitle('week', '2026-12-30', 'vi')).toBe('28/12/2026 – 03/01/2027')
})
