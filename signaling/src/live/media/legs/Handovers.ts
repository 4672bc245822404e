import type { ProducerId } from '@diem-cau/signaling-contract'

/**
 * Producers of endpoints that move: the former of a source flows on for those who have it until they have its successor
 * (SPEC 5.14). On record there is only the successor.
 */
export class Handovers {
  readonly #formers = new Map<ProducerId, ProducerId>()

  get isEmpty(): boolean {
    return this.#formers.size === 0
  }

  /** @param former is on a leg that goes on for a while @param successor takes its place on record */
  add(former: ProducerId, successor: ProducerId): void {
    this.#formers.set(successor, former)
  }

  /** The producer that this one replaces, while that flows; one that was replaced twice counts as well. */
  formersOf(successor: ProducerId): ProducerId[] {
    const former = this.#formers.get(successor)
    return former === undefined ? [] : [former, ...this.formersOf(former)]
  }

  /** The producer that is on record instead of this one, however often that was replaced; itself when it was not. */
  newestOf(former: ProducerId): ProducerId {
    const successor = [...this.#formers].find(([, replaced]) => replaced === former)?.[0]
    return successor === undefined ? former : this.newestOf(successor)
  }

  /** Tells whether it flows although it is not on record any more. */
  isFading(producerId: ProducerId): boolean {
    return [...this.#formers.values()].includes(producerId)
  }

  /** These flow no more. */
  end(producerIds: Iterable<ProducerId>): void {
    const ended = new Set(producerIds)
    for (const [successor, former] of this.#formers)
      if (ended.has(former) || ended.has(successor)) this.#formers.delete(successor)
  }
}
