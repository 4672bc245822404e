/**
 * Finds the request before which a request of the queue is put that moves from one place to another, both counted from
 * 0; null at the end.
 */
export function afterMoved<Id extends string>(ids: readonly Id[], from: number, to: number): Id | null {
  // A request that moves down goes behind the one whose place it takes, one that moves up before it.
  return (from < to ? ids[to + 1] : ids[to]) ?? null
}
