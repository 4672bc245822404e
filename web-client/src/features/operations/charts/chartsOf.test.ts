import { METRICS, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { chartsOf } from './chartsOf.ts'

describe.each(ResourceKind.options)('%s', (kind) => {
  test('every metric of a chart has the unit of its chart', () => {
    for (const { unit, keys } of chartsOf[kind])
      for (const key of keys) expect(METRICS[kind].find((metric) => metric.key === key)?.unit, key).toBe(unit)
  })

  test('a chart has no more lines than can be told apart, and none comes twice', () => {
    const keys = chartsOf[kind].flatMap((chart) => chart.keys)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { keys } of chartsOf[kind]) expect(keys.length).toBeLessThanOrEqual(4)
  })
})
