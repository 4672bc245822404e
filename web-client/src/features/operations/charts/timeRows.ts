import type { History, ResourceKind, Sample } from '@diem-cau/signaling-contract/operations'
import { METRICS } from '@diem-cau/signaling-contract/operations'

/** Columns of a chart: `at` in seconds since the epoch, and a list for each metric of the kind. null breaks the line. */
export interface TimeRows {
  /** The length of a point of the past, in seconds. */
  readonly seconds: number
  readonly at: readonly number[]
  readonly mean: ReadonlyArray<ReadonlyArray<number | null>>
  readonly max: ReadonlyArray<ReadonlyArray<number | null>>
}

/** Samples are told each second while they differ, and every five while they do not: a longer silence is a hole, in seconds. */
const HOLE_SECONDS = 6

/** The rows of a history, with a hole wherever nothing was kept. A metric that it does not have was never read. */
export function rowsOf(kind: ResourceKind, { seconds, at, mean, max }: History): TimeRows {
  const width = METRICS[kind].length
  const [times, means, maxima]: [number[], (number | null)[][], (number | null)[][]] = [
    [],
    columns(width),
    columns(width),
  ]
  const push = (time: number, value: (metric: number, of: typeof mean) => number | null) => {
    times.push(time)
    for (let metric = 0; metric < width; metric++) {
      means[metric]?.push(value(metric, mean))
      maxima[metric]?.push(value(metric, max))
    }
  }
  at.forEach((time, row) => {
    const last = times.at(-1)
    if (last !== undefined && time - last > seconds * 1.5) push(last + seconds, () => null)
    push(time, (metric, of) => of[metric]?.[row] ?? null)
  })
  return { seconds, at: times, mean: means, max: maxima }
}

export function noRows(kind: ResourceKind): TimeRows {
  const width = METRICS[kind].length
  return { seconds: 1, at: [], mean: columns(width), max: columns(width) }
}

/**
 * Adds the sample of a second at the end, and drops what is older than the window. A second that is there already, or
 * is older, changes nothing.
 * @param at seconds since the epoch
 */
export function withSample(rows: TimeRows, at: number, sample: Sample, windowSeconds: number): TimeRows {
  const last = rows.at.at(-1)
  if (last !== undefined && at <= last) return rows
  const hole = last !== undefined && at - last > Math.max(HOLE_SECONDS, rows.seconds * 1.5) ? [last + rows.seconds] : []
  const first = rows.at.findIndex((time) => time > at - windowSeconds)
  const from = first === -1 ? rows.at.length : first
  const grow = (column: ReadonlyArray<number | null>, metric: number) => [
    ...column.slice(from),
    ...hole.map(() => null),
    sample[metric] ?? null,
  ]
  return {
    seconds: rows.seconds,
    at: [...rows.at.slice(from), ...hole, at],
    mean: rows.mean.map(grow),
    max: rows.max.map(grow),
  }
}

/** Rows of a long time, and after their end those of a finer one. */
export function followedBy(rows: TimeRows, finer: TimeRows): TimeRows {
  const last = rows.at.at(-1) ?? -Infinity
  // A point of the longer time covers what begins within it.
  const from = finer.at.findIndex((at) => at >= last + rows.seconds)
  if (from === -1) return rows
  const join = (before: TimeRows['mean'], after: TimeRows['mean']) =>
    before.map((column, metric) => [...column, ...(after[metric]?.slice(from) ?? [])])
  return {
    seconds: rows.seconds,
    at: [...rows.at, ...finer.at.slice(from)],
    mean: join(rows.mean, finer.mean),
    max: join(rows.max, finer.max),
  }
}

const columns = (width: number): (number | null)[][] => Array.from({ length: width }, () => [])
