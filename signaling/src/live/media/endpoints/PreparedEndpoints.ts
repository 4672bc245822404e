import {
  type AccountId,
  type EndpointId,
  type FreshMedia,
  MeetingError,
  type MeetingId,
  type Notice,
  type ParticipantId,
  type RtpCapabilities,
} from '@diem-cau/signaling-contract'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { NodeLink } from '../nodes/NodeLink.ts'

/** Prepared endpoints of one account in one meeting: a room's TV, its PC, and a page left open on each (SPEC 5.9). */
const MAX_OF_ACCOUNT = 4

/** Somebody at the door. */
export type AtDoor = {
  readonly accountId: AccountId
  readonly participantId: ParticipantId
  /** Told of what is made there. */
  readonly notify: (notice: Notice) => void
  /** Whether a join would let them in as things are now; otherwise nothing stays ready for them (SPEC 5.9). */
  readonly isWelcome: () => boolean
}

type Prepared = { readonly who: AtDoor; readonly endpoint: EndpointMedia; ready: boolean }

/** Endpoints of those at the door of a meeting: transports at the media node, and on them what stands still (SPEC 5.8). */
export class PreparedEndpoints {
  readonly #meetingId: MeetingId
  readonly #link: Pick<NodeLink, 'ready' | 'ask' | 'tell'>
  readonly #endpoints = new Map<EndpointId, Prepared>()

  constructor(meetingId: MeetingId, link: Pick<NodeLink, 'ready' | 'ask' | 'tell'>) {
    this.#meetingId = meetingId
    this.#link = link
  }

  /** Null without a media node, with too many of this account, or when it was closed meanwhile. */
  async open(endpoint: EndpointMedia, who: AtDoor, rtpCapabilities: RtpCapabilities): Promise<FreshMedia | null> {
    const { endpointId } = endpoint
    const others = [...this.#endpoints.values()].filter((prepared) => prepared.who.accountId === who.accountId)
    if (others.length >= MAX_OF_ACCOUNT) return null
    const prepared: Prepared = { who, endpoint, ready: false }
    this.#endpoints.set(endpointId, prepared)
    await this.#link.ready()
    let media: FreshMedia
    try {
      media = await this.#link.ask('endpoint:join', {
        endpointId,
        meetingId: this.#meetingId,
        rtpCapabilities,
        voice: false,
      })
    } catch (error) {
      this.#endpoints.delete(endpointId)
      if (error instanceof MeetingError && error.code === 'mediaUnavailable') return null
      throw error
    }
    if (this.#endpoints.get(endpointId) !== prepared) {
      await this.#link.tell('endpoint:leave', { endpointId })
      return null
    }
    endpoint.capabilities = rtpCapabilities
    endpoint.prepared()
    prepared.ready = true
    return media
  }

  has(endpointId: EndpointId): boolean {
    return this.#endpoints.has(endpointId)
  }

  get(endpointId: EndpointId): EndpointMedia | undefined {
    return this.#endpoints.get(endpointId)?.endpoint
  }

  /** Its receiving line is negotiated: from now on it is given, standing still, what a join will show first. */
  receives(endpointId: EndpointId): void {
    const endpoint = this.get(endpointId)
    endpoint?.shows(null)
    endpoint?.refresh('now')
  }

  /** What a join would show first may have changed. */
  stateChanged(): void {
    for (const { endpoint } of this.#endpoints.values()) endpoint.refresh('soon')
  }

  /** Whoever takes it answers for it from now on; null when it is not there. */
  take(endpointId: EndpointId): EndpointMedia | null {
    const prepared = this.#endpoints.get(endpointId)
    if (!prepared?.ready) return null
    this.#endpoints.delete(endpointId)
    return prepared.endpoint
  }

  /** Fine if it is not there, or was taken. */
  close(endpointId: EndpointId): void {
    const endpoint = this.get(endpointId)
    if (!endpoint) return
    endpoint.close()
    this.#endpoints.delete(endpointId)
    void this.#link.tell('endpoint:leave', { endpointId })
  }

  /** Fine if there are none. */
  closeWhere(ends: (who: AtDoor) => boolean): void {
    for (const [endpointId, { who }] of this.#endpoints) if (ends(who)) this.close(endpointId)
  }

  /** Whose they are. */
  get people(): AtDoor[] {
    return [...this.#endpoints.values()].map(({ who }) => who)
  }

  /** The node has these no more. Those under way it may not have yet. */
  forget(gone: (endpointId: EndpointId) => boolean): void {
    for (const [endpointId, { endpoint, ready }] of this.#endpoints) {
      if (!ready || !gone(endpointId)) continue
      endpoint.close()
      this.#endpoints.delete(endpointId)
    }
  }

  /** The meeting is over, at the node too. */
  forgetAll(): void {
    for (const { endpoint } of this.#endpoints.values()) endpoint.close()
    this.#endpoints.clear()
  }
}
