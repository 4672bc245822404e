import type { NodeReport } from '@diem-cau/sfu-contract'
import type { EndpointId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { MoveOutcome } from './Moves.ts'
import { type Seat, worthMoving } from './worthMoving.ts'

/** So many clients move at a time: each sends and receives twice meanwhile. */
const AT_A_TIME = 2

/** One that could not be moved is left alone for so long, in milliseconds. */
export const AGAIN_MS = 5_000

export type EmptyingOptions = {
  readonly endpoints: { readonly all: readonly EndpointMedia[] }
  /** Finds the worker of the leg that carries; null when it is not known. */
  readonly seatOf: (endpoint: EndpointMedia) => Seat | null
  readonly nodes: () => readonly NodeReport[]
  readonly isWatched: (endpoint: EndpointMedia) => boolean
  readonly move: (endpoint: EndpointMedia) => Promise<MoveOutcome>
  readonly logger: Logger
  readonly clock: () => number
}

/** Moves endpoints away from nodes that drain and workers that are hot, a few at a time (SPEC 5.14). */
export class Emptying {
  readonly #options: EmptyingOptions
  readonly #moving = new Set<EndpointId>()
  readonly #notBefore = new Map<EndpointId, number>()
  #isClosed = false

  constructor(options: EmptyingOptions) {
    this.#options = options
  }

  /** Nodes have told how loaded they are, or one of the endpoints has moved. */
  onNews(): void {
    if (this.#isClosed || this.#moving.size >= AT_A_TIME) return
    const { endpoints, seatOf, nodes, isWatched, clock } = this.#options
    const now = clock()
    const movables = endpoints.all.flatMap((endpoint) => {
      const { endpointId, carrying } = endpoint
      const seat = carrying.transports === 'alive' && carrying.standing === 'inside' ? seatOf(endpoint) : null
      const rests = (this.#notBefore.get(endpointId) ?? -Infinity) > now
      return seat && !rests && !this.#moving.has(endpointId) ? [{ endpoint, seat, isWatched: isWatched(endpoint) }] : []
    })
    for (const { endpoint } of worthMoving(movables, nodes()).slice(0, AT_A_TIME - this.#moving.size))
      void this.#move(endpoint)
  }

  close(): void {
    this.#isClosed = true
  }

  async #move(endpoint: EndpointMedia): Promise<void> {
    const { move, logger, clock } = this.#options
    const { endpointId } = endpoint
    this.#moving.add(endpointId)
    const outcome = await move(endpoint)
    this.#moving.delete(endpointId)
    logger.info({ endpointId, outcome }, 'an endpoint was asked to move')
    if (outcome === 'stayed') this.#notBefore.set(endpointId, clock() + AGAIN_MS)
    else this.#notBefore.delete(endpointId)
    this.onNews()
  }
}
