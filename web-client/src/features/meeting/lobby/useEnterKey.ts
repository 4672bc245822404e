import { useEffect, useEffectEvent } from 'react'

/** Acts on Enter, unless an element that has its own use for Enter is in focus. */
export function useEnterKey(action: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.repeat) return
    const { target } = event
    if (
      target instanceof Element &&
      target.closest('button, a, select, input, textarea, summary, [role="dialog"], [role="menu"]')
    )
      return
    action()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
