/**
 * Wrong passwords for one login from one address before it has to wait, and from one address at all:
 * there must be room for 85 rooms behind one address that all sign in at the same moment.
 */
const TRIES_PER_LOGIN = 5
const TRIES_PER_ADDRESS = 200

/** The first wait; each further wrong password doubles it up to the longest. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000

/** Wrong tries are forgotten after this long without another. */
const FORGET_MS = 30 * 60_000

/** More addresses than that are not told apart: the oldest are forgotten. */
const MAX_ENTRIES = 20_000

type Entry = { failures: number; waitUntil: number; lastAt: number }

/**
 * Slows guessing down. Counted per login *and* address: someone who guesses elsewhere cannot lock
 * the owner of an account out. Per address only with a far higher limit: a whole office may share one.
 */
export class SignInLimiter {
  readonly #entries = new Map<string, Entry>()

  /** Seconds to wait before a try is looked at; 0 = go ahead. */
  waitSec(login: string, address: string, now: number): number {
    const until = Math.max(...keys(login, address).map(([key]) => this.#entries.get(key)?.waitUntil ?? 0))
    return until > now ? Math.ceil((until - now) / 1000) : 0
  }

  failed(login: string, address: string, now: number): void {
    for (const [key, allowed] of keys(login, address)) {
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

  /**
   * The right password ends the waiting for this login here, and takes back what {@link failed} counted
   * for it beforehand: a whole office that signs in from one address is no attack.
   */
  succeeded(login: string, address: string): void {
    for (const [key, allowed] of keys(login, address)) {
      const entry = this.#entries.get(key)
      if (!entry) continue
      if (allowed === TRIES_PER_LOGIN || entry.failures <= 1) this.#entries.delete(key)
      else this.#entries.set(key, { ...entry, failures: entry.failures - 1, waitUntil: 0 })
    }
  }
}

function keys(login: string, address: string): [key: string, allowed: number][] {
  return [
    [`${address} ${login.toLowerCase()}`, TRIES_PER_LOGIN],
    [address, TRIES_PER_ADDRESS],
  ]
}
