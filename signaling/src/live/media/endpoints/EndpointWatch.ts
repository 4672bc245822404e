import type { NodeId } from '@diem-cau/sfu-contract'
import type { EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingLegs } from './MeetingLegs.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import type { MoveOutcome } from './Moves.ts'
import { type RestartOutcome, Restarts } from './Restarts.ts'

export type EndpointWatchOptions = {
  readonly nodes: Pick<MeetingNodes, 'nodeOf'>
  readonly endpoints: Pick<MeetingEndpoints, 'find' | 'findLeg'>
  readonly legs: Pick<MeetingLegs, 'move'>
  readonly events: Pick<MeetingMediaEvents, 'notify'>
}

/** A meeting's endpoints for who watches over them: which node carries each, and what can be done about one (SPEC 16.11, 16.12). */
export class EndpointWatch {
  readonly #options: EndpointWatchOptions
  readonly #restarts: Restarts

  constructor(options: EndpointWatchOptions) {
    this.#options = options
    this.#restarts = new Restarts((participantId, notice) => options.events.notify(participantId, notice))
  }

  /** The media node that carries an endpoint; null while none does. */
  carrierOf(endpointId: EndpointId): NodeId | null {
    const { endpoints, nodes } = this.#options
    const endpoint = endpoints.find(endpointId)
    return endpoint ? nodes.nodeOf(endpoint.carrying.nodeId) : null
  }

  /** The participant whose client sends and receives over this leg just now; null: nobody's does. @param nodeId as nodes know it */
  carriedOver(nodeId: EndpointId): ParticipantId | null {
    const found = this.#options.endpoints.findLeg(nodeId)
    return found && found.endpoint.carrying === found.leg ? found.endpoint.participantId : null
  }

  /**
   * Offers its client another leg, apart from the one that carries (SPEC 5.14). Does not fail.
   * @param to the node where it is wanted; without it, or when that has no room, any other
   */
  async move(endpointId: EndpointId, to?: NodeId): Promise<MoveOutcome> {
    const endpoint = this.#options.endpoints.find(endpointId)
    return endpoint ? this.#options.legs.move(endpoint, to) : 'stayed'
  }

  /** Has its client make all of its media anew. Does not fail. */
  async restart(endpointId: EndpointId): Promise<RestartOutcome> {
    const endpoint = this.#options.endpoints.find(endpointId)
    return endpoint ? this.#restarts.restart(endpoint) : 'away'
  }

  /** The endpoint has new transports because its client asked for them. */
  onRebuilt(endpointId: EndpointId): void {
    this.#restarts.onRebuilt(endpointId)
  }

  close(): void {
    this.#restarts.close()
  }
}
