/** Who comes after a request of the queue that is moved from one place to another, both counted from 0; null at the end. */
export function afterMoved<Id extends string>(ids: readonly Id[], from: number, to: number): Id | null {
  // From above it goes behind the one whose place it takes, from below before it.
  return (from < to ? ids[to + 1] : ids[to]) ?? null
}
