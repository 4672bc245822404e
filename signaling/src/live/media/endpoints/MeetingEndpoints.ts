import { type EndpointId, MeetingError, type ParticipantId } from '@diem-cau/signaling-contract'
import type { EndpointMedia } from './EndpointMedia.ts'

/** The endpoints of a meeting's participants. */
export class MeetingEndpoints {
  readonly #make: (endpointId: EndpointId, participantId: ParticipantId) => EndpointMedia
  readonly #endpoints = new Map<EndpointId, EndpointMedia>()

  constructor(make: (endpointId: EndpointId, participantId: ParticipantId) => EndpointMedia) {
    this.#make = make
  }

  get all(): readonly EndpointMedia[] {
    return [...this.#endpoints.values()]
  }

  find(endpointId: EndpointId): EndpointMedia | undefined {
    return this.#endpoints.get(endpointId)
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

  /** The participant's, made when it is not there. */
  ensure(endpointId: EndpointId, participantId: ParticipantId): EndpointMedia {
    return this.find(endpointId) ?? this.add(this.#make(endpointId, participantId))
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

  /** Fine if it is not there. */
  drop(endpointId: EndpointId): void {
    this.find(endpointId)?.on({ kind: 'closed' })
    this.#endpoints.delete(endpointId)
  }

  dropAll(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.on({ kind: 'closed' })
    this.#endpoints.clear()
  }
}
