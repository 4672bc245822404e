import type { Resource } from '@diem-cau/signaling-contract/operations'
import { figureOf } from '../figures/figureOf.ts'

interface DrainTarget {
  readonly id: string
  readonly name: string
  readonly endpoints: number | null
  /** Of the whole machine, in percent. */
  readonly cpu: number | null
}

/** What emptying a node will do. `endpoints` null: it could not be read how many are on it. */
export interface DrainPlan {
  readonly endpoints: number | null
  /** Where they can go, the emptiest first; none: they stay where they are. */
  readonly targets: readonly DrainTarget[]
}

/** Nodes that are emptied themselves, are full, or cannot be read, take nobody. */
export function drainPlan(node: Resource, nodes: readonly Resource[]): DrainPlan {
  const targets = nodes
    .filter(
      (other) => other.id !== node.id && other.health !== 'unknown' && !other.report?.draining && !other.report?.full,
    )
    .map((other) => ({
      id: other.id,
      name: other.name,
      endpoints: figureOf(other, 'node', 'endpoints'),
      cpu: figureOf(other, 'node', 'machineCpu'),
    }))
    .toSorted((a, b) => (a.endpoints ?? Infinity) - (b.endpoints ?? Infinity) || a.name.localeCompare(b.name, 'vi'))
  return { endpoints: figureOf(node, 'node', 'endpoints'), targets }
}
