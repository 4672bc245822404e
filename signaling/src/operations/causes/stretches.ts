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

/** A figure of a media node stands for so long at most, in milliseconds (SPEC 16.11). */
const STANDS_MS = 15_000

/**
 * The last figure from a time on, when it is another one than the one that stood then. A media node measures each room some seconds apart, and until
 * then the figure before is told again: only another one is news.
 * @param from milliseconds, as `to` is
 * @returns `at` in seconds; null: there is no news
 */
export function newsSince(
  series: Series | null,
  metric: MetricKey<'endpoint'>,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly value: number; readonly at: number } | null {
  const lastIn = (a: number, b: number) =>
    pointsIn(series, metric, a, b).reduce<{ value: number; at: number } | null>(
      (last, { at, value }) => (value === null ? last : { at, value }),
      null,
    )
  const last = lastIn(from, to)
  return last && last.value !== lastIn(from - STANDS_MS, from)?.value ? last : null
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
