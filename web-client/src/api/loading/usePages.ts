import { useCallback, useEffect, useRef, useState } from 'react'
import { failureCode } from '../client/RequestFailed.ts'
import { type Page, type PagesState, withFailure, withPage } from '../office/pagesState.ts'

export interface Pages<T> {
  readonly items: readonly T[] | null
  readonly total: number
  readonly loading: boolean
  readonly failure: unknown
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly refresh: () => void
  /** Changes what is shown without asking again: an edit has answered the new row, or one is gone. */
  readonly update: (change: (items: readonly T[]) => readonly T[]) => void
}

/**
 * A list that grows page by page. Starts over whenever `key` (of the filters) changes; rows of the old filters stay
 * until the first of the new ones are there. `load` need not be stable.
 */
export function usePages<T>(key: string, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>): Pages<T> {
  const [state, setState] = useState<PagesState<T>>({ answered: null, key: null, items: null, total: 0, next: null, failure: null })
  const [attempt, setAttempt] = useState(0)
  const [more, setMore] = useState<{ readonly of: string; readonly cursor: string; readonly tries: number } | null>(null)
  const list = `${attempt} ${key}`
  // A cursor of other filters means nothing here.
  const cursor = more?.of === list ? more.cursor : undefined
  const question = JSON.stringify([list, cursor ?? null, cursor === undefined ? 0 : more?.tries])
  const ask = useRef(load)
  useEffect(() => {
    ask.current = load
  })

  useEffect(() => {
    const abort = new AbortController()
    ask.current(cursor, abort.signal).then(
      (page) => {
        if (!abort.signal.aborted) setState((before) => withPage(before, { question, key, cursor }, page))
      },
      (failure: unknown) => {
        if (!abort.signal.aborted && failureCode(failure) !== 'aborted') setState((before) => withFailure(before, { question, key, cursor }, failure))
      },
    )
    return () => abort.abort()
  }, [question, cursor, key])

  const { answered, items, total, next, failure } = state
  const loading = answered !== question
  const loadMore = useCallback(() => {
    if (next !== null) setMore((before) => ({ of: list, cursor: next, tries: (before?.tries ?? 0) + 1 }))
  }, [next, list])
  const refresh = useCallback(() => setAttempt((n) => n + 1), [])
  const update = useCallback((change: (items: readonly T[]) => readonly T[]) => {
    setState((before) => (before.items ? { ...before, items: change(before.items) } : before))
  }, [])
  return { items, total, loading, failure: loading ? null : failure, hasMore: next !== null, loadMore, refresh, update }
}
