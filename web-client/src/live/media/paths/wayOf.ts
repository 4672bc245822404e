import type { KnownWay } from './pathMemory.ts'

/** Which way a transport's packets go, by what its browser counts; null while none is chosen. */
export function wayOf(report: RTCStatsReport): KnownWay | null {
  const rows = new Map<string, Readonly<Record<string, unknown>>>()
  report.forEach((row: Readonly<Record<string, unknown>>, id: string) => rows.set(id, row))
  const all = [...rows.values()]
  const chosen = all.find((row) => row['type'] === 'transport')?.['selectedCandidatePairId']
  // Firefox has no row of the transport, and marks the pair instead.
  const pair =
    typeof chosen === 'string'
      ? rows.get(chosen)
      : all.find((row) => row['type'] === 'candidate-pair' && row['selected'] === true)
  const local = rows.get(String(pair?.['localCandidateId']))
  if (!local) return null
  return local['candidateType'] === 'relay' ? 'relayed' : 'direct'
}
