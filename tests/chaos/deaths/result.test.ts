import { expect, test } from 'vitest'
import { resultOf, rowOf } from './result.ts'

const look = (name: string, sound: number | null, picture: number | null) => ({
  name,
  isIn: true,
  phase: 'inMeeting',
  media: 'running',
  sound: sound === null ? null : { longestMs: sound, openMs: 10 },
  picture: picture === null ? null : { longestMs: picture, openMs: 10 },
})

const measured = {
  name: 'worker',
  commandsBackMs: 12.4,
  needHand: 1,
  audit: { acknowledged: 40, lost: 0, doubled: 0 },
  comings: { moved: 0, rejoined: 0 },
  refused: { storeUnavailable: 2 },
  mendedMs: 3.2,
  spread: [[3, 2]],
}

test('gaps are those of all endpoints, whoever speaks has none of sound', () => {
  const looks = [
    ...Array.from({ length: 19 }, (_, n) => look(`r${n}`, 20, 50)),
    look('r19', 900, 1000),
    look('speaker', null, 60),
  ]
  const { soundGapMs, pictureGapMs, endpoints } = resultOf({ ...measured, looks })
  expect(soundGapMs).toEqual({ p50: 20, p95: 20, max: 900 })
  expect(pictureGapMs).toEqual({ p50: 50, p95: 60, max: 1000 })
  expect(endpoints).toBe(21)
})

test('a case is one row of the table, what never came a dash', () => {
  expect(rowOf(resultOf({ ...measured, looks: [look('a', 20, 50)] }))).toBe(
    '| worker | 20 | 20 | 50 | 50 | 12 | 1 | 0 | 0 |',
  )
  expect(rowOf(resultOf({ ...measured, commandsBackMs: null, looks: [] }))).toBe(
    '| worker | - | - | - | - | - | 1 | 0 | 0 |',
  )
})
