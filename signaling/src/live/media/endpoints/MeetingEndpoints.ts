import {
  type EndpointId,
  MeetingError,
  type MeetingId,
  type MeetingState,
  type Notice,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { EndpointMedia } from './EndpointMedia.ts'
import type { NodeLink } from '../nodes/NodeLink.ts'
import { PreparedEndpoints } from './PreparedEndpoints.ts'

export type MeetingEndpointsOptions = {
  readonly meetingId: MeetingId
  readonly link: NodeLink
  readonly logger: Logger
  readonly state: () => MeetingState
  readonly speakers: () => readonly ParticipantId[]
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  /** The media node does not know this one any more. */
  readonly onVanished: (endpointId: EndpointId) => void
}

/** The endpoints of a meeting: those of its participants, and those that stand ready at its door. */
export class MeetingEndpoints {
  readonly atDoor: PreparedEndpoints
  readonly #options: MeetingEndpointsOptions
  readonly #endpoints = new Map<EndpointId, EndpointMedia>()

  constructor(options: MeetingEndpointsOptions) {
    this.#options = options
    this.atDoor = new PreparedEndpoints(options.meetingId, options.link)
  }

  /** A participant's. */
  get(endpointId: EndpointId): EndpointMedia | undefined {
    return this.#endpoints.get(endpointId)
  }

  /** @throws MeetingError `notJoined` when it is no participant's */
  known(endpointId: EndpointId): EndpointMedia {
    const endpoint = this.get(endpointId)
    if (!endpoint) throw new MeetingError('notJoined')
    return endpoint
  }

  /** One that has transports: a participant's, or a prepared one. */
  line(endpointId: EndpointId): EndpointMedia {
    return this.atDoor.get(endpointId) ?? this.known(endpointId)
  }

  of(participantId: ParticipantId): EndpointId[] {
    return [...this.#endpoints.values()].filter((e) => e.participantId === participantId).map((e) => e.endpointId)
  }

  /** The participant's, made when it is not there. */
  take(endpointId: EndpointId, participantId: ParticipantId): EndpointMedia {
    const endpoint = this.get(endpointId) ?? this.make(endpointId, participantId)
    this.#endpoints.set(endpointId, endpoint)
    return endpoint
  }

  /** What stood ready at the door is a participant's from now on; null when nothing did. */
  letIn(endpointId: EndpointId): EndpointMedia | null {
    const endpoint = this.atDoor.take(endpointId)
    if (endpoint) this.#endpoints.set(endpointId, endpoint)
    return endpoint
  }

  /**
   * One that is nobody's yet.
   * @param atDoor who is told as long as it is
   */
  make(endpointId: EndpointId, participantId: ParticipantId, atDoor?: (notice: Notice) => void): EndpointMedia {
    const { link, logger, state, speakers, notify, onVanished } = this.#options
    return new EndpointMedia(endpointId, participantId, {
      logger,
      state,
      speakers,
      subscribe: (data) => link.askRaw('endpoint:subscribe', data),
      notify: (notice) => {
        if (this.atDoor.has(endpointId)) atDoor?.(notice)
        else notify(participantId, notice)
      },
      vanished: () => {
        this.atDoor.forget((id) => id === endpointId)
        onVanished(endpointId)
      },
    })
  }

  /** Who receives what may have changed. */
  stateChanged(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.refresh('soon')
    this.atDoor.stateChanged()
  }

  /** Fine if it is not there. */
  drop(endpointId: EndpointId): void {
    this.get(endpointId)?.close()
    this.#endpoints.delete(endpointId)
  }

  dropAll(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.close()
    this.#endpoints.clear()
    this.atDoor.forgetAll()
  }
}
