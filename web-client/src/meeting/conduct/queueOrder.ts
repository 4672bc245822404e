/**
 * Where in the queue something lands that was dropped onto another: who comes after it then, null for the end.
 * Undefined when nothing changes, or when one of the two left the queue meanwhile.
 */
export function droppedBefore<Id extends string>(ids: readonly Id[], dragged: Id, onto: Id): Id | null | undefined {
  const [from, to] = [ids.indexOf(dragged), ids.indexOf(onto)]
  if (from === -1 || to === -1 || from === to) return undefined
  // From above it goes behind the one it is dropped on, from below before it.
  return (from < to ? ids[to + 1] : ids[to]) ?? null
}
