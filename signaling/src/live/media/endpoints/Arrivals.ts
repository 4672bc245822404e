import type { Leg } from '../legs/Leg.ts'

/** So many may be on their way to receiving without anybody having to wait for them. */
export const FEW = 4

/** A leg that does not receive by then is waited for no longer, and sends in any case, in milliseconds (SPEC 5.19). */
export const ARRIVE_MS = 1_000

/** So long few must have been on their way before it is believed that no more come, in milliseconds. */
export const CALM_MS = 100

/**
 * Legs that were given to clients and do not receive yet. While there are many, what others begin to send waits for
 * them: all that come at once share two cores or so, and see the meeting before they are seen (SPEC 5.19).
 */
export class Arrivals {
  readonly #coming = new Map<Leg, NodeJS.Timeout>()
  readonly #waiting = new Set<() => void>()
  #calm: NodeJS.Timeout | undefined

  /** The transports of a leg are being made. */
  add(leg: Leg): void {
    clearTimeout(this.#coming.get(leg))
    this.#coming.set(
      leg,
      setTimeout(() => this.end(leg), ARRIVE_MS),
    )
    if (this.#coming.size > FEW) clearTimeout(this.#calm)
  }

  /** A leg receives, or will not. */
  end(leg: Leg): void {
    clearTimeout(this.#coming.get(leg))
    if (!this.#coming.delete(leg) || this.#coming.size !== FEW || this.#waiting.size === 0) return
    clearTimeout(this.#calm)
    this.#calm = setTimeout(() => this.#release(), CALM_MS)
  }

  /** Resolves at once while few are on their way, else once it has been few for a moment, {@link ARRIVE_MS} from now at the latest. */
  async few(): Promise<void> {
    if (this.#coming.size <= FEW && this.#waiting.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.add(resolve)
    const timer = setTimeout(resolve, ARRIVE_MS)
    await promise
    clearTimeout(timer)
    this.#waiting.delete(resolve)
  }

  close(): void {
    clearTimeout(this.#calm)
    for (const timer of this.#coming.values()) clearTimeout(timer)
    this.#coming.clear()
    this.#release()
  }

  #release(): void {
    for (const go of this.#waiting) go()
    this.#waiting.clear()
  }
}
