import { useEffect, useRef } from 'react'
import { Poller } from './Poller.ts'

interface Options {
  readonly enabled?: boolean
  /** False: what there is was asked for already. */
  readonly atOnce?: boolean
  /** How soon it asks again while somebody looks, in milliseconds. */
  readonly shownMs?: number
}

/**
 * Asks again and again while the view is there, as Poller does.
 * @param ask rejects when it failed; need not be stable
 */
export function usePolling(ask: (signal: AbortSignal) => Promise<void>, { enabled = true, atOnce = true, shownMs }: Options = {}): void {
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(() => {
    if (!enabled) return
    const poller = new Poller((signal) => latest.current(signal), document, { atOnce, shownMs })
    return () => poller.stop()
  }, [enabled, atOnce, shownMs])
}
