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
  const [state, setState] = useState<{ key: string | null; data: T | null; failure: unknown; loading: boolean }>({ key, data: null, failure: null, loading: key !== null })
  const [attempt, setAttempt] = useState(0)
  const ask = useRef(load)
  useEffect(() => {
    ask.current = load
  })
  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    setState((before) => ({ key, data: before.data, failure: null, loading: true }))
    ask.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ key, data, failure: null, loading: false })
      },
      (failure: unknown) => {
        if (abort.signal.aborted || failureCode(failure) === 'aborted') return
        setState((before) => ({ ...before, failure, loading: false }))
      },
    )
    return () => abort.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt asks again
  }, [key, attempt])
  const refresh = useCallback(() => setAttempt((n) => n + 1), [])
  const set = useCallback((data: T) => setState((before) => ({ ...before, data, failure: null, loading: false })), [])
  return { data: state.data, failure: state.failure, loading: state.loading, refresh, set }
}
