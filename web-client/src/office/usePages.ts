import { useCallback, useEffect, useRef, useState } from 'react'
import { failureCode } from '../signaling/RequestFailed.ts'

interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | null
}

interface State<T> {
  readonly items: readonly T[] | null
  readonly total: number
  readonly next: string | null
  readonly loading: boolean
  readonly failure: unknown
}

export interface Pages<T> extends Omit<State<T>, 'next'> {
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly refresh: () => void
  /** Changes what is shown without asking again: an edit has answered the new row, or one is gone. */
  readonly update: (change: (items: readonly T[]) => readonly T[]) => void
}

const nothing = { items: null, total: 0, next: null, loading: true, failure: null }

/**
 * A list that grows page by page. Starts over whenever `key` (of the filters) changes; rows of the old filters stay
 * until the first of the new ones are there. `load` need not be stable.
 */
export function usePages<T>(key: string, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>): Pages<T> {
  const [state, setState] = useState<State<T>>(nothing)
  const [attempt, setAttempt] = useState(0)
  const ask = useRef(load)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    ask.current = load
  })

  const run = useCallback((cursor: string | undefined) => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setState((before) => ({ ...before, loading: true, failure: null }))
    ask.current(cursor, abort.signal).then(
      ({ items, total, next }) => {
        if (abort.signal.aborted) return
        setState((before) => ({ items: cursor === undefined ? items : [...(before.items ?? []), ...items], total, next, loading: false, failure: null }))
      },
      (failure: unknown) => {
        if (abort.signal.aborted || failureCode(failure) === 'aborted') return
        setState((before) => ({ ...before, loading: false, failure }))
      },
    )
  }, [])

  useEffect(() => {
    run(undefined)
    return () => running.current?.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other filters, or another attempt, start over
  }, [key, attempt, run])

  const { next, ...shown } = state
  const loadMore = useCallback(() => {
    if (next !== null) run(next)
  }, [next, run])
  const refresh = useCallback(() => setAttempt((n) => n + 1), [])
  const update = useCallback((change: (items: readonly T[]) => readonly T[]) => {
    setState((before) => (before.items ? { ...before, items: change(before.items) } : before))
  }, [])
  return { ...shown, hasMore: next !== null, loadMore, refresh, update }
}
