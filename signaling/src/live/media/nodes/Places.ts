import type { EndpointId, ProducerId } from '@diem-cau/sfu-contract'

/** The place of an endpoint. The object is another one each time that the endpoint is asked for. */
export type Place<Node> = {
  readonly node: Node
  /** The node has answered that it has it; before, it may have it at any moment. */
  isThere: boolean
}

/** Knows which node has each endpoint of a meeting, and each producer. The meaning of ids is of no interest here. */
export class Places<Node> {
  readonly #places = new Map<EndpointId, Place<Node>>()
  readonly #producers = new Map<ProducerId, EndpointId>()

  /** Puts the endpoint here, in place of where it was. */
  set(endpointId: EndpointId, place: Place<Node>): void {
    this.delete(endpointId)
    this.#places.set(endpointId, place)
  }

  get(endpointId: EndpointId): Place<Node> | null {
    return this.#places.get(endpointId) ?? null
  }

  /** Forgets the endpoint with its producers. Fine if it has no place. */
  delete(endpointId: EndpointId): void {
    this.#places.delete(endpointId)
    for (const [producerId, owner] of this.#producers) if (owner === endpointId) this.#producers.delete(producerId)
  }

  clear(): void {
    this.#places.clear()
    this.#producers.clear()
  }

  /** Those that a node has, without those that it was only asked for. */
  at(node: Node): EndpointId[] {
    return [...this.#places].flatMap(([endpointId, place]) =>
      place.node === node && place.isThere ? [endpointId] : [],
    )
  }

  /** Nodes that have some, or were asked to. */
  get nodes(): ReadonlySet<Node> {
    return new Set([...this.#places.values()].map(({ node }) => node))
  }

  addProducer(producerId: ProducerId, endpointId: EndpointId): void {
    this.#producers.set(producerId, endpointId)
  }

  deleteProducer(producerId: ProducerId): void {
    this.#producers.delete(producerId)
  }

  /** The node that has a producer; null when that is not known. */
  ofProducer(producerId: ProducerId): Node | null {
    const endpointId = this.#producers.get(producerId)
    return (endpointId !== undefined && this.#places.get(endpointId)?.node) || null
  }
}
