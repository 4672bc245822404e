import type { FarmTransport } from '../../load/farm/FarmTransport.ts'

/** What the transports of some rooms have in common: while it is cut nothing passes, over those that are made meanwhile either. */
export class Cable {
  readonly #transports = new Set<FarmTransport>()
  #isCut = false

  async plug(transport: FarmTransport): Promise<void> {
    this.#transports.add(transport)
    if (this.#isCut) await transport.cut(true)
  }

  unplug(transport: FarmTransport): void {
    this.#transports.delete(transport)
  }

  async cut(on: boolean): Promise<void> {
    this.#isCut = on
    // One may be closed just now.
    await Promise.all([...this.#transports].map((transport) => transport.cut(on).catch(() => undefined)))
  }
}
