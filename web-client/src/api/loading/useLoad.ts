import { useCallback, useEffect, useRef, useState } from 'react'
import { failureCode } from '../client/RequestFailed.ts'

export interface Loaded<T> {
  /** What came last; stays shown while it is asked for again. Null when what was asked for since did not come. */
  readonly data: T | null
  readonly failure: unknown
  readonly loading: boolean
  readonly refresh: () => void
  /** Shows this instead: what an edit has answered. */
  readonly set: (data: T) => void
}

interface State<T> {
  /** The question that was answered last, and its key. */
  readonly answered: string | null
  readonly key: string | null
  readonly data: T | null
  readonly failure: unknown
}

/**
 * Something of the office, asked for when the view appears and whenever `key` changes. A newer question stops the
 * older one; `load` need not be stable. `key` null: there is nothing to ask yet.
 */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0)
  const question = key === null ? null : `${attempt} ${key}`
  const [state, setState] = useState<State<T>>({ answered: null, key: null, data: null, failure: null })
  const ask = useRef(load)
  useEffect(() => {
    ask.current = load
  })
  useEffect(() => {
    if (question === null) return
    const abort = new AbortController()
    ask.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ answered: question, key, data, failure: null })
      },
      (failure: unknown) => {
        if (abort.signal.aborted || failureCode(failure) === 'aborted') return
        // What was asked for before would be taken for what is asked for now.
        setState((before) => ({ answered: question, key, data: before.key === key ? before.data : null, failure }))
      },
    )
    return () => abort.abort()
  }, [question, key])
  const refresh = useCallback(() => setAttempt((n) => n + 1), [])
  const set = useCallback((data: T) => setState({ answered: question, key, data, failure: null }), [question, key])
  const loading = question !== null && state.answered !== question
  return { data: state.data, failure: loading ? null : state.failure, loading, refresh, set }
}
