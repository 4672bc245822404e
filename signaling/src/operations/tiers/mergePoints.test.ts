import { indexOfMetric, METRICS, type MetricKey } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { mergePoints } from './mergePoints.ts'

/** Points of an endpoint in which one metric has these values. */
const only = (key: MetricKey<'endpoint'>, values: (number | null)[]) => {
  const columns = METRICS.endpoint.map((metric) => (metric.key === key ? values : values.map(() => null)))
  return { kind: 'endpoint' as const, value: columns, max: columns }
}
const merged = (key: MetricKey<'endpoint'>, values: (number | null)[], factor = values.length) => {
  const { value, max } = mergePoints(only(key, values), factor)
  const index = indexOfMetric('endpoint', key)
  return { value: value[index], max: max[index] }
}

test.each([
  ['a mean of what was read', 'rtt', [10, null, 40, 10], { value: [20], max: [40] }],
  ['a sum of what was read', 'frozen', [100, null, 300, 0], { value: [400], max: [300] }],
  ['the highest', 'pageLag', [5, 90, null, 3], { value: [90], max: [90] }],
  ['the last that was read', 'upHeight', [720, 360, null, null], { value: [360], max: [720] }],
  ['nothing, of nothing', 'rtt', [null, null], { value: [null], max: [null] }],
] as const)('%s', (_, key, values, expected) => {
  expect(merged(key, [...values])).toEqual(expected)
})

test('points are merged so many at a time, a rest by itself; the highest second stays through every step', () => {
  const { value, max } = merged('rtt', [1, 3, 5, 7, 100], 2)
  expect([value, max]).toEqual([
    [2, 6, 100],
    [3, 7, 100],
  ])
  const twice = mergePoints(mergePoints(only('rtt', [1, 99, 1, 1]), 2), 2)
  expect(twice.max[indexOfMetric('endpoint', 'rtt')]).toEqual([99])
})
