import { fromLocal, MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { BEFORE_MEETING_MS, type ComingMeeting, missingSince, nextTest, TEST_EVERY_MS } from './nextTest.ts'
import { spreadOf } from './spreadOf.ts'

const MINUTE = 60_000
const at = (time: string, day = '2026-12-01') => fromLocal(day, time) ?? Number.NaN
const meeting = (startsAt: number): ComingMeeting => ({
  meetingId: MeetingId.parse('m.1'),
  title: 'Giao ban',
  startsAt,
})
const ROOM = 'a.room1'

test('18.23 from an hour before a meeting on a room tests itself every ten minutes until it begins, and no more', () => {
  const startsAt = at('08:00')
  const times: number[] = []
  const loads: string[] = []
  let whole: number | null = null
  for (let now = startsAt - 2 * BEFORE_MEETING_MS; now < startsAt + 30 * MINUTE; now += MINUTE) {
    const next = nextTest(ROOM, whole, [meeting(startsAt)], now)
    if (next.at > now) continue
    times.push(now)
    loads.push(next.load)
    whole = now
    expect(next).toMatchObject({ trigger: 'beforeMeeting', meetingId: 'm.1', title: 'Giao ban' })
  }
  expect(times).toHaveLength(6)
  expect(loads, 'what fills the line is sent first and last').toEqual([
    'full',
    'short',
    'short',
    'short',
    'short',
    'full',
  ])
  expect(times[0]).toBeGreaterThanOrEqual(startsAt - BEFORE_MEETING_MS)
  expect(times[0]).toBeLessThan(startsAt - BEFORE_MEETING_MS + TEST_EVERY_MS + MINUTE)
  for (const [index, time] of times.entries()) if (index > 0) expect(time - (times[index - 1] ?? 0)).toBe(TEST_EVERY_MS)
})

test('18.23 of tests that were missed before a meeting the last one counts, at once', () => {
  const startsAt = at('08:00')
  const now = startsAt - 25 * MINUTE
  const { at: due, load } = nextTest(ROOM, at('02:30'), [meeting(startsAt)], now)
  expect(load, 'the first of the hour').toBe('full')
  expect(due).toBeLessThanOrEqual(now)
  expect(due).toBeGreaterThan(now - TEST_EVERY_MS)
})

test('18.23 at night each room has its turn between two and four; one that was missed is not made up for by day', () => {
  const turns = Array.from({ length: 85 }, (_, n) =>
    nextTest(`a.${n}`, at('20:00', '2026-11-30'), [], at('23:00', '2026-11-30')),
  )
  for (const { at: turn, trigger } of turns) {
    expect(trigger).toBe('night')
    expect(turn).toBeGreaterThanOrEqual(at('02:00'))
    expect(turn).toBeLessThan(at('04:00'))
  }
  expect(nextTest(ROOM, at('20:00', '2026-11-30'), [], at('07:00')).at).toBeGreaterThanOrEqual(
    at('02:00', '2026-12-02'),
  )
})

test('18.23 rooms do not test themselves at once: no minute of ten has more than a quarter of 85 rooms', () => {
  const minutes = Map.groupBy(
    Array.from({ length: 85 }, (_, n) => Math.floor(spreadOf(`a.${n}`) * 10)),
    (minute) => minute,
  )
  expect(Math.max(...[...minutes.values()].map(({ length }) => length))).toBeLessThan(22)
})

test('18.22 a test is missing when none came for twelve minutes since the hour began, or since the room was enrolled', () => {
  const startsAt = at('08:00')
  const begins = startsAt - BEFORE_MEETING_MS
  expect(missingSince(startsAt, null, 0, begins - 1)).toBeNull()
  expect(missingSince(startsAt, null, 0, begins + 12 * MINUTE)).toBeNull()
  expect(missingSince(startsAt, null, 0, begins + 13 * MINUTE)).toBe(begins + 10 * MINUTE)
  expect(missingSince(startsAt, begins + 5 * MINUTE, 0, begins + 13 * MINUTE)).toBeNull()
  expect(missingSince(startsAt, null, begins + 5 * MINUTE, begins + 13 * MINUTE)).toBeNull()
  // Tests end with the start: a room that was tested five minutes before it lacks none an hour later.
  expect(missingSince(startsAt, startsAt - 5 * MINUTE, 0, startsAt + 60 * MINUTE)).toBeNull()
})
