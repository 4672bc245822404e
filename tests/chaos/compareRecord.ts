/** A line of the log that a request led to. */
export type LoggedRequest = { readonly requestId: string; readonly type: string }

export type Difference = {
  /** Acknowledged, and not on record. */
  readonly lost: number
  /** On record more than once: the same request, or a secret ballot counted without its line, or the other way round. */
  readonly duplicated: number
}

/**
 * Each acknowledged request here leaves one line.
 * @param secret per secret vote what its counters add up to, and how many ballots the log has
 */
export function compareRecord(acknowledged: readonly string[], logged: readonly LoggedRequest[], secret: readonly { readonly counted: number; readonly cast: number }[]): Difference {
  const lines = Map.groupBy(logged, ({ requestId }) => requestId)
  const lost = acknowledged.filter((requestId) => !lines.has(requestId)).length
  const twice = lines.values().reduce((sum, of) => sum + of.length - new Set(of.map(({ type }) => type)).size, 0)
  const miscounted = secret.reduce((sum, { counted, cast }) => sum + Math.abs(counted - cast), 0)
  return { lost: lost + (acknowledged.length - new Set(acknowledged).size), duplicated: twice + miscounted }
}
