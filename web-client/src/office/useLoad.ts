import { useCallback, useEffect, useRef, useState } from 'react'
import { failureCode } from '../signaling/RequestFailed.ts'

export interface Loaded<T> {
  /** What came last; stays shown while it is asked for again. */
  readonly data: T | null
  readonly failure: unknown
  readonly loading: boolean
  readonly refresh: () => void
  /** Shows this instead: what an edit has answered. */
  readonly set: (data: T) => void
}

/**
 * Something of the office, asked for when the view appears and whenever `key` changes. A newer question stops the
 * older one; `load` need not be stable. `key` null: there is nothing to ask yet.
 */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0)
  const question = key === null ? null : `${attempt} ${key}`
  const [state, setState] = useState<{ answered: string | null; data: T | null; failure: unknown }>({ answered: null, data: null, failure: null })
  const ask = useRef(load)
  useEffect(() => {
    ask.current = load
  })
  useEffect(() => {
    if (question === null) return
    const abort = new AbortController()
    ask.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ answered: question, data, failure: null })
      },
      (failure: unknown) => {
        if (abort.signal.aborted || failureCode(failure) === 'aborted') return
        setState((before) => ({ ...before, answered: question, failure }))
      },
    )
    return () => abort.abort()
  }, [question])
  const refresh = useCallback(() => setAttempt((n) => n + 1), [])
  const set = useCallback((data: T) => setState({ answered: question, data, failure: null }), [question])
  const loading = question !== null && state.answered !== question
  return { data: state.data, failure: loading ? null : state.failure, loading, refresh, set }
}
