/** The first wait; each further wrong try doubles it up to the longest. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000

/** Wrong tries are forgotten after this long without another. */
const FORGET_MS = 30 * 60_000

/** More are not told apart: the ones longest not seen are forgotten. */
const MAX_ENTRIES = 20_000

type Entry = { failures: number; waitUntil: number; lastAt: number }

/** What is counted, and how many wrong tries it has before it must wait. */
export type Counted = readonly [key: string, allowed: number]

/** Slows guessing down: counts wrong tries by whatever key, and says how long to wait. In memory: a restart forgives. */
export class TryLimiter {
  readonly #entries = new Map<string, Entry>()

  /** Seconds to wait before a try is looked at; 0 = go ahead. */
  waitSec(counted: readonly Counted[], now: number): number {
    const until = Math.max(0, ...counted.map(([key]) => this.#entries.get(key)?.waitUntil ?? 0))
    return until > now ? Math.ceil((until - now) / 1000) : 0
  }

  failed(counted: readonly Counted[], now: number): void {
    for (const [key, allowed] of counted) {
      const before = this.#entries.get(key)
      const failures = (before && now - before.lastAt < FORGET_MS ? before.failures : 0) + 1
      const over = failures - allowed
      const wait = over < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** Math.min(over, 20), LONGEST_WAIT_MS)
      // Moved to the end: the first is always the one longest not seen.
      this.#entries.delete(key)
      this.#entries.set(key, { failures, waitUntil: now + wait, lastAt: now })
      const oldest = this.#entries.keys().next()
      if (this.#entries.size > MAX_ENTRIES && !oldest.done) this.#entries.delete(oldest.value)
    }
  }

  /** The try that was counted beforehand was a right one, and ends the waiting. */
  takeBack(counted: readonly Counted[]): void {
    for (const [key] of counted) {
      const entry = this.#entries.get(key)
      if (!entry) continue
      if (entry.failures <= 1) this.#entries.delete(key)
      else this.#entries.set(key, { ...entry, failures: entry.failures - 1, waitUntil: 0 })
    }
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }
}
