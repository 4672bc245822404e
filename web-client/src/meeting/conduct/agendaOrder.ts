import type { AgendaPoint, ItemId } from '@diem-cau/signaling-contract'

/** The ids with one moved by a step, to be told as the whole order; null when it is at the end already. */
export function movedItem<T>(ids: readonly T[], id: T, step: -1 | 1): T[] | null {
  const at = ids.indexOf(id)
  const to = at + step
  if (at === -1 || to < 0 || to >= ids.length) return null
  return ids.toSpliced(at, 1).toSpliced(to, 0, ids[at] ?? id)
}

/** The ids with one put where another is; null when nothing changes by it. */
export function movedOnto(ids: readonly ItemId[], id: string | number, onto: string | number | null): ItemId[] | null {
  const from = ids.findIndex((itemId) => itemId === id)
  const to = ids.findIndex((itemId) => itemId === onto)
  const moved = ids[from]
  if (moved === undefined || to === -1 || from === to) return null
  return ids.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** Points in an order that was asked for; those that it does not name stay behind the others, as the server does it (SPEC 11.2). */
export function inOrder(points: readonly AgendaPoint[], itemIds: readonly ItemId[]): AgendaPoint[] {
  const place = new Map(itemIds.map((itemId, index) => [itemId, index]))
  const placeOf = ({ itemId }: AgendaPoint) => place.get(itemId) ?? itemIds.length
  return points.toSorted((a, b) => placeOf(a) - placeOf(b))
}
