export type Direction = 'up' | 'down' | 'left' | 'right'

/** A place on the screen, in any unit: left, top, right, bottom. */
export interface Place {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What lies aside counts so much more than what lies ahead. */
const ASIDE = 3

/**
 * Finds where an arrow leads: the nearest place that lies wholly or mostly in that direction. What is in the same row or
 * column goes before what is nearer but aside.
 * @returns the index in `places`; null where there is nothing in that direction
 */
export function nextPlace(from: Place, places: readonly Place[], direction: Direction): number | null {
  let best: { readonly index: number; readonly cost: number } | null = null
  for (const [index, place] of places.entries()) {
    const cost = costOf(turned(from, direction), turned(place, direction))
    if (cost !== null && (best === null || cost < best.cost)) best = { index, cost }
  }
  return best?.index ?? null
}

/** Turns the screen so that the direction is to the right. */
function turned({ left, top, right, bottom }: Place, direction: Direction): Place {
  switch (direction) {
    case 'right':
      return { left, top, right, bottom }
    case 'left':
      return { left: -right, top, right: -left, bottom }
    case 'down':
      return { left: top, top: left, right: bottom, bottom: right }
    case 'up':
      return { left: -bottom, top: left, right: -top, bottom: right }
    default:
      return direction satisfies never
  }
}

/** How far it is to the right; null for what does not lie there. */
function costOf(from: Place, to: Place): number | null {
  const middle = (place: Place) => (place.left + place.right) / 2
  // Half a pixel is what browsers round by.
  if (middle(to) <= middle(from) + 0.5 || to.right <= from.right + 0.5) return null
  const ahead = Math.max(0, to.left - from.right)
  const aside = Math.max(0, to.top - from.bottom, from.top - to.bottom)
  const off = Math.abs((to.top + to.bottom) / 2 - (from.top + from.bottom) / 2)
  return ahead + aside * ASIDE + off / 100
}
