import { hashKey, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { firstPage, type PageList, rowsOf, withRows } from './pageList.ts'
import type { Page, PagedQuery } from './query.ts'
import { queryClient } from './queryClient.ts'
import { askAnew } from './useLoad.ts'

export interface Pages<T, P = unknown> {
  readonly items: readonly T[] | null
  readonly total: number
  /** The page that came last. */
  readonly last: P | null
  readonly loading: boolean
  readonly failure: unknown
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly refresh: () => void
  /** Changes the rows without asking again: an edit has answered the new row, or one is gone. */
  readonly update: (change: (items: readonly T[]) => readonly T[]) => void
}

/**
 * A list that grows page by page. It starts over whenever the query's key (its filters) changes; rows of the old
 * filters stay until the first of the new ones are there.
 */
export function usePages<P extends Page<unknown>>(query: PagedQuery<P>): Pages<P['items'][number], P> {
  type T = P['items'][number]
  const { data, error, fetchStatus, isPlaceholderData, errorUpdateCount, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({ placeholderData: keepPreviousData, ...query }, queryClient)
  const hash = hashKey(query.queryKey)
  const change = useCallback(
    (edit: (list: PageList<P>) => PageList<P>) => {
      const cached = queryClient.getQueryCache().get<PageList<P>>(hash)
      if (cached?.state.data) cached.setData(edit(cached.state.data), { manual: true })
    },
    [hash],
  )
  const refresh = useCallback(() => {
    askAnew(hash)
    // Only the first page is asked for: otherwise all that were opened would be, one after another.
    change(firstPage)
    void refetch()
  }, [hash, change, refetch])
  const update = useCallback(
    (edit: (items: readonly T[]) => readonly T[]) => change((list) => withRows(list, edit)),
    [change],
  )
  const shown = isPlaceholderData && errorUpdateCount > 0 ? undefined : data
  const items = useMemo(() => (shown ? rowsOf(shown) : null), [shown])
  const last = shown?.pages.at(-1) ?? null
  const loading = fetchStatus !== 'idle'
  return {
    items,
    total: last?.total ?? 0,
    last,
    loading,
    failure: loading ? null : error,
    hasMore: hasNextPage && !isPlaceholderData,
    loadMore: () => void fetchNextPage(),
    refresh,
    update,
  }
}
