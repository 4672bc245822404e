import { fullness, type NodeReport, WORKER_CAPACITY } from '@diem-cau/sfu-contract'

/** A node that an endpoint could go to. */
export type NodeChoice = {
  /** The node's own report, up to a second old. */
  readonly report: Pick<NodeReport, 'region' | 'limits' | 'draining' | 'workers'>
  /** Joins that its report does not have yet. */
  readonly underWay: number
  /** Its place among the nodes that carry the meeting, 0 the home; null = it does not carry it. */
  readonly carries: number | null
  /** The endpoint is there now, and would be made anew. */
  readonly has: boolean
  /** Another one is wanted, if there is any. */
  readonly avoid: boolean
}

/**
 * The nodes to ask for an endpoint, the best first: with room, in the region, one that carries the meeting already (each
 * node more costs pipes), the least loaded. Pure.
 * @param region where the meeting is at home; empty = anywhere
 */
export function placement<Choice extends NodeChoice>(choices: readonly Choice[], region: string): Choice[] {
  return choices
    .filter(({ report, carries }) => report.workers.length > 0 && (!report.draining || carries !== null))
    .map((choice) => ({ choice, rank: rankOf(choice, region) }))
    .toSorted((one, other) => compare(one.rank, other.rank))
    .map(({ choice }) => choice)
}

/** True for a node that has no room, by its report: at its own limit of endpoints, or with every worker as full as it may be. Pure. */
export function hasNoRoom({ report, underWay }: Pick<NodeChoice, 'report' | 'underWay'>): boolean {
  const { endpoints: limit } = report.limits
  const endpoints = report.workers.reduce((sum, worker) => sum + worker.endpoints, underWay)
  return useOf({ report, underWay }).least >= 1 || (limit !== null && endpoints >= limit)
}

/** Smaller is better, the first figure that differs decides. */
function rankOf(choice: NodeChoice, region: string): number[] {
  const { report, carries, has, avoid } = choice
  const { least, all } = useOf(choice)
  return [
    Number(avoid),
    // One that drains takes what it has and no more, and nobody else's if another can.
    Number(report.draining),
    Number(!has),
    Number(hasNoRoom(choice)),
    Number(region !== '' && report.region !== region),
    carries ?? Infinity,
    // Reports are a second old: what differs by less than a tenth is the same.
    Math.round(10 * least),
    all,
  ]
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((figure, index) => figure !== other[index])
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}

/**
 * Measures how full its least loaded worker is and how full all are, 0 empty .. 1 full and above: the node puts an
 * endpoint on the former.
 */
function useOf({ report: { workers }, underWay }: Pick<NodeChoice, 'report' | 'underWay'>): {
  least: number
  all: number
} {
  const each = workers.map(({ cpu, consumers, bitrateIn, bitrateOut, endpoints }) =>
    fullness(
      { cpu, consumers, bitrate: bitrateIn + bitrateOut, endpoints: endpoints + underWay / workers.length },
      WORKER_CAPACITY,
    ),
  )
  return { least: Math.min(...each), all: each.reduce((sum, one) => sum + one, 0) / each.length }
}
