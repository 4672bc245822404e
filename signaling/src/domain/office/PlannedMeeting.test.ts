import type { Phase } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { HOUR, NOON, schedule } from '../../testing/people.ts'
import { CONDUCT_BEFORE_MS, OVERTIME_MS, phaseAt, phaseForSeat } from './PlannedMeeting.ts'

const end = schedule.endsAt + OVERTIME_MS
const lobby = NOON - schedule.lobbyMinutes * 60_000
const cases: [planned: Phase, now: number, running: boolean, phase: Phase][] = [
  ['draft', NOON, false, 'draft'],
  ['scheduled', lobby - 1, false, 'scheduled'],
  ['scheduled', lobby, false, 'open'],
  ['scheduled', NOON, false, 'open'],
  ['scheduled', NOON - 1, true, 'open'],
  ['scheduled', NOON, true, 'live'],
  ['scheduled', end - 1, false, 'open'],
  ['scheduled', end, false, 'ended'],
  ['scheduled', end, true, 'live'],
  ['open', NOON - 24 * HOUR, false, 'open'],
  ['open', end, false, 'ended'],
  ['ended', NOON, true, 'ended'],
  ['cancelled', NOON, true, 'cancelled'],
]

test.for(cases)('3.2 planned as %s, at %d, someone in it %s: %s', ([phase, now, running, expected]) => {
  expect(phaseAt({ ...schedule, phase }, now, running)).toBe(expected)
})

test('3.2 the lobby opens as early as the settings say', () => {
  expect(phaseAt({ ...schedule, lobbyMinutes: 0 }, NOON - 1, false)).toBe('scheduled')
  expect(phaseAt({ ...schedule, lobbyMinutes: 24 * 60 }, NOON - 24 * HOUR, false)).toBe('open')
})

test('3.2 chair and secretary are let in two hours before, the others are not', () => {
  const early = NOON - CONDUCT_BEFORE_MS
  expect(phaseForSeat(schedule, 'chair', early, false)).toBe('open')
  expect(phaseForSeat(schedule, 'secretary', early, false)).toBe('open')
  expect(phaseForSeat(schedule, 'chair', early - 1, false)).toBe('scheduled')
  expect(phaseForSeat(schedule, 'delegate', early, false)).toBe('scheduled')
  expect(phaseForSeat({ ...schedule, phase: 'cancelled' }, 'chair', early, false)).toBe('cancelled')
})
