import type { Counted, Tries } from './Limits.ts'
import { FIRST_WAIT_MS, FORGET_MS, LONGEST_WAIT_MS } from './waits.ts'

/** More are not told apart: the ones longest not seen are forgotten. */
const MAX_ENTRIES = 20_000

type Entry = { failures: number; waitUntil: number; lastAt: number }

/**
 * Wrong tries by whatever key, in memory: a restart forgives. Our own, unlike the other limits: rate-limiter-flexible has no waits
 * that double, and would read and count in two steps, between which many tries at once slip through.
 */
export class MemoryTries implements Tries {
  readonly #entries = new Map<string, Entry>()
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  async take(counted: readonly Counted[]): Promise<number> {
    const now = this.#clock()
    const until = Math.max(0, ...counted.map(([key]) => this.#entries.get(key)?.waitUntil ?? 0))
    if (until > now) return Math.ceil((until - now) / 1000)
    for (const [key, allowed] of counted) this.#count(key, allowed, now)
    return 0
  }

  async takeBack(counted: readonly Counted[]): Promise<void> {
    for (const [key] of counted) {
      const entry = this.#entries.get(key)
      if (!entry) continue
      if (entry.failures <= 1) this.#entries.delete(key)
      else this.#entries.set(key, { ...entry, failures: entry.failures - 1, waitUntil: 0 })
    }
  }

  async forget(key: string): Promise<void> {
    this.#entries.delete(key)
  }

  #count(key: string, allowed: number, now: number): void {
    const before = this.#entries.get(key)
    const failures = (before && now - before.lastAt < FORGET_MS ? before.failures : 0) + 1
    const over = failures - allowed
    const wait = over < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** Math.min(over, 20), LONGEST_WAIT_MS)
    // The key is moved to the end, so that the first is always the one longest not seen.
    this.#entries.delete(key)
    this.#entries.set(key, { failures, waitUntil: now + wait, lastAt: now })
    const oldest = this.#entries.keys().next()
    if (this.#entries.size > MAX_ENTRIES && !oldest.done) this.#entries.delete(oldest.value)
  }
}
