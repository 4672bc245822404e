import { ReadinessPlan, type StepId } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { type KeeperFacts, nextTask, spread, type Wrong } from './nextTask.ts'

const MINUTE = 60_000
const NOW = 1_800_000_000_000
/** The page's clock is an hour behind the server's. */
const AHEAD = 60 * MINUTE

const plan = (changes: Partial<ReadinessPlan> = {}): ReadinessPlan =>
  ReadinessPlan.parse({
    now: NOW + AHEAD,
    profile: {
      cameraLabel: null,
      microphoneLabel: null,
      hasSecondScreen: false,
      cancelsEcho: false,
      allowsStill: false,
    },
    next: null,
    askedAt: null,
    stillAskedAt: null,
    copiedAt: null,
    seen: false,
    helpName: '',
    helpPhone: '',
    ...changes,
  })
const facts = (changes: Partial<KeeperFacts> = {}): KeeperFacts => ({
  plan: plan(),
  aheadMs: AHEAD,
  roomId: 'room-1',
  bootedAt: null,
  askedDone: 0,
  dueDone: 0,
  wrong: new Map(),
  areLinesGood: true,
  ...changes,
})
const due = (at: number, trigger: 'beforeMeeting' | 'night' = 'beforeMeeting') =>
  ({ at, trigger, meetingId: 'm.1', title: 'Giao ban', load: 'short' }) as NonNullable<ReadinessPlan['next']>
const wrong = (...steps: readonly (readonly [StepId, Wrong])[]) => new Map(steps)

test('18.10 a room tests itself once after its page was opened, and when somebody asks, at once', () => {
  expect(nextTask(facts(), NOW)).toBeNull()
  expect(nextTask(facts({ bootedAt: NOW - MINUTE }), NOW)).toMatchObject({ trigger: 'boot', only: null })
  expect(nextTask(facts({ bootedAt: NOW - MINUTE, plan: null }), NOW)?.trigger).toBe('boot')
  const asked = plan({ askedAt: NOW + AHEAD })
  expect(nextTask(facts({ plan: asked, bootedAt: NOW - MINUTE }), NOW)?.trigger).toBe('asked')
  expect(nextTask(facts({ plan: asked, askedDone: NOW + AHEAD }), NOW)).toBeNull()
})

test('18.23 what fills the line is sent where a line was not good, or was not read by this page', () => {
  const before = facts({ plan: plan({ next: due(NOW + AHEAD) }) })
  const then = NOW + spread('room-1', 120_000)
  expect(nextTask(before, then)?.load).toBe('short')
  expect(nextTask({ ...before, areLinesGood: false }, then)?.load).toBe('full')
  expect(nextTask(facts({ plan: plan({ askedAt: NOW + AHEAD }) }), NOW)?.load, 'who asks wants to know').toBe('full')
})

test('18.10 before a meeting rooms test themselves at moments of their own, by the clock of the server', () => {
  const at = NOW + AHEAD
  const before = facts({ plan: plan({ next: due(at) }) })
  const own = spread('room-1', 120_000)
  expect(nextTask(before, NOW + own - 1)).toBeNull()
  expect(nextTask(before, NOW + own)).toEqual({ trigger: 'beforeMeeting', meetingId: 'm.1', only: null, load: 'short' })
  expect(nextTask({ ...before, dueDone: at }, NOW + own)).toBeNull()
  expect(nextTask(before, NOW + own + 9 * MINUTE), 'the next one comes').toBeNull()
  expect(nextTask(facts({ plan: plan({ next: due(at, 'night') }) }), NOW)?.trigger, 'spread by the server').toBe(
    'night',
  )
})

test('18.10 moments of 85 rooms are spread evenly', () => {
  const moments = Array.from({ length: 85 }, (_, n) => spread(`a.room-${n}`, 120_000))
  const tenths = Array.from({ length: 10 }, (_, n) => moments.filter((at) => Math.floor(at / 12_000) === n).length)
  expect(Math.max(...tenths)).toBeLessThan(20)
  expect(Math.min(...moments)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...moments)).toBeLessThan(120_000)
})

test('18.11 what was wrong is tried again every five seconds, with what it cannot be judged without', () => {
  const recent = { since: NOW - 10_000, triedAt: NOW - 5_000 }
  expect(nextTask(facts({ wrong: wrong(['picture', recent]) }), NOW)).toEqual({
    trigger: 'watch',
    meetingId: null,
    only: new Set(['picture', 'camera']),
    load: 'full',
  })
  expect(nextTask(facts({ wrong: wrong(['picture', { ...recent, triedAt: NOW - 4_999 }]) }), NOW)).toBeNull()
  expect(nextTask(facts({ wrong: wrong(['networkCamera', recent]) }), NOW)?.only).toEqual(
    new Set(['networkCamera', 'camera', 'picture']),
  )
  expect(nextTask(facts({ wrong: wrong(['loudspeaker', recent]) }), NOW)?.only).toEqual(
    new Set(['loudspeaker', 'microphone']),
  )
})

test('18.11 after two minutes tones and lines are tried every minute only; looking costs nothing', () => {
  const old = { since: NOW - 3 * MINUTE, triedAt: NOW - 6_000 }
  expect(nextTask(facts({ wrong: wrong(['line', old]) }), NOW)).toBeNull()
  expect(nextTask(facts({ wrong: wrong(['line', { ...old, triedAt: NOW - MINUTE }]) }), NOW)?.only).toEqual(
    new Set(['line']),
  )
  expect(nextTask(facts({ wrong: wrong(['picture', old]) }), NOW)?.trigger).toBe('watch')
})
