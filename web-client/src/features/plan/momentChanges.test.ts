import { expect, test } from 'vitest'
import { fromLocal } from '../../time/vietnamTime.ts'
import { momentChanges } from './momentChanges.ts'

const at = (date: string, time: string) => fromLocal(date, time) ?? 0
const before = { startsAt: at('2026-11-24', '14:00'), endsAt: at('2026-11-24', '15:00'), place: 'Phòng họp số 1' }

test('another hour of the same day is said by the hours alone', () => {
  expect(
    momentChanges(before, { ...before, startsAt: at('2026-11-24', '15:00'), endsAt: at('2026-11-24', '16:00') }),
  ).toEqual([{ what: 'clock', from: '14:00', to: '15:00' }])
})

test('another day is said with both days, by the calendar of Vietnam', () => {
  expect(
    momentChanges(before, { ...before, startsAt: at('2026-11-25', '00:30'), endsAt: at('2026-11-25', '01:30') }),
  ).toEqual([{ what: 'time', from: '14:00, 24/11/2026', to: '00:30, 25/11/2026' }])
})

test('the end alone, and the place, are said as such; what is as it was is not said', () => {
  expect(momentChanges(before, { ...before, endsAt: at('2026-11-24', '16:30'), place: '' })).toEqual([
    { what: 'end', from: '15:00', to: '16:30' },
    { what: 'place', from: 'Phòng họp số 1', to: '' },
  ])
  expect(momentChanges(before, { ...before })).toEqual([])
})
