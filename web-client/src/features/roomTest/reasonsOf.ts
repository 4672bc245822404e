import type { ReadinessReason, Verdict } from '@diem-cau/signaling-contract/readiness'

const rank = { bad: 0, weak: 1, unknown: 2, good: 3 } as const

/** Every reason once, the worst first. */
export function reasonsOf(verdicts: readonly Verdict[]): readonly ReadinessReason[] {
  const worstFirst = verdicts.toSorted((one, other) => rank[one.health] - rank[other.health])
  return [...new Set(worstFirst.flatMap(({ reasons }) => reasons))]
}
