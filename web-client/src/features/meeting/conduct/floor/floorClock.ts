import type { FloorHolder } from '@diem-cau/signaling-contract'

/** The clock warns this long before the end, in milliseconds. */
const SOON_MS = 30_000

export interface FloorClock {
  readonly elapsedMs: number
  /**
   * The time that is left, in milliseconds; below zero it is over, which cuts nobody off (SPEC 8.7); null: no limit.
   */
  readonly leftMs: number | null
  readonly tone: 'calm' | 'soon' | 'over'
}

type Timed = Pick<FloorHolder, 'grantedAt' | 'stoppedAt' | 'stoppedMs' | 'limitSec'>

/** The time spoken, in milliseconds, without the time that the microphone was cut (SPEC 8.9). */
const elapsedOf = ({ grantedAt, stoppedAt, stoppedMs }: Timed, now: number): number =>
  Math.max(0, (stoppedAt ?? now) - grantedAt - stoppedMs)

/** Compares a speaker with their time. `now`: milliseconds, the server's clock. */
export function floorClock(holder: Timed, now: number): FloorClock {
  const { limitSec } = holder
  const elapsedMs = elapsedOf(holder, now)
  if (limitSec === null) return { elapsedMs, leftMs: null, tone: 'calm' }
  const leftMs = limitSec * 1_000 - elapsedMs
  return { elapsedMs, leftMs, tone: leftMs <= 0 ? 'over' : leftMs <= SOON_MS ? 'soon' : 'calm' }
}

/** The limit that gives `seconds` more: after the one that there was, or from now when that is over. */
export function extendedLimit(holder: Timed, seconds: number, now: number): number {
  const elapsedSec = Math.ceil(elapsedOf(holder, now) / 1_000)
  return Math.min(3 * 3600, Math.max(holder.limitSec ?? 0, elapsedSec) + seconds)
}
