import type { Leases } from '../../live/directory/Leases.ts'

/** One process of all reads servers and services and rolls up what is measured: the one that has this lease. */
export class Keeper {
  readonly #leases: Leases
  #lease: { release(): Promise<void> } | null = null
  #isAsking = false

  constructor(leases: Leases) {
    this.#leases = leases
  }

  get isKeeper(): boolean {
    return this.#lease !== null
  }

  /** Takes the lease if no other process has it. Never fails: while that cannot be known, all stays as it is. */
  async look(): Promise<void> {
    if (this.#lease !== null || this.#isAsking) return
    this.#isAsking = true
    try {
      const claimed = await this.#leases.claim('operations', () => (this.#lease = null))
      if (claimed.kind === 'held') this.#lease = claimed.lease
    } catch {
      // The directory is away: nobody else can take it either.
    } finally {
      this.#isAsking = false
    }
  }

  async close(): Promise<void> {
    await this.#lease?.release()
    this.#lease = null
  }
}
