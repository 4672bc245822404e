import { Source, type Demand, type ProducerId } from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'
import { LegPublisher, type PublishTarget, type Wanted } from './LegPublisher.ts'

/**
 * Keeps what is sent equal to what is wanted, over each leg that there is. Whoever changes a wish or gives new
 * transports just says so; this finds the way there. So recovery after any loss, and moving to another leg, is the same
 * as the first start.
 */
export class Publisher {
  /** Something is sent that was not, or not any more. */
  readonly change$ = new Emitter<[]>()
  readonly #wishes = new Map<Source, Wanted>()
  readonly #onError: (source: Source, error: unknown) => void
  /** The one that carries first. */
  #legs: readonly LegPublisher[] = []
  /** What the server said of each producer, also of one whose answer is still on its way. */
  readonly #demands = new Map<ProducerId, Demand>()

  constructor(onError: (source: Source, error: unknown) => void) {
    this.#onError = onError
  }

  producerId(source: Source): ProducerId | null {
    return this.#legs[0]?.producerId(source) ?? null
  }

  /**
   * All that is wanted is sent to each of these; to a new one it is produced again. One that is not among them any more
   * is gone, its producers with it. The first is the one that carries: what is refused there is wanted no more.
   */
  setTargets(targets: readonly PublishTarget[]): void {
    const kept = new Map(this.#legs.map((leg) => [leg.target, leg]))
    const fresh = targets.filter((target) => !kept.has(target))
    this.#legs = targets.map((target) => kept.get(target) ?? this.#make(target))
    for (const [target, leg] of kept) if (!targets.includes(target)) leg.close()
    if (targets.length === 0) this.#demands.clear()
    for (const leg of this.#legs) {
      if (fresh.includes(leg.target)) for (const source of Source.options) void leg.sync(source)
      else leg.retry()
    }
  }

  /** Tells whether all that is wanted is sent over this leg. */
  isWhole(target: PublishTarget): boolean {
    return this.#legs.some((leg) => leg.target === target && leg.isWhole)
  }

  /** Resolves when the leg that carries sends it so. */
  async want(source: Source, wanted: Wanted | null): Promise<void> {
    if (wanted) this.#wishes.set(source, wanted)
    else this.#wishes.delete(source)
    const [carries] = this.#legs.map((leg) => leg.sync(source))
    await carries
  }

  /** The server ended one of ours by itself. */
  onProducerLost(producerId: string): void {
    for (const leg of this.#legs) leg.onProducerLost(producerId)
  }

  /** How much of one of ours anybody takes (SPEC 5.11). */
  demand(producerId: ProducerId, layer: Demand): void {
    this.#demands.set(producerId, layer)
    for (const leg of this.#legs) leg.onDemand(producerId)
  }

  #make(target: PublishTarget): LegPublisher {
    const leg = new LegPublisher({
      target,
      wanted: (source) => this.#wishes.get(source) ?? null,
      demand: (producerId) => this.#demands.get(producerId),
      onStep: () => this.change$.emit(),
      onRefused: (source, error) => {
        // A refusal beside the leg that carries, or of what goes over another one too, is of that leg alone: it is
        // tried again when there are others.
        if (leg !== this.#legs[0] || this.#legs.some((other) => other !== leg && other.producerId(source))) return
        this.#wishes.delete(source)
        for (const other of this.#legs) if (other !== leg) void other.sync(source)
        this.#onError(source, error)
      },
    })
    return leg
  }
}
