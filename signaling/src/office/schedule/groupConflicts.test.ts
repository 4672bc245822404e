import { DAY_MS, MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { MONDAY } from '../../testing/planOffice.ts'
import type { Conflict } from './findConflicts.ts'
import { groupConflicts } from './groupConflicts.ts'

const WEEK = 7 * DAY_MS
const HOUR = 3_600_000
const conflict = (kind: Conflict['kind'], name: string, week: number, seriesId: string | null = 's.1'): Conflict => ({
  kind,
  name,
  meetingId: MeetingId.parse(`m.${seriesId ?? 'one'}-${week}`),
  title: seriesId === null ? 'Họp riêng' : 'Giao ban',
  seriesId,
  startsAt: MONDAY + week * WEEK,
  endsAt: MONDAY + week * WEEK + HOUR,
  at: MONDAY + week * WEEK,
})

test('a series that meets another one is told once, with how many of its meetings and who', () => {
  const weeks = [2, 0, 1]
  const found = groupConflicts([
    ...weeks.map((week) => conflict('room', 'Phòng A', week)),
    ...weeks.map((week) => conflict('chair', 'Ông Thành', week)),
    conflict('room', 'Phòng B', 2),
  ])
  expect(found).toMatchObject([
    {
      title: 'Giao ban',
      startsAt: MONDAY,
      lastAt: MONDAY + 2 * WEEK,
      meetings: 3,
      who: [
        { kind: 'chair', count: 1, names: ['Ông Thành'] },
        { kind: 'room', count: 2, names: ['Phòng A', 'Phòng B'] },
      ],
    },
  ])
})

test('those that take the chair come first, then the sooner ones', () => {
  const found = groupConflicts([
    conflict('room', 'Phòng A', 0, null),
    conflict('unit', 'Phường B', 1, null),
    conflict('chair', 'Ông Thành', 3),
  ])
  expect(found.map(({ who }) => who[0]?.kind)).toEqual(['chair', 'room', 'unit'])
  expect(groupConflicts([])).toEqual([])
})
