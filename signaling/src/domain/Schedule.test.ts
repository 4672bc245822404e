import type { Phase } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { HOUR, NOON, schedule } from '../testing/people.ts'
import { OPENS_BEFORE_MS, OVERTIME_MS, phaseAt } from './Schedule.ts'

const end = schedule.endsAt + OVERTIME_MS
const cases: [planned: Phase, now: number, running: boolean, phase: Phase][] = [
  ['scheduled', NOON - OPENS_BEFORE_MS - 1, false, 'scheduled'],
  ['scheduled', NOON - OPENS_BEFORE_MS, false, 'open'],
  ['scheduled', NOON, false, 'open'],
  ['scheduled', end - 1, false, 'open'],
  ['scheduled', end, false, 'ended'],
  ['scheduled', end, true, 'open'],
  ['open', NOON - 24 * HOUR, false, 'open'],
  ['open', end, false, 'ended'],
  ['ended', NOON, true, 'ended'],
  ['cancelled', NOON, true, 'cancelled'],
]

test.for(cases)('3.2 planned as %s, at %d, someone in it %s: %s', ([phase, now, running, expected]) => {
  expect(phaseAt({ ...schedule, phase }, now, running)).toBe(expected)
})
