import { indexOfMetric, type MetricKey } from '@diem-cau/signaling-contract/operations'
import type { Series } from './Evidence.ts'

type Value = number | null

/** The worst run of points: how much of what was read in it is past, and the mean of that. `at`: its beginning, in seconds. */
export type Run = { readonly share: number; readonly mean: number; readonly at: number }

/**
 * The run of so many seconds within a time in which the greatest share of what was read is past. One of which less than half was read says nothing.
 * @param from milliseconds, as `to` is
 * @returns null when nothing was read
 */
export function worstRun(
  series: Series | null,
  metric: MetricKey<'endpoint'>,
  { from, to, seconds }: { readonly from: number; readonly to: number; readonly seconds: number },
  isPast: (value: number) => boolean,
): Run | null {
  const points = pointsIn(series, metric, from, to)
  const length = lengthOf(series, seconds)
  let worst: Run | null = null
  for (let first = 0; first + length <= points.length; first += 1) {
    const read = points.slice(first, first + length).flatMap(({ value }) => (value === null ? [] : [value]))
    if (read.length * 2 < length) continue
    const past = read.filter(isPast)
    const share = past.length / read.length
    if (worst !== null && share <= worst.share) continue
    worst = { share, mean: meanOf(past.length > 0 ? past : read), at: points[first]?.at ?? 0 }
  }
  return worst
}

/** The greatest share of a run in which one metric was not read and the other was; `at` in seconds. */
export function longestUnread(
  series: Series | null,
  metric: MetricKey<'endpoint'>,
  beside: MetricKey<'endpoint'>,
  { from, to, seconds }: { readonly from: number; readonly to: number; readonly seconds: number },
): { readonly share: number; readonly at: number } | null {
  const wanted = pointsIn(series, metric, from, to)
  const known = pointsIn(series, beside, from, to)
  const length = lengthOf(series, seconds)
  let worst: { share: number; at: number } | null = null
  for (let first = 0; first + length <= wanted.length; first += 1) {
    let count = 0
    for (let point = first; point < first + length; point += 1)
      if (wanted[point]?.value === null && known[point]?.value !== null) count += 1
    const share = count / length
    if (worst === null || share > worst.share) worst = { share, at: wanted[first]?.at ?? 0 }
  }
  return worst
}

/** What a metric is in its quiet tenth, of the whole series; null: it was read too seldom. */
export function quietOf(series: Series | null, metric: MetricKey<'endpoint'>): Value {
  const column = series?.columns[indexOfMetric('endpoint', metric)] ?? []
  const read = column.flatMap((value) => (value === null ? [] : [value])).toSorted((a, b) => a - b)
  return read.length < 10 ? null : (read[Math.floor(read.length / 10)] ?? null)
}

/** So long before a break what was sent is what is usual, in milliseconds; what was said last of it may be that of the trouble already. */
const USUAL = { from: 120_000, to: 20_000 } as const

/**
 * What a media node measures of a room after its socket broke. It measures each room some seconds apart, and until then the figure before stands:
 * only another one is news.
 * @param from milliseconds, as `since` and `to` are
 * @returns the last news (`at` in seconds), and the usual one before; null: there is no news, or nothing before
 */
export function flowSince(
  series: Series | null,
  metric: MetricKey<'endpoint'>,
  { since, from, to }: { readonly since: number; readonly from: number; readonly to: number },
): { readonly before: number; readonly value: number; readonly at: number } | null {
  const read = (a: number, b: number) =>
    pointsIn(series, metric, a, b).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
  const usual = read(since - USUAL.from, since - USUAL.to).map(({ value }) => value)
  const stands = read(since - USUAL.to, from).at(-1)?.value
  const last = read(from, to).at(-1)
  if (usual.length === 0 || !last || last.value === stands) return null
  return { before: usual.toSorted((a, b) => a - b)[Math.floor(usual.length / 2)] ?? 0, ...last }
}

/** True when anything was read of one of these in that time. */
export function isRead(
  series: Series | null,
  metrics: readonly MetricKey<'endpoint'>[],
  from: number,
  to: number,
): boolean {
  return metrics.some((metric) => pointsIn(series, metric, from, to).some(({ value }) => value !== null))
}

/** Each second of the time, also those in which nothing came. */
function pointsIn(
  series: Series | null,
  metric: MetricKey<'endpoint'>,
  from: number,
  to: number,
): { readonly at: number; readonly value: Value }[] {
  if (series === null) return []
  const column = series.columns[indexOfMetric('endpoint', metric)] ?? []
  const points: { at: number; value: Value }[] = []
  let next: number | null = null
  for (const [point, at] of series.at.entries()) {
    // A point of a longer time counts when it touches the window.
    if ((at + series.seconds) * 1000 <= from || at * 1000 > to) continue
    for (; next !== null && next < at; next += series.seconds) points.push({ at: next, value: null })
    points.push({ at, value: column[point] ?? null })
    next = at + series.seconds
  }
  return points
}

const lengthOf = (series: Series | null, seconds: number): number =>
  Math.max(1, Math.round(seconds / (series?.seconds ?? 1)))

const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
