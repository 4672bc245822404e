import { METRICS, ResourceId } from '@diem-cau/signaling-contract/operations'
import type { HistoryReader } from '../history/HistoryReader.ts'
import type { ResourceStore } from '../journal/ResourceStore.ts'

const DAY_S = 86_400
const DAY_MS = 86_400_000
/** What was free is looked at over so many days, in points of two hours. */
const DAYS = 14
const POINTS = DAYS * 12
/** Less than this says nothing of how it goes on. */
const LEAST_DAYS = 3
const LEAST_POINTS = 24
/** Further away it is nobody's business, and guessed. */
const MOST_DAYS = 365
/** It is reckoned anew this often, in milliseconds: it changes by the day. */
const EVERY_MS = 30 * 60_000

/**
 * Tells in how many days nothing is free any more if it goes on as it went (least squares). Pure.
 * @param at seconds, the oldest first @param free in any unit; null: not read
 * @returns null where that says nothing: too short a time, or it does not get less
 */
export function daysUntilFull(at: readonly number[], free: readonly (number | null)[]): number | null {
  const points = at.flatMap((second, index) => {
    const value = free[index] ?? null
    return value === null ? [] : [{ day: second / DAY_S, value }]
  })
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < LEAST_POINTS || last.day - first.day < LEAST_DAYS) return null
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [day, value] = [mean((point) => point.day), mean((point) => point.value)]
  const spread = mean((point) => (point.day - day) ** 2)
  const perDay = mean((point) => (point.day - day) * (point.value - value)) / spread
  if (perDay >= 0) return null
  const days = last.value / -perDay
  return days > MOST_DAYS ? null : days
}

/** Reckons it from what was measured of the disk of the data. */
export function diskForecast(
  resources: Pick<ResourceStore, 'find'>,
  history: Pick<HistoryReader, 'read'>,
  clock: () => number,
): () => Promise<number | null> {
  const disk = ResourceId.parse('service:disk')
  const place = METRICS.service.findIndex(({ key }) => key === 'free')
  let known: { readonly at: number; readonly days: number | null } | null = null
  return async () => {
    const now = clock()
    if (known !== null && now - known.at < EVERY_MS) return known.days
    const stored = await resources.find(disk)
    const days =
      stored === null
        ? null
        : await history
            .read(
              { resource: disk, id: stored.id, kind: 'service', from: now - DAYS * DAY_MS, to: now, points: POINTS },
              now,
            )
            .then(({ at, mean }) => daysUntilFull(at, mean[place] ?? []))
    known = { at: now, days }
    return days
  }
}
