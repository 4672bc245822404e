import { indexOfMetric, METRICS, type MetricKey, type NodeSide } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { withNodeSide } from './nodeFigures.ts'

const NOW = 1_800_000_000_000
const way = { protocol: 'udp', address: '10.20.30.40:51000' } as const
const mic: NodeSide['producers'][number] = {
  source: 'mic',
  paused: false,
  score: 9,
  encodings: [],
  lost: 3,
  jitter: 4,
  nacks: 0,
  plis: 0,
}
const camera: typeof mic = { ...mic, source: 'camera', score: 7, jitter: 12 }
const side: NodeSide = {
  at: NOW,
  send: { way, bitrateIn: 1_540_000, bitrateOut: 8_000, loss: 0.18 },
  recv: { way, bitrateIn: 9_000, bitrateOut: 2_100_000, loss: 0 },
  rtt: 31,
  producers: [mic, camera],
  consumers: { count: 4, flowing: 3, score: 10, bitrate: 2_000_000 },
}
const page = METRICS.endpoint.map((_, index) => index)
const read = (values: readonly (number | null)[], key: MetricKey<'endpoint'>) => values[indexOfMetric('endpoint', key)]
const nodes = (values: readonly (number | null)[]) =>
  METRICS.endpoint.flatMap(({ key }, index) => (key.startsWith('node') ? [values[index]] : []))

test('16.11 the figures of the node stand beside those of the page, in units of the table', () => {
  const sample = withNodeSide(page, side, NOW + 1000)
  expect(read(sample, 'rtt')).toBe(0)
  expect(read(sample, 'mos')).toBe(indexOfMetric('endpoint', 'mos'))
  expect(nodes(sample)).toEqual([1540, 2100, 18, 31, 12, 0, 7])
})

test('16.11 what a page writes into the places of the node counts for nothing', () => {
  expect(nodes(withNodeSide(page, null, NOW)).every((value) => value === null)).toBe(true)
})

test('16.11 what a node said long ago is not read any more', () => {
  expect(nodes(withNodeSide([], side, NOW + 15_001)).every((value) => value === null)).toBe(true)
})

test('a microphone that is paused says neither that it comes badly nor well', () => {
  const paused = { ...side, producers: [{ ...mic, paused: true, score: 0, jitter: null }] }
  const sample = withNodeSide([], paused, NOW)
  expect([read(sample, 'nodeScore'), read(sample, 'nodeUpJitter')]).toEqual([null, null])
})
