import { useState } from 'react'
import { serverNow } from '../../time/serverClock.ts'

/**
 * Since when what is shown could not be read any more: it is old then, and says so.
 * @returns milliseconds since the epoch; null: it is being read
 */
export function useOldSince({
  failure,
  loading,
}: {
  readonly failure: unknown
  readonly loading: boolean
}): number | null {
  const [since, setSince] = useState<number | null>(null)
  // Set while rendering. While it is asked for again after a failure nothing is known: it stays as it was.
  if (failure !== null && since === null) setSince(serverNow())
  if (failure === null && !loading && since !== null) setSince(null)
  return since
}
