import { METRICS, type ResourceKind, type Unit } from '@diem-cau/signaling-contract/operations'
import { STEPS_PER_ONE } from '../codec/steps.ts'

/** Less than this, absolute or as a share of what was told, is noise and no news. */
const NOISE: Record<Unit, { readonly atLeast: number; readonly share: number }> = {
  ms: { atLeast: 3, share: 0.08 },
  percent: { atLeast: 0.5, share: 0.05 },
  'kbit/s': { atLeast: 10, share: 0.08 },
  '1/s': { atLeast: 1, share: 0.06 },
  count: { atLeast: 1, share: 0 },
  pixels: { atLeast: 1, share: 0 },
  dBFS: { atLeast: 3, share: 0 },
  MB: { atLeast: 1, share: 0.02 },
  score: { atLeast: 0.1, share: 0 },
  days: { atLeast: 0.5, share: 0 },
  luma: { atLeast: 3, share: 0.1 },
}

export type Values = readonly (number | null)[]

/**
 * The places of a sample that are news after what was told. Measured against what was told and not against the second before, so that a value that
 * creeps is told, and one that trembles around an edge is not.
 * @param isExact every digit that is kept is news: somebody looks at this resource alone
 * @returns `[index, value]`, values with the digits that are kept
 */
export function newsOf(kind: ResourceKind, told: Values, now: Values, isExact: boolean): [number, number | null][] {
  const news: [number, number | null][] = []
  const metrics = METRICS[kind]
  for (const [index, { unit }] of metrics.entries()) {
    const before = told[index] ?? null
    const value = now[index] ?? null
    if (before === value || (value !== null && before !== null && !isNews(before, value, unit, isExact))) continue
    const perOne = STEPS_PER_ONE[kind][index] ?? 1
    const kept = value === null ? null : Math.round(value * perOne) / perOne
    if (kept !== before) news.push([index, kept])
  }
  return news
}

function isNews(told: number, value: number, unit: Unit, isExact: boolean): boolean {
  // Nothing at all is something else than a little.
  if (isExact || value === 0) return true
  const { atLeast, share } = NOISE[unit]
  return Math.abs(value - told) >= Math.max(atLeast, Math.abs(told) * share)
}

/** A sample as it is told at first. */
export function roundedSample(kind: ResourceKind, values: Values): (number | null)[] {
  return METRICS[kind].map((_, index) => {
    const value = values[index] ?? null
    const perOne = STEPS_PER_ONE[kind][index] ?? 1
    return value === null ? null : Math.round(value * perOne) / perOne
  })
}
