import { DAY_MS } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MONDAY } from '../../testing/planOffice.ts'
import { freeTimes, windowsOf } from './freeTimes.ts'

const HOUR = 3_600_000
const HALF = HOUR / 2
/** Monday, 07:30, for so many hours. */
const at = (hours: number, length = 2, days = 0) => ({
  startsAt: MONDAY + days * DAY_MS + hours * HOUR,
  endsAt: MONDAY + days * DAY_MS + (hours + length) * HOUR,
})
const starts = (spans: readonly { startsAt: number }[]) => spans.map(({ startsAt }) => (startsAt - MONDAY) / HOUR)

test('the nearest times of the same day come first, then those of the days after, no weekends', () => {
  expect(starts(freeTimes([at(0)], [at(0)], MONDAY - DAY_MS))).toEqual([2, 2.5, 3])
  const wholeDay = { startsAt: MONDAY - HALF, endsAt: MONDAY + 12 * HOUR }
  expect(starts(freeTimes([at(0)], [wholeDay], MONDAY - DAY_MS))).toEqual([23.5, 24, 24.5])
  const friday = at(0, 2, 4)
  expect(
    starts(freeTimes([friday], [{ startsAt: friday.startsAt - HALF, endsAt: friday.startsAt + 12 * HOUR }], MONDAY)),
  ).toEqual([7 * 24 - 0.5, 7 * 24, 7 * 24 + 0.5])
})

test('nothing in the past, and nothing for a series that is not free on all its days', () => {
  expect(starts(freeTimes([at(0)], [at(0)], MONDAY + 5 * HOUR))).toEqual([5.5, 6, 6.5])
  const weekly = [at(0), at(0, 2, 7)]
  expect(starts(freeTimes(weekly, [at(0), at(2, 3, 7)], MONDAY - DAY_MS))).toEqual([5, 5.5, 6])
  expect(freeTimes(weekly, [at(-8, 24), at(0)], MONDAY - DAY_MS)).toEqual([])
})

test('what is asked about is what may be proposed', () => {
  expect(windowsOf([at(0)]).map(({ startsAt, endsAt }) => (endsAt - startsAt) / DAY_MS)).toEqual([8])
  expect(windowsOf([at(0), at(0, 2, 7)]).map(({ startsAt, endsAt }) => (endsAt - startsAt) / DAY_MS)).toEqual([1, 1])
})

test('what is proposed is free', () => {
  const spans = fc
    .record({ hours: fc.integer({ min: 0, max: 190 }), length: fc.integer({ min: 1, max: 9 }) })
    .map(({ hours, length }) => at(hours, length))
  fc.assert(
    fc.property(fc.array(spans, { maxLength: 30 }), (busy) => {
      for (const free of freeTimes([at(0)], busy, MONDAY - DAY_MS)) {
        expect(busy.some(({ startsAt, endsAt }) => startsAt < free.endsAt && endsAt > free.startsAt)).toBe(false)
        expect(free.endsAt - free.startsAt).toBe(2 * HOUR)
      }
    }),
  )
})
