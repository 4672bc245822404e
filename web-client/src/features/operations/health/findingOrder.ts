import type { Finding } from '@diem-cau/signaling-contract/operations'

/** The finding that a person reads first: the worst, then the oldest. */
export const firstFinding = (findings: readonly Finding[]): Finding | null => worstFirst(findings)[0] ?? null

export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => Number(b.health === 'bad') - Number(a.health === 'bad') || a.since - b.since)
