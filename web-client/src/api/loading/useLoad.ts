import { focusManager, hashKey, keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Query } from './query.ts'
import { queryClient } from './queryClient.ts'

export interface Loaded<T> {
  /** The last answer; it stays shown while it is asked for again. Null when a later question was not answered. */
  readonly data: T | null
  readonly failure: unknown
  readonly loading: boolean
  readonly refresh: () => void
  /** Shows this instead, which an edit has answered. */
  readonly set: (data: T) => void
}

const NOTHING = ['nothing']

/**
 * Loads something of the office when the view appears and whenever the query's key changes. Null: there is nothing to
 * ask yet.
 */
export function useLoad<T>(query: Query<T> | null): Loaded<T> {
  useLookedAt()
  const asked: Query<T> = query ?? { queryKey: NOTHING, queryFn: skipToken }
  const { data, error, fetchStatus, isPlaceholderData, errorUpdateCount, refetch } = useQuery(
    { placeholderData: keepPreviousData, ...asked },
    queryClient,
  )
  const hash = hashKey(asked.queryKey)
  const refresh = useCallback(() => {
    askAnew(hash)
    void refetch()
  }, [hash, refetch])
  const set = useCallback(
    (data: T) => void queryClient.getQueryCache().get(hash)?.setData(data, { manual: true }),
    [hash],
  )
  const loading = fetchStatus !== 'idle'
  // After a failure the answer to the question before would be taken for the answer to this one.
  const shown = isPlaceholderData && errorUpdateCount > 0 ? undefined : data
  return { data: shown ?? null, failure: loading ? null : error, loading, refresh, set }
}

/** Asks anew: an answer that is on its way may be older than the reason to ask again. */
export function askAnew(hash: string): void {
  void queryClient.getQueryCache().get(hash)?.cancel({ silent: true })
}

/** Renders again when the page comes into sight or leaves it, as the interval of its polls depends on that. */
function useLookedAt(): void {
  useSyncExternalStore(
    (listener) => focusManager.subscribe(listener),
    () => focusManager.isFocused(),
  )
}
