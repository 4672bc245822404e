import { focusManager, type Query as CachedQuery } from '@tanstack/react-query'
import { pollDelay } from './pollDelay.ts'
import type { Rules } from './query.ts'

/** A page that comes back into sight does not ask again within this time, in milliseconds. */
const FRESH_MS = 10_000

/** Each page has a chance of its own, which stays the same between two questions. */
const chanceOfPage = Math.random()

/** The number of errors up to the last answer: those since then are the failures in a row. */
const errorsBefore = new WeakMap<object, number>()

function failuresInARow<T>(query: CachedQuery<T, Error, T>): number {
  const { status, errorUpdateCount } = query.state
  if (status === 'success') errorsBefore.set(query, errorUpdateCount)
  return errorUpdateCount - (errorsBefore.get(query) ?? 0)
}

/**
 * Rules for a query that is polled while a view is there: later after failures, seldom while nobody looks, at once when
 * somebody looks again, and never twice at a time.
 * @param shownMs the interval while somebody looks, in milliseconds
 * @param chance from 0 to 1: pages that began together do not ask together
 */
export const polled = <T>(shownMs?: number, chance = chanceOfPage): Rules<T> => ({
  refetchInterval: (query) =>
    pollDelay({
      failures: failuresInARow(query),
      hidden: !focusManager.isFocused(),
      chance,
      ...(shownMs === undefined ? {} : { shownMs }),
    }),
  refetchIntervalInBackground: true,
  refetchOnWindowFocus: true,
  staleTime: FRESH_MS,
  retry: false,
})
