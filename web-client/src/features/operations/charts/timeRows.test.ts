import { type History, METRICS, ResourceId } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { aSample } from '../testing/made.ts'
import { followedBy, noRows, rowsOf, withSample } from './timeRows.ts'

const CPU = METRICS.worker.findIndex(({ key }) => key === 'cpu')
const history = (seconds: number, at: number[], cpu: (number | null)[]): History => ({
  resource: ResourceId.parse('worker:n/0'),
  seconds,
  at,
  mean: METRICS.worker.map((_, index) => (index === CPU ? cpu : at.map(() => 0))),
  max: METRICS.worker.map((_, index) => (index === CPU ? cpu : at.map(() => 0))),
})
const sample = (cpu: number) => aSample('worker', { cpu })

describe('what was kept', () => {
  test('is rows, with a hole where nothing was', () => {
    const rows = rowsOf('worker', history(10, [100, 110, 150], [1, 2, 3]))
    expect(rows.at).toEqual([100, 110, 120, 150])
    expect(rows.mean[CPU]).toEqual([1, 2, null, 3])
  })

  test('of an earlier version has no value for a metric that is new', () => {
    const old = { ...history(10, [100], [1]), mean: [[1]], max: [[1]] }
    expect(rowsOf('worker', old).mean.map((column) => column[0])).toEqual([
      1,
      ...METRICS.worker.slice(1).map(() => null),
    ])
  })

  test('goes on with what is finer after its end', () => {
    const rows = followedBy(
      rowsOf('worker', history(10, [100, 110], [1, 2])),
      rowsOf('worker', history(1, [115, 119, 120, 121], [7, 8, 9, 10])),
    )
    expect(rows.at.slice(0, 3)).toEqual([100, 110, 120])
    expect(rows.mean[CPU]?.slice(2)).toEqual([9, 10])
    expect(rows.seconds).toBe(10)
  })

  test('and nothing finer stays as it is', () => {
    const rows = rowsOf('worker', history(10, [100], [1]))
    expect(followedBy(rows, noRows('worker'))).toBe(rows)
  })
})

describe('what comes live', () => {
  test('stands at the end, and what is older than the window goes', () => {
    const rows = [1, 2, 3, 4, 5].reduce((rows, at) => withSample(rows, at, sample(at), 3), noRows('worker'))
    expect(rows.at).toEqual([3, 4, 5])
    expect(rows.mean[CPU]).toEqual([3, 4, 5])
    expect(rows.max[CPU]).toEqual([3, 4, 5])
  })

  test('of the same second comes once', () => {
    const rows = withSample(noRows('worker'), 5, sample(1), 60)
    expect(withSample(rows, 5, sample(2), 60)).toBe(rows)
    expect(withSample(rows, 4, sample(2), 60)).toBe(rows)
  })

  test('after a silence begins after a hole: the line is not drawn through what nobody has read', () => {
    const rows = withSample(withSample(noRows('worker'), 5, sample(1), 60), 20, sample(2), 60)
    expect(rows.at).toEqual([5, 6, 20])
    expect(rows.mean[CPU]).toEqual([1, null, 2])
  })

  test('a few seconds in which nothing was different are no hole', () => {
    const rows = withSample(withSample(noRows('worker'), 5, sample(1), 60), 10, sample(1), 60)
    expect(rows.at).toEqual([5, 10])
  })
})
