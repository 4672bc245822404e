import { Source, type Demand, type ProducerId } from '@diem-cau/signaling-contract'
import { failureCode, isUnavailable } from '../../api/client/RequestFailed.ts'
import { Emitter } from '../socket/Emitter.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'
import { LegPublisher, type PublishTarget, type Wanted } from './LegPublisher.ts'

/** What could not be begun for the moment is tried again after this, up to twice it, in milliseconds: not by all rooms at once. */
const AGAIN_MS = 400

/** The legs over which all that is wanted is sent. */
interface PublishTargets {
  /** The leg that carries: what is refused there is wanted no more. */
  readonly session: PublishTarget
  /** One that is to carry. It sends each source after the one that carries. */
  readonly beside: PublishTarget | null
  /** One that carried. It ends what it sends, and begins nothing. */
  readonly former: PublishTarget | null
}

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
  /** The publishers by what they send to, the oldest first. */
  readonly #legs = new Map<PublishTarget, LegPublisher>()
  #targets: PublishTargets | null = null
  /** The demand that the server told for each producer, also for one whose answer is still on its way. */
  readonly #demands = new Map<ProducerId, Demand>()
  #shape: Shape = OPEN.shape

  constructor(onError: (source: Source, error: unknown) => void) {
    this.#onError = onError
  }

  producerId(source: Source): ProducerId | null {
    return this.#carrying?.producerId(source) ?? null
  }

  /** All that is wanted is sent to a new one again. One that is not among them any more is gone, its producers with it. */
  setTargets(targets: PublishTargets | null): void {
    this.#targets = targets
    const wanted = targets ? [targets.session, targets.beside, targets.former].filter((target) => target !== null) : []
    const older = [...this.#legs.values()]
    for (const target of wanted) if (!this.#legs.has(target)) this.#legs.set(target, this.#make(target))
    for (const leg of older) if (!wanted.includes(leg.target)) this.#drop(leg)
    if (!targets) this.#demands.clear()
    for (const leg of this.#legs.values()) leg.retry()
  }

  /** Tells whether all that is wanted is sent to this. */
  isWhole(target: PublishTarget): boolean {
    return this.#legs.get(target)?.isWhole ?? false
  }

  /** Resolves when the leg that carries sends it so. */
  async want(source: Source, wanted: Wanted | null): Promise<void> {
    if (wanted) this.#wishes.set(source, wanted)
    else this.#wishes.delete(source)
    const carried = this.#carrying?.sync(source)
    for (const leg of this.#legs.values()) void leg.sync(source)
    await carried
  }

  /** The server ended one of ours by itself. */
  onProducerLost(producerId: string): void {
    for (const leg of this.#legs.values()) leg.onProducerLost(producerId)
  }

  /** Takes in how much of one of ours anybody takes (SPEC 5.11). */
  demand(producerId: ProducerId, layer: Demand): void {
    this.#demands.set(producerId, layer)
    for (const leg of this.#legs.values()) leg.onDemand(producerId)
  }

  /** The line carries so much of the own camera. */
  shape(shape: Shape): void {
    this.#shape = shape
    for (const leg of this.#legs.values()) void leg.sync('camera')
  }

  get #carrying(): LegPublisher | undefined {
    return this.#targets ? this.#legs.get(this.#targets.session) : undefined
  }

  /** A leg is gone. The record has what the newest leg sent: where that one is gone, the others send it anew. */
  #drop(leg: LegPublisher): void {
    const carrying = this.#carrying
    const order = [...this.#legs.values()]
    const sent = Source.options.filter((source) => leg.producerId(source))
    const isNewer = carrying && order.indexOf(leg) > order.indexOf(carrying)
    this.#legs.delete(leg.target)
    leg.close()
    if (isNewer) for (const source of sent) carrying.renew(source)
  }

  #make(target: PublishTarget): LegPublisher {
    const leg: LegPublisher = new LegPublisher({
      target,
      wanted: (source) => this.#wishes.get(source) ?? null,
      demand: (producerId) => this.#demands.get(producerId),
      shape: () => this.#shape,
      mayProduce: (source) =>
        target === this.#targets?.session || (target === this.#targets?.beside && this.producerId(source) !== null),
      onStep: (source) => {
        if (leg === this.#carrying) for (const other of this.#legs.values()) if (other !== leg) void other.sync(source)
        this.change$.emit()
      },
      onRefused: (source, error) => this.#onRefused(leg, source, error),
    })
    return leg
  }

  /** A refusal of what goes over another leg too is no matter of the person: of this one nothing more is on record. */
  #onRefused(leg: LegPublisher, source: Source, error: unknown): boolean {
    // The server has ended this leg a moment ago: what comes in its place is news on its way, and sends all that is wanted.
    if (leg !== this.#carrying || failureCode(error) === 'notYours') return true
    // A store or a node that is away for a moment is no reason to switch anybody's microphone off.
    if (isUnavailable(error)) {
      setTimeout(() => leg.retry(), AGAIN_MS * (1 + Math.random()))
      return true
    }
    const isElsewhere = [...this.#legs.values()].some((other) => other !== leg && other.producerId(source))
    if (isElsewhere) return true
    this.#wishes.delete(source)
    this.#onError(source, error)
    return false
  }
}
