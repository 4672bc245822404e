import { useEffect, useEffectEvent, useState } from 'react'

/** Handlers for the element that holds the message. */
interface HoldHandlers {
  readonly onMouseEnter: () => void
  readonly onMouseLeave: () => void
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/**
 * Lets a message go by itself; while it is read, under the mouse or with the focus in it, it stays (WCAG 2.2.1).
 * @param shownMs null: it stays until it is put away
 */
export function usePassing(shownMs: number | null, onDone: () => void): HoldHandlers {
  const [held, setHeld] = useState(false)
  const done = useEffectEvent(onDone)
  useEffect(() => {
    if (held || shownMs === null) return
    const timer = setTimeout(() => done(), shownMs)
    return () => clearTimeout(timer)
  }, [held, shownMs])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  return { onMouseEnter: hold, onMouseLeave: release, onFocus: hold, onBlur: release }
}
