import { describe, expect, test } from 'vitest'
import { watchedOf } from '../feed/applyChange.ts'
import { aMeeting, aResource } from '../testing/made.ts'
import { firstFinding } from './findingOrder.ts'
import { countHealths, troublesOf, worstOf } from './troubles.ts'

describe('what to look at first', () => {
  test('is the worst, then what could not be read, and of the same what began first', () => {
    const watched = watchedOf({
      at: 9,
      resources: [
        aResource('node:well'),
        aResource('node:unread', { health: 'unknown', since: 1 }),
        aResource('worker:n/0', { health: 'bad', since: 5 }),
        aResource('process:p', { health: 'weak', since: 1 }),
      ],
      meetings: [aMeeting('m', { health: 'bad', since: 4 }), aMeeting('fine')],
    })
    expect(troublesOf(watched).map(({ id }) => id)).toEqual(['m', 'worker:n/0', 'process:p', 'node:unread'])
  })

  test('is nothing only when all is well and could be read', () => {
    expect(troublesOf(watchedOf({ at: 9, resources: [aResource('node:a')], meetings: [aMeeting('m')] }))).toEqual([])
    expect(
      troublesOf(watchedOf({ at: 9, resources: [aResource('node:a', { health: 'unknown' })], meetings: [] })),
    ).toHaveLength(1)
  })
})

test('counts say how many of each there are; of nothing, nobody knows whether it is well', () => {
  expect(countHealths([{ health: 'bad' }, { health: 'good' }, { health: 'good' }])).toEqual({
    bad: 1,
    weak: 0,
    unknown: 0,
    good: 2,
  })
  expect(worstOf(countHealths([{ health: 'unknown' }, { health: 'good' }]))).toBe('unknown')
  expect(worstOf(countHealths([]))).toBe('unknown')
})

test('of several findings the worst is read first, of the same the oldest', () => {
  const finding = (code: 'lossUp' | 'cut' | 'echo', health: 'weak' | 'bad', since: number) =>
    ({ code, health, since, value: null }) as const
  expect(firstFinding([finding('echo', 'weak', 1), finding('lossUp', 'bad', 9), finding('cut', 'bad', 3)])?.code).toBe(
    'cut',
  )
  expect(firstFinding([])).toBeNull()
})
