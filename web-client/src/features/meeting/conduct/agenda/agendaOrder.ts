import type { AgendaPoint, ItemId } from '@diem-cau/signaling-contract'

/**
 * Puts points into an order that was asked for; those that it does not name stay behind the others, as at the server
 * (SPEC 11.2).
 */
export function inOrder(points: readonly AgendaPoint[], itemIds: readonly ItemId[]): AgendaPoint[] {
  const place = new Map(itemIds.map((itemId, index) => [itemId, index]))
  const placeOf = ({ itemId }: AgendaPoint) => place.get(itemId) ?? itemIds.length
  return points.toSorted((a, b) => placeOf(a) - placeOf(b))
}
