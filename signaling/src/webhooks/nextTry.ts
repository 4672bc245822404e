const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Pauses after each try until the next one, as Standard Webhooks advises: about three days in all. */
const PAUSES_MS = [
  5000,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** A webhook that has taken nothing for so long is switched off. */
export const OFF_AFTER_MS = 5 * 24 * HOUR

/**
 * When it is tried again; null: it is given up. Pure.
 * @param tries those that failed
 * @param random from 0 to 1: those that failed together do not all come back at once
 */
export function nextTry(tries: number, now: number, random: number): number | null {
  const pause = PAUSES_MS[tries - 1]
  return pause === undefined ? null : Math.round(now + pause * (0.9 + 0.2 * random))
}
