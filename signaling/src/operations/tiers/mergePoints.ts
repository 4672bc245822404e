import { METRICS, type Metric } from '@diem-cau/signaling-contract/operations'
import type { Points } from './Points.ts'

type Column = readonly (number | null)[]

/**
 * Points of a longer time, each of `factor` of these. A mean is that of what was read, however much that was: a room that was there for a second of
 * ten is shown as it was then.
 */
export function mergePoints({ kind, value, max }: Points, factor: number): Points {
  return {
    kind,
    value: METRICS[kind].map(({ over }, index) => mergeColumn(value[index] ?? [], factor, over)),
    max: METRICS[kind].map((_, index) => mergeColumn(max[index] ?? [], factor, 'max')),
  }
}

function mergeColumn(column: Column, factor: number, over: Metric['over']): (number | null)[] {
  const merged: (number | null)[] = []
  for (let from = 0; from < column.length; from += factor) merged.push(mergeRun(column, from, factor, over))
  return merged
}

/** One pass without lists: this runs for every value that is kept. */
function mergeRun(column: Column, from: number, factor: number, over: Metric['over']): number | null {
  const to = Math.min(from + factor, column.length)
  let count = 0
  let sum = 0
  let max = Number.NEGATIVE_INFINITY
  let last = 0
  for (let index = from; index < to; index += 1) {
    const each = column[index]
    if (each === null || each === undefined) continue
    count += 1
    sum += each
    if (each > max) max = each
    last = each
  }
  if (count === 0) return null
  switch (over) {
    case 'mean':
      return sum / count
    case 'sum':
      return sum
    case 'max':
      return max
    case 'last':
      return last
    default:
      over satisfies never
      return null
  }
}
