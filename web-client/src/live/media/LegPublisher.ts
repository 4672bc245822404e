import { Source, type Demand, type ProducerId, type SentDevice } from '@diem-cau/signaling-contract'
import { NETWORK_CAMERA, type SentTrack } from './networkCamera.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'

/** A source as it should be. `null`: not sent at all. */
export interface Wanted {
  readonly track: SentTrack
  readonly paused: boolean
  /** What it is of, where the others have to be told. */
  readonly device?: Extract<SentDevice, 'documentCamera'>
}

/** This side of a producer, as far as publishing needs it. */
export interface ProducerHandle {
  readonly id: ProducerId
  readonly track: SentTrack
  /** As it was opened: the others go on taking it for that. */
  readonly device?: Wanted['device']
  readonly paused: boolean
  /** The highest spatial layer that is sent, null = nothing; undefined = all that there is, as it begins. */
  readonly layer: Demand | undefined
  /** What of that the line carries. */
  readonly shape: Shape
  /** Stops (or starts) the packets here and tells the server. */
  setPaused(paused: boolean): Promise<void>
  replaceTrack(track: MediaStreamTrack): Promise<void>
  /** Switches what nobody takes, or the line does not carry, off at the sender, and on again; the server needs not be told. */
  send(layer: Demand | undefined, shape: Shape): Promise<void>
  /** Ends it here and tells the server. */
  close(): Promise<void>
}

/** The transports of a leg, over which sources are sent. */
export interface PublishTarget {
  produce(source: Source, wanted: Wanted): Promise<ProducerHandle>
}

interface Slot {
  handle: ProducerHandle | null
  running: Promise<void> | null
  /** The wish that could not be fulfilled: it is not tried again as it is. undefined = none. */
  refused: Wanted | null | undefined
  /** True when this producer is on record no more: it is closed, and produced again. */
  isStale: boolean
}

interface Options {
  readonly target: PublishTarget
  readonly wanted: (source: Source) => Wanted | null
  /** Gives what the server said of a producer; undefined = nothing yet. */
  readonly demand: (producerId: ProducerId) => Demand | undefined
  /** What of the own camera the line carries. */
  readonly shape: () => Shape
  /** Tells whether this leg may begin to send it: the newest producer of a source is the one on record (SPEC 5.6). */
  readonly mayProduce: (source: Source) => boolean
  /** Something is sent that was not, or not any more. */
  readonly onStep: (source: Source) => void
  /** @returns whether what is sent goes on as it is */
  readonly onRefused: (source: Source, error: unknown) => boolean
}

/** Keeps what is sent over one leg equal to what is wanted, source by source, one step at a time. */
export class LegPublisher {
  readonly target: PublishTarget
  readonly #options: Options
  readonly #slots = new Map<Source, Slot>(
    Source.options.map((source) => [source, { handle: null, running: null, refused: undefined, isStale: false }]),
  )
  #isClosed = false

  constructor(options: Options) {
    this.target = options.target
    this.#options = options
  }

  producerId(source: Source): ProducerId | null {
    return this.#slot(source).handle?.id ?? null
  }

  /** Tells whether all that is wanted is sent, and nothing else. */
  get isWhole(): boolean {
    return Source.options.every((source) => {
      const wanted = this.#options.wanted(source)
      const { handle } = this.#slot(source)
      return isOver(wanted) ? true : wanted === null ? !handle : handle?.track === wanted.track
    })
  }

  /** The wish, or what is known of the producer, is another. Resolves when it is done. */
  sync(source: Source): Promise<void> {
    const slot = this.#slot(source)
    slot.running ??= this.#steps(source, slot).finally(() => {
      slot.running = null
    })
    return slot.running
  }

  /** Tries again to send the sources that were refused. */
  retry(): void {
    for (const [source, slot] of this.#slots) {
      slot.refused = undefined
      void this.sync(source)
    }
  }

  /** This source went over another leg, which is gone: what is sent here is not on record any more. */
  renew(source: Source): void {
    const slot = this.#slot(source)
    slot.isStale = slot.handle !== null
    slot.refused = undefined
    void this.sync(source)
  }

  /** The server ended one of ours by itself. */
  onProducerLost(producerId: string): void {
    const source = this.#sourceOf(producerId)
    if (!source) return
    this.#slot(source).handle = null
    void this.sync(source)
  }

  onDemand(producerId: ProducerId): void {
    const source = this.#sourceOf(producerId)
    if (source) void this.sync(source)
  }

  /** The leg is gone, and the producers with it. */
  close(): void {
    this.#isClosed = true
    for (const slot of this.#slots.values()) slot.handle = null
  }

  #slot(source: Source): Slot {
    const slot = this.#slots.get(source)
    if (!slot) throw new Error(`no slot for ${source}`)
    return slot
  }

  #sourceOf(producerId: string): Source | undefined {
    return Source.options.find((source) => this.producerId(source) === producerId)
  }

  async #steps(source: Source, slot: Slot): Promise<void> {
    // Let wishes made in the same breath come together.
    await Promise.resolve()
    for (;;) {
      const wanted = this.#options.wanted(source)
      const step = this.#isClosed ? null : this.#next(source, slot, wanted)
      if (!step) return
      try {
        const handle = await step()
        if (!this.#isClosed) slot.handle = handle
      } catch (error) {
        if (this.#isClosed) return
        slot.refused = wanted
        if (!this.#options.onRefused(source, error)) slot.handle = null
      }
      if (!this.#isClosed) this.#options.onStep(source)
    }
  }

  #next(source: Source, slot: Slot, wanted: Wanted | null): (() => Promise<ProducerHandle | null>) | null {
    const { handle, refused } = slot
    if (refused === wanted) return null
    if (handle && (!wanted || slot.isStale)) return () => this.#end(slot, handle)
    if (!wanted) return null
    if (!handle) {
      const mayProduce = !isOver(wanted) && this.#options.mayProduce(source)
      return mayProduce ? () => this.target.produce(source, wanted) : null
    }
    const { track } = wanted
    if (handle.track !== track) {
      const isOfAnother = handle.device !== wanted.device
      if (track === NETWORK_CAMERA || handle.track === NETWORK_CAMERA || isOfAnother)
        return () => this.#end(slot, handle)
      return async () => (await handle.replaceTrack(track), handle)
    }
    if (handle.paused !== wanted.paused) return async () => (await handle.setPaused(wanted.paused), handle)
    const demand = this.#options.demand(handle.id)
    const shape = source === 'camera' ? this.#options.shape() : OPEN.shape
    const layer = demand === undefined ? handle.layer : demand
    if (handle.layer !== layer || handle.shape !== shape) return async () => (await handle.send(layer, shape), handle)
    return null
  }

  async #end(slot: Slot, handle: ProducerHandle): Promise<null> {
    slot.isStale = false
    await handle.close()
    return null
  }
}

/** A device that was taken away ended its track: there is nothing to send until it is another one. */
function isOver(wanted: Wanted | null): boolean {
  return wanted !== null && wanted.track !== NETWORK_CAMERA && wanted.track.readyState === 'ended'
}
