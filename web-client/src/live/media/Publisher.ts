import { Source, type Demand, type ProducerId } from '@diem-cau/signaling-contract'

/** A source as it should be. `null`: not sent at all. */
export interface Wanted {
  readonly track: MediaStreamTrack
  readonly paused: boolean
}

/** This side of a producer, as far as Publisher needs it. */
export interface ProducerHandle {
  readonly id: ProducerId
  readonly track: MediaStreamTrack
  readonly paused: boolean
  /** The highest spatial layer that is sent, null = nothing; undefined = all that there is, as it begins. */
  readonly layer: Demand | undefined
  /** Stops (or starts) the packets here and tells the server. */
  setPaused(paused: boolean): Promise<void>
  replaceTrack(track: MediaStreamTrack): Promise<void>
  /** Switches what nobody takes off at the sender, and on again; the server needs not be told. */
  sendLayer(layer: Demand): Promise<void>
  /** Ends it here and tells the server. */
  close(): Promise<void>
}

export interface PublishTarget {
  produce(source: Source, wanted: Wanted): Promise<ProducerHandle>
}

interface Slot {
  wanted: Wanted | null
  handle: ProducerHandle | null
  running: Promise<void> | null
}

/**
 * Keeps what is sent equal to what is wanted, source by source, one step at a time. Whoever changes a
 * wish or gives new transports just says so; this finds the way there. So recovery after any loss is
 * the same as the first start.
 */
export class Publisher {
  readonly #slots = new Map<Source, Slot>(
    Source.options.map((source) => [source, { wanted: null, handle: null, running: null }]),
  )
  readonly #onError: (source: Source, error: unknown) => void
  #target: PublishTarget | null = null
  /** What the server said of each producer, also of one whose answer is still on its way. */
  readonly #demands = new Map<string, Demand>()

  constructor(onError: (source: Source, error: unknown) => void) {
    this.#onError = onError
  }

  producerId(source: Source): ProducerId | null {
    return this.#slot(source).handle?.id ?? null
  }

  /** New transports: everything wanted is produced again. null: the old ones are gone, producers with them. */
  setTarget(target: PublishTarget | null): void {
    this.#target = target
    this.#demands.clear()
    for (const [source, slot] of this.#slots) {
      slot.handle = null
      if (target) void this.#sync(source)
    }
  }

  want(source: Source, wanted: Wanted | null): Promise<void> {
    this.#slot(source).wanted = wanted
    return this.#sync(source)
  }

  /** The server ended one of ours by itself. */
  onProducerLost(producerId: string): void {
    for (const [source, slot] of this.#slots) {
      if (slot.handle?.id !== producerId) continue
      slot.handle = null
      void this.#sync(source)
    }
  }

  /** How much of one of ours anybody takes (SPEC 5.11). */
  demand(producerId: ProducerId, layer: Demand): void {
    this.#demands.set(producerId, layer)
    for (const [source, { handle }] of this.#slots) if (handle?.id === producerId) void this.#sync(source)
  }

  #slot(source: Source): Slot {
    const slot = this.#slots.get(source)
    if (!slot) throw new Error(`no slot for ${source}`)
    return slot
  }

  #sync(source: Source): Promise<void> {
    const slot = this.#slot(source)
    slot.running ??= this.#steps(source, slot).finally(() => {
      slot.running = null
    })
    return slot.running
  }

  async #steps(source: Source, slot: Slot): Promise<void> {
    // Let wishes made in the same breath come together.
    await Promise.resolve()
    for (;;) {
      const target = this.#target
      const demand = slot.handle ? this.#demands.get(slot.handle.id) : undefined
      const step = target ? nextStep(source, slot, target, demand) : null
      if (!step) return
      try {
        const handle = await step()
        if (this.#target === target) slot.handle = handle
      } catch (error) {
        if (this.#target !== target) continue
        slot.handle = null
        slot.wanted = null
        this.#onError(source, error)
      }
    }
  }
}

function nextStep(
  source: Source,
  { wanted, handle }: Slot,
  target: PublishTarget,
  demand: Demand | undefined,
): (() => Promise<ProducerHandle | null>) | null {
  if (!wanted) {
    return handle ? async () => (await handle.close(), null) : null
  }
  if (!handle) return wanted.track.readyState === 'ended' ? null : () => target.produce(source, wanted)
  if (handle.track !== wanted.track) return async () => (await handle.replaceTrack(wanted.track), handle)
  if (handle.paused !== wanted.paused) return async () => (await handle.setPaused(wanted.paused), handle)
  if (demand !== undefined && handle.layer !== demand) return async () => (await handle.sendLayer(demand), handle)
  return null
}
