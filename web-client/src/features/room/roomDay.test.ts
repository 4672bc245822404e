import { MeetingSummary } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { roomDay } from './roomDay.ts'

const HOUR = 3_600_000
/** 10:00 in Vietnam. */
const NOW = Date.parse('2026-11-23T03:00:00Z')
const meeting = (meetingId: string, hours: number, phase: MeetingSummary['phase']) =>
  MeetingSummary.parse({
    meetingId,
    title: meetingId,
    hostUnit: { code: 'q', name: 'Quận' },
    chairName: '',
    startsAt: NOW + hours * HOUR,
    endsAt: NOW + (hours + 1) * HOUR,
    phase,
    seat: 'delegate',
    invitedUnits: 1,
    connected: 0,
    seriesId: null,
    agenda: 0,
    papers: 0,
  })
const ids = (meetings: readonly MeetingSummary[]) => meetings.map(({ meetingId }) => meetingId)

test('after the last meeting of the day a room says that it has ended, and what comes on other days', () => {
  const { today, coming, ended } = roomDay(
    [meeting('m.a', -4, 'ended'), meeting('m.b', -2, 'ended'), meeting('m.c', 24, 'scheduled')],
    NOW,
  )
  expect([ids(today), ids(coming), ended?.meetingId]).toEqual([[], ['m.c'], 'm.b'])
})

test('a meeting that is left today, or still open since yesterday, comes before those of other days', () => {
  const { today, coming, ended } = roomDay(
    [
      meeting('m.a', -14, 'live'),
      meeting('m.b', -2, 'ended'),
      meeting('m.c', 3, 'scheduled'),
      meeting('m.d', 24, 'scheduled'),
    ],
    NOW,
  )
  expect([ids(today), ids(coming), ended?.meetingId]).toEqual([['m.a', 'm.c'], [], 'm.b'])
})

test('what ended yesterday is no news, and a cancelled meeting leaves the day free', () => {
  const { today, coming, ended } = roomDay(
    [meeting('m.a', -14, 'ended'), meeting('m.b', 3, 'cancelled'), meeting('m.c', 24, 'scheduled')],
    NOW,
  )
  expect([ids(today), ids(coming), ended]).toEqual([['m.b'], ['m.c'], null])
})
