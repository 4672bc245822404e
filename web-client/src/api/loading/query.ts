import type { InfiniteData, QueryKey, UseInfiniteQueryOptions, UseQueryOptions } from '@tanstack/react-query'

/** A question to the server. Its key begins with the subject, so that all questions of one subject are found by it. */
export type Query<T> = UseQueryOptions<T, Error, T> & { readonly queryKey: QueryKey }

/** Rules for a question that is not just asked once for each view. */
export type Rules<T> = Omit<UseQueryOptions<T, Error, T>, 'queryKey' | 'queryFn'>

/** @param ask rejects with RequestFailed; its signal is aborted when no view wants the answer any more */
export const query = <T>(
  queryKey: QueryKey,
  ask: (signal: AbortSignal) => Promise<T>,
  rules: Rules<T> = {},
): Query<T> => ({
  queryKey,
  queryFn: ({ signal }) => ask(signal),
  ...rules,
})

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  /** The cursor of the next page; null when this is the last one. */
  readonly next: string | null
}

export type Cursor = string | undefined

/** A list that comes page by page. */
export type PagedQuery<P> = UseInfiniteQueryOptions<P, Error, InfiniteData<P, Cursor>, QueryKey, Cursor> & {
  readonly queryKey: QueryKey
}

/** @param ask loads the page after this cursor; undefined: the first one */
export const pagedQuery = <P extends Page<unknown>>(
  queryKey: QueryKey,
  ask: (cursor: Cursor, signal: AbortSignal) => Promise<P>,
): PagedQuery<P> => ({
  queryKey,
  queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
  initialPageParam: undefined,
  getNextPageParam: ({ next }) => next,
})

/** Writes `cursor` as a part of what the server is asked. */
export const after = (cursor: Cursor): { readonly cursor?: string } => (cursor === undefined ? {} : { cursor })
