import { type EndpointId, type LegId, MeetingError, type ParticipantId } from '@diem-cau/signaling-contract'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import { legOfNodeEndpoint } from '../legs/legId.ts'

/** The endpoints of a meeting's participants. */
export class MeetingEndpoints {
  readonly #make: (endpointId: EndpointId, participantId: ParticipantId, leg?: LegId) => EndpointMedia
  readonly #endpoints = new Map<EndpointId, EndpointMedia>()

  constructor(make: (endpointId: EndpointId, participantId: ParticipantId, leg?: LegId) => EndpointMedia) {
    this.#make = make
  }

  get all(): readonly EndpointMedia[] {
    return [...this.#endpoints.values()]
  }

  find(endpointId: EndpointId): EndpointMedia | undefined {
    return this.#endpoints.get(endpointId)
  }

  /** Finds the leg that a node knows as one of its endpoints. */
  findLeg(nodeId: EndpointId): { readonly endpoint: EndpointMedia; readonly leg: Leg } | null {
    const named = legOfNodeEndpoint(nodeId)
    const endpoint = named && this.find(named.endpointId)
    const leg = endpoint?.legs.find((one) => one.nodeId === nodeId)
    return endpoint && leg ? { endpoint, leg } : null
  }

  /** @throws MeetingError `notJoined` when it is no participant's */
  require(endpointId: EndpointId): EndpointMedia {
    const endpoint = this.find(endpointId)
    if (!endpoint) throw new MeetingError('notJoined')
    return endpoint
  }

  of(participantId: ParticipantId): EndpointId[] {
    return [...this.#endpoints.values()].filter((e) => e.participantId === participantId).map((e) => e.endpointId)
  }

  /** The participant's, made when it is not there. @param leg it has this one then */
  ensure(endpointId: EndpointId, participantId: ParticipantId, leg?: LegId): EndpointMedia {
    return this.find(endpointId) ?? this.add(this.#make(endpointId, participantId, leg))
  }

  /** It is a participant's from now on. */
  add(endpoint: EndpointMedia): EndpointMedia {
    this.#endpoints.set(endpoint.endpointId, endpoint)
    return endpoint
  }

  /** Brings all in line with what their clients should receive now, together with what changes next. */
  refresh(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.refresh('soon')
  }

  /** Fine if it is not there. @returns what was dropped */
  drop(endpointId: EndpointId): EndpointMedia | undefined {
    const endpoint = this.find(endpointId)
    endpoint?.close()
    this.#endpoints.delete(endpointId)
    return endpoint
  }

  dropAll(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.close()
    this.#endpoints.clear()
  }
}
