import type { EndpointId } from '@diem-cau/signaling-contract'

/** Keeps the place of those whose line broke, for a while (SPEC 6.1). */
export class LineGrace {
  readonly #ms: number
  readonly #expired: (endpointId: EndpointId) => void
  readonly #timers = new Map<EndpointId, NodeJS.Timeout>()

  /** @param ms how long a place is kept */
  constructor(ms: number, expired: (endpointId: EndpointId) => void) {
    this.#ms = ms
    this.#expired = expired
  }

  start(endpointId: EndpointId): void {
    if (this.#timers.has(endpointId)) return
    const timer = setTimeout(() => {
      this.#timers.delete(endpointId)
      this.#expired(endpointId)
    }, this.#ms)
    this.#timers.set(endpointId, timer)
  }

  stop(endpointId: EndpointId): void {
    clearTimeout(this.#timers.get(endpointId))
    this.#timers.delete(endpointId)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
