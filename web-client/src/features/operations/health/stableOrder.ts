import type { Health } from '@diem-cau/signaling-contract/operations'

/** What a list puts in order. `name`: as people know it. */
export interface Ranked {
  readonly id: string
  readonly name: string
  readonly health: Health
}

/** The worst comes first; what could not be read comes before what is well, as it may be anything. */
export const HEALTHS = ['bad', 'weak', 'unknown', 'good'] as const satisfies readonly Health[]

export const rankOf = (health: Health): number => HEALTHS.indexOf(health)

const byHealthAndName = (a: Ranked, b: Ranked) =>
  rankOf(a.health) - rankOf(b.health) || a.name.localeCompare(b.name, 'vi', { numeric: true })

/** An order that was shown, and the healths that it was made of. */
export interface Order {
  readonly ids: readonly string[]
  readonly healths: ReadonlyMap<string, Health>
}

export const noOrder: Order = { ids: [], healths: new Map() }

/**
 * The order to show now: worst first, but nothing moves unless a health has changed or something came or went, and
 * nothing moves at all while somebody points at the list: what comes then stands at the end.
 * @returns the order before when nothing is different
 */
export function stableOrder(before: Order, items: readonly Ranked[], isHeld: boolean): Order {
  const isSame =
    items.length === before.ids.length && items.every(({ id, health }) => before.healths.get(id) === health)
  if (isSame) return before
  if (!isHeld || before.ids.length === 0) {
    return {
      ids: items.toSorted(byHealthAndName).map(({ id }) => id),
      healths: new Map(items.map(({ id, health }) => [id, health])),
    }
  }
  const here = new Set(items.map(({ id }) => id))
  const kept = before.ids.filter((id) => here.has(id))
  const known = new Set(kept)
  const came = items.filter(({ id }) => !known.has(id)).toSorted(byHealthAndName)
  if (kept.length === before.ids.length && came.length === 0) return before
  return {
    ids: [...kept, ...came.map(({ id }) => id)],
    // The healths that it was made of stay, so that it is made anew once nobody points at it.
    healths: new Map(kept.map((id) => [id, before.healths.get(id) ?? 'unknown'])),
  }
}
