import type { NodeDescription } from './SfuClient.ts'

/** The core that a new meeting would get, 0 idle .. 1 full: the node puts it on its least loaded worker. */
function loadOf({ workers }: NodeDescription): number {
  return Math.min(...workers.map(({ cpu }) => cpu))
}

/** How much of the node is used, for nodes whose best core is equally free. */
function usedOf({ workers }: NodeDescription): number {
  return workers.reduce((sum, { cpu }) => sum + cpu, 0) / workers.length
}

/** The node a new meeting goes to: the least loaded that takes any; null when there is none. */
export function placement(nodes: readonly NodeDescription[]): NodeDescription | null {
  const taking = nodes.filter((node) => !node.draining && node.workers.length > 0)
  return taking.toSorted((a, b) => loadOf(a) - loadOf(b) || usedOf(a) - usedOf(b))[0] ?? null
}
