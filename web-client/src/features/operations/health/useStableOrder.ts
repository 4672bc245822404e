import { useEffect, useRef, useState } from 'react'
import { noOrder, stableOrder, type Ranked } from './stableOrder.ts'

/** A pointer that has not moved for this long (ms) points at nothing: the screen may hang on a wall with nobody there. */
const HELD_MS = 8_000

interface Handlers {
  readonly onPointerMove: () => void
  readonly onPointerLeave: () => void
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** Items in an order that does not jump, with the handlers for the element that holds them. */
export function useStableOrder<T extends Ranked>(
  items: readonly T[],
): { readonly ordered: readonly T[]; readonly handlers: Handlers } {
  const [isPointed, setPointed] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const [order, setOrder] = useState(noOrder)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const next = stableOrder(order, items, isPointed || isFocused)
  // Set while rendering, as what is shown must never be of the order before.
  if (next !== order) setOrder(next)
  const point = () => {
    clearTimeout(timer.current)
    setPointed(true)
    timer.current = setTimeout(() => setPointed(false), HELD_MS)
  }
  const leave = () => {
    clearTimeout(timer.current)
    setPointed(false)
  }
  const byId = new Map(items.map((item) => [item.id, item]))
  return {
    ordered: next.ids.flatMap((id) => byId.get(id) ?? []),
    handlers: {
      onPointerMove: point,
      onPointerLeave: leave,
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    },
  }
}
