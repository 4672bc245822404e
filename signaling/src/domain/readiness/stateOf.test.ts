import { expect, test } from 'vitest'
import { type KnownRoom, SILENT_MS, STALE_MS, stateOf } from './stateOf.ts'

const MINUTE = 60_000
const NOW = 1_800_000_000_000
const good: KnownRoom = {
  enrolledAt: NOW - 10 * STALE_MS,
  lastSeenAt: NOW - MINUTE,
  inMeeting: false,
  testedAt: NOW - MINUTE,
  wholeAt: NOW - MINUTE,
  health: 'good',
  reasons: [],
  since: NOW - 60 * MINUTE,
}

test('18.22 a room that is read is as its last test found it', () => {
  expect(stateOf(good, null, NOW)).toEqual({ health: 'good', reasons: [], since: NOW - 60 * MINUTE })
  const bad = { ...good, health: 'bad', reasons: ['pictureBlack'] } as const
  expect(stateOf(bad, null, NOW)).toMatchObject({ health: 'bad', reasons: ['pictureBlack'] })
})

test.each([
  ['no PC is enrolled', { enrolledAt: null }, null, 'notEnrolled'],
  ['its PC was not heard of for more than three minutes', { lastSeenAt: NOW - SILENT_MS - 1 }, null, 'silent'],
  ['its PC was never heard of', { lastSeenAt: null }, null, 'silent'],
  ['it never tested itself', { testedAt: null, wholeAt: null }, null, 'neverTested'],
  ['its last test is older than a day', { testedAt: NOW - STALE_MS - 1, wholeAt: NOW - STALE_MS - 1 }, null, 'overdue'],
  ['a test is missing before its meeting', { wholeAt: NOW - 40 * MINUTE }, NOW + 30 * MINUTE, 'overdue'],
  ['a step that a meeting needs was not read', { health: 'unknown' }, null, 'unread'],
] as const)('18.22 %s: it is unknown and never good', (_, change, startsAt, reason) => {
  expect(stateOf({ ...good, ...change }, startsAt, NOW)).toMatchObject({ health: 'unknown', reasons: [reason] })
})

test('18.22 a room in a meeting tests nothing, and stays as it was found', () => {
  const away = { ...good, inMeeting: true, lastSeenAt: NOW - 60 * MINUTE, wholeAt: NOW - 60 * MINUTE }
  expect(stateOf(away, NOW + 5 * MINUTE, NOW).health).toBe('good')
  expect(stateOf({ ...away, testedAt: null, wholeAt: null }, null, NOW).health).toBe('unknown')
})
