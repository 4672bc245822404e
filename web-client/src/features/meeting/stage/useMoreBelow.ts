import { useCallback, useState } from 'react'

/** Whether a list goes on below what is seen of it. `end` is for an element after its last row, inside what scrolls. */
export function useMoreBelow(): { readonly more: boolean; readonly end: (element: Element | null) => (() => void) | undefined } {
  const [more, setMore] = useState(false)
  const end = useCallback((element: Element | null) => {
    if (!element) return
    const observer = new IntersectionObserver((entries) => setMore(entries.at(-1)?.isIntersecting === false), { root: element.parentElement })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { more, end }
}
