import { METRICS, type MetricKey, RESOLUTIONS, type ResourceKind } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { encodeBatch } from '../journal/batchCodec.ts'
import { encodeChunk } from './chunkCodec.ts'
import { mergePoints } from './mergePoints.ts'
import { CHUNK_POINTS, type Points } from './Points.ts'

const ROOMS = 85
const HOURS_A_DAY = 8
const DAYS = 30
/** One node with two workers, a process, five services: day and night. */
const SERVERS: readonly ResourceKind[] = ['node', 'worker', 'worker', 'process', ...Array(5).fill('service')]
/** Bytes of a row and its two keys beside what it holds, more than SQLite and PostgreSQL need. */
const ROW = 120
const EVENTS_A_DAY = ROOMS * 40
const EVENT = 400
const HOUR = 3600

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
    return Array.from({ length: HOUR }, () => {
      if (unit === 'pixels' || unit === 'count') {
        if (random() < 0.001) level = middle * (0.5 + random())
        return Math.round(level)
      }
      level += (random() - 0.5) * middle * 0.02
      // A tenth of it trembles from second to second.
      return level + (random() - 0.5) * middle * 0.2
    })
  })
  return { kind, value, max: value }
}

/** Bytes of an hour in chunks of each length of points. */
function bytesOfHour(points: Points): number[] {
  return RESOLUTIONS.map(({ seconds }) => {
    const merged = seconds === 1 ? points : mergePoints(points, seconds)
    const length = HOUR / seconds
    let bytes = 0
    for (let from = 0; from < length; from += CHUNK_POINTS) {
      const part = (columns: Points['value']) => columns.map((column) => column.slice(from, from + CHUNK_POINTS))
      bytes += encodeChunk({ kind: points.kind, value: part(merged.value), max: part(merged.max) }).length + ROW
    }
    return bytes
  })
}

/** Bytes that are there after a month. */
function bytesOfMonth(): number {
  const rooms = [1, 2, 3].map((seed) => bytesOfHour(hourOf('endpoint', seed)))
  const servers = SERVERS.map((kind, n) => bytesOfHour(hourOf(kind, 100 + n)))
  const kept = RESOLUTIONS.reduce((sum, { keptFor }, index) => {
    const days = Math.min(DAYS, keptFor / 86_400)
    const ofRoom = rooms.reduce((all, bytes) => all + (bytes[index] ?? 0), 0) / rooms.length
    const ofServers = servers.reduce((all, bytes) => all + (bytes[index] ?? 0), 0)
    const hours = (aDay: number) => Math.max(1, days * aDay)
    return sum + ROOMS * ofRoom * hours(HOURS_A_DAY) + ofServers * hours(24)
  }, 0)
  const second = hourOf('endpoint', 1).value.map((column) => column[0] ?? null)
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
  return kept + 200 * (batch.length + ROW) + DAYS * EVENTS_A_DAY * EVENT
}

test('16.6 a month of 85 rooms in eight hours of meetings a day takes less than 150 MB', () => {
  const megabytes = bytesOfMonth() / 1e6
  expect(megabytes).toBeLessThan(150)
  // Less than a tenth of that would mean that this test does not measure what it says.
  expect(megabytes).toBeGreaterThan(15)
})
