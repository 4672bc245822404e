import type { WantedSource } from '@diem-cau/sfu-contract'
import type { ConsumerId, MeetingState, ProducerId } from '@diem-cau/signaling-contract'

/** Consumer ids remembered as having been this endpoint's. */
const MAX_REMEMBERED = 5000

/** The consumers that one endpoint has at its node, and had. */
export class HeldConsumers {
  readonly #held = new Map<ConsumerId, ProducerId>()
  readonly #remembered = new Set<ConsumerId>()
  /** The client has said that it has its side of these. */
  readonly #confirmed = new Set<ConsumerId>()
  /** Video, the one that was on screen last first. */
  #lastShown: ProducerId[] = []

  /** True if this consumer is or was one of this endpoint's. */
  owns(consumerId: ConsumerId): boolean {
    return this.#remembered.has(consumerId)
  }

  has(consumerId: ConsumerId): boolean {
    return this.#held.has(consumerId)
  }

  /** Producers that are received, each once: video in the order in which it was on screen last, then the others. */
  get producerIds(): ProducerId[] {
    const held = new Set(this.#held.values())
    return [...new Set([...this.#lastShown.filter((id) => held.has(id)), ...held])]
  }

  confirm(consumerIds: readonly ConsumerId[]): void {
    for (const consumerId of consumerIds) if (this.#held.has(consumerId)) this.#confirmed.add(consumerId)
  }

  /** Producers of consumers that the client may not have heard of. */
  get unconfirmed(): ProducerId[] {
    return [...this.#held].flatMap(([consumerId, producerId]) => (this.#confirmed.has(consumerId) ? [] : [producerId]))
  }

  /** Tells whether the client has its side of a consumer of this producer. */
  isConfirmed(producerId: ProducerId): boolean {
    return [...this.#held].some(([consumerId, of]) => of === producerId && this.#confirmed.has(consumerId))
  }

  add(consumerId: ConsumerId, producerId: ProducerId): void {
    this.#held.set(consumerId, producerId)
    this.#remembered.add(consumerId)
    const oldest = this.#remembered.values().next()
    if (this.#remembered.size > MAX_REMEMBERED && !oldest.done) this.#remembered.delete(oldest.value)
  }

  /** @returns whether it was there */
  delete(consumerId: ConsumerId): boolean {
    this.#confirmed.delete(consumerId)
    return this.#held.delete(consumerId)
  }

  /** Lets go of those of a producer. @returns which */
  deleteOf(producerId: ProducerId): ConsumerId[] {
    const consumerIds = [...this.#held].flatMap(([consumerId, of]) => (of === producerId ? [consumerId] : []))
    for (const consumerId of consumerIds) this.delete(consumerId)
    return consumerIds
  }

  /** Lets go of those whose producer does not flow any more: the node did so too. @returns which */
  dropEnded(flows: (producerId: ProducerId) => boolean): ConsumerId[] {
    const ended = [...this.#held].flatMap(([consumerId, producerId]) => (flows(producerId) ? [] : [consumerId]))
    for (const consumerId of ended) this.delete(consumerId)
    return ended
  }

  /** Remembers what is on screen now. */
  show(sources: readonly WantedSource[], { producers }: MeetingState): void {
    const shown = sources.filter(({ paused }) => !paused).map(({ producerId }) => producerId)
    this.#lastShown = [...new Set([...shown, ...this.#lastShown])].filter((id) => producers[id])
  }

  /** They are gone at the node. */
  clear(): void {
    this.#held.clear()
    this.#confirmed.clear()
  }
}
