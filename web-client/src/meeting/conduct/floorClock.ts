import type { FloorHolder } from '@diem-cau/signaling-contract'

/** So long before the end the clock warns, in milliseconds. */
const SOON_MS = 30_000

export interface FloorClock {
  readonly elapsedMs: number
  /** Below zero: over time, which cuts nobody off (SPEC 8.7); null = no limit. */
  readonly leftMs: number | null
  readonly tone: 'calm' | 'soon' | 'over'
}

/** How a speaker stands with their time. `now`: milliseconds, the server's clock. */
export function floorClock({ grantedAt, limitSec }: Pick<FloorHolder, 'grantedAt' | 'limitSec'>, now: number): FloorClock {
  const elapsedMs = Math.max(0, now - grantedAt)
  if (limitSec === null) return { elapsedMs, leftMs: null, tone: 'calm' }
  const leftMs = limitSec * 1_000 - elapsedMs
  return { elapsedMs, leftMs, tone: leftMs <= 0 ? 'over' : leftMs <= SOON_MS ? 'soon' : 'calm' }
}

/** The limit that gives `seconds` more: after the one there was, or from now when that is over. */
export function extendedLimit(holder: Pick<FloorHolder, 'grantedAt' | 'limitSec'>, seconds: number, now: number): number {
  const elapsedSec = Math.max(0, Math.ceil((now - holder.grantedAt) / 1_000))
  return Math.min(3 * 3600, Math.max(holder.limitSec ?? 0, elapsedSec) + seconds)
}
