import type { NodeDescription } from './SfuClient.ts'

/** Load of a node, 0 idle .. 1 full: its busiest resource decides. */
function loadOf(node: NodeDescription): number {
  if (node.workers.length === 0) return 1
  return node.workers.reduce((sum, worker) => sum + worker.cpu, 0) / node.workers.length
}

/** The node a new meeting goes to: the least loaded that takes any; null when there is none. */
export function placement(nodes: readonly NodeDescription[]): NodeDescription | null {
  const taking = nodes.filter((node) => !node.draining && node.workers.length > 0)
  return taking.toSorted((a, b) => loadOf(a) - loadOf(b))[0] ?? null
}
