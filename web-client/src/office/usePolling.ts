import { useEffect, useRef } from 'react'
import { pollDelay } from './pollDelay.ts'

/** Below this a page that comes back into sight does not ask again, in milliseconds. */
const FRESH_MS = 10_000

interface Options {
  readonly enabled?: boolean
  /** False: what there is was asked for already. */
  readonly atOnce?: boolean
  /** How soon it asks again while somebody looks, in milliseconds. */
  readonly shownMs?: number
}

/**
 * Asks again and again while the view is there: later after failures, seldom while nobody looks, at once when somebody looks again.
 * @param ask rejects when it failed; need not be stable
 */
export function usePolling(ask: (signal: AbortSignal) => Promise<void>, { enabled = true, atOnce = true, shownMs }: Options = {}): void {
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(() => {
    if (!enabled) return
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let askedAt = 0
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void run(), pollDelay({ failures, hidden: document.hidden, chance: Math.random(), ...(shownMs === undefined ? {} : { shownMs }) }))
    }
    const run = async () => {
      clearTimeout(timer)
      askedAt = Date.now()
      try {
        await latest.current(abort.signal)
        failures = 0
      } catch {
        failures += 1
      }
      if (!abort.signal.aborted) later()
    }
    const look = () => {
      if (!document.hidden && Date.now() - askedAt > FRESH_MS) void run()
    }
    if (atOnce) void run()
    else later()
    document.addEventListener('visibilitychange', look)
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [enabled, atOnce, shownMs])
}
