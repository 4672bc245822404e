import { METRICS, type MetricKey, type ResourceKind } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { bytesOfMonth, HOUR } from '../../testing/bytesOfMonth.ts'
import { encodeBatch } from '../journal/batchCodec.ts'
import type { Points } from './Points.ts'

const ROOMS = 85
/** One node with two workers, a process, five services. */
const SERVERS: readonly ResourceKind[] = ['node', 'worker', 'worker', 'process', ...Array(5).fill('service')]
/** What a node says of an endpoint stands until its turn comes again, in seconds. */
const TURN = 10

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Figures that walk and tremble as those of a line do; what a room that only listens does not have is null. */
function hourOf(kind: ResourceKind, seed: number): Points {
  const random = randomFrom(seed)
  const idle: readonly MetricKey[] = seed % 3 === 0 ? ['microphone', 'clipped', 'echo', 'upLoss'] : []
  const value = METRICS[kind].map(({ key, unit }) => {
    if (idle.includes(key)) return Array.from({ length: HOUR }, () => null)
    const middle = { 'kbit/s': 900, ms: 30, percent: 3, luma: 110, dBFS: -45, pixels: 360, MB: 300 }[unit as 'ms'] ?? 12
    let level = middle * (0.5 + random())
    const column = Array.from({ length: HOUR }, () => {
      if (unit === 'pixels' || unit === 'count') {
        if (random() < 0.001) level = middle * (0.5 + random())
        return Math.round(level)
      }
      level += (random() - 0.5) * middle * 0.02
      // A tenth of it trembles from second to second.
      return level + (random() - 0.5) * middle * 0.2
    })
    if (kind !== 'endpoint' || !key.startsWith('node')) return column
    return column.map((_, second) => column[second - (second % TURN)] ?? null)
  })
  return { kind, value, max: value }
}

test('16.6 a month of 85 rooms in eight hours of meetings a day takes less than 150 MB', () => {
  const rooms = [1, 2, 3].map((seed) => hourOf('endpoint', seed))
  const second = rooms[0]?.value.map((column) => column[0] ?? null) ?? []
  const batch = encodeBatch({
    at: HOUR,
    entries: Array.from({ length: ROOMS }, (_, id) => ({
      id,
      kind: 'endpoint' as const,
      health: 'good' as const,
      since: 0,
      findings: [],
      samples: [{ at: HOUR, values: second.map((value) => (value === null ? null : value * (1 + id / 100))) }],
    })),
  })
  const servers = SERVERS.map((kind, n) => hourOf(kind, 100 + n))
  const megabytes = bytesOfMonth({ rooms, servers, batch: batch.length }) / 1e6
  expect(megabytes).toBeLessThan(150)
  // Less than a tenth of that would mean that this test does not measure what it says.
  expect(megabytes).toBeGreaterThan(15)
})
