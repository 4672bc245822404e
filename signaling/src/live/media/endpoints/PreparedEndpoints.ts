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
import type { FirstView } from '../../../domain/meeting/receiving/subscriptions.ts'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { JoinedMedia, MeetingNodes } from '../nodes/MeetingNodes.ts'
import { newEndpointId } from './newEndpointId.ts'

/** Prepared endpoints of one account in one meeting: a room's TV, its PC, and a page left open on each (SPEC 5.9). */
const MAX_OF_ACCOUNT = 4

/** A client at the door, told of what is made there for it. The same object is the same client. */
export type ClientAtDoor = { notify(notice: Notice): void }

/** Somebody at the door. */
export type AtDoor = {
  readonly client: ClientAtDoor
  readonly accountId: AccountId
  readonly participantId: ParticipantId
  /** What its page will show first; the stage unless told. */
  readonly opensWith?: FirstView
  /**
   * Says how a join would end as things are now. Unless it would come in, nothing is prepared or stays so (SPEC 5.9).
   */
  readonly joinWould: () => 'comeIn' | 'wait' | MeetingError
}

/** News that prepared endpoints follow. */
export type DoorNews =
  /** The answer to a join, or what it would show first, may be different now. */
  | { readonly kind: 'meetingChanged' }
  /** Its receiving transport is connected: it is given, standing still, what a join would show first. */
  | { readonly kind: 'canReceive'; readonly endpointId: EndpointId }
  /** Their node has these no more, or is gone. */
  | { readonly kind: 'nodeLost'; readonly endpointIds: readonly EndpointId[] }
  /** The meeting is over, at the nodes too. */
  | { readonly kind: 'meetingOver' }

export type PreparedEndpointsOptions = {
  readonly meetingId: MeetingId
  readonly nodes: Pick<MeetingNodes, 'ready' | 'join' | 'leave'>
  /** Nodes of this region come first. */
  readonly regionOf: (participantId: ParticipantId) => string
  readonly make: (endpointId: EndpointId, who: AtDoor) => EndpointMedia
}

type Prepared = { readonly who: AtDoor; readonly endpoint: EndpointMedia }

/**
 * Endpoints that stand ready before the join: transports at the media node, and on them, standing still, what a join will
 * show first (SPEC 5.7 to 5.9). All that there is about them on the server is here; a claimed one is like any other.
 */
export class PreparedEndpoints {
  readonly #options: PreparedEndpointsOptions
  readonly #prepared = new Map<EndpointId, Prepared>()

  constructor(options: PreparedEndpointsOptions) {
    this.#options = options
  }

  /**
   * Makes transports for somebody at the door, in place of those the client had.
   * @returns null without a media node, when a join would have to wait, with too many of this account, or when it was
   * released meanwhile
   * @throws MeetingError what a join would be refused with
   */
  async prepare(
    who: AtDoor,
    rtpCapabilities: RtpCapabilities,
  ): Promise<({ endpointId: EndpointId } & FreshMedia) | null> {
    this.release({ client: who.client })
    const joinWould = who.joinWould()
    if (joinWould instanceof MeetingError) throw joinWould
    const others = this.people.filter(({ accountId }) => accountId === who.accountId)
    if (joinWould === 'wait' || others.length >= MAX_OF_ACCOUNT) return null
    const endpointId = newEndpointId()
    const endpoint = this.#options.make(endpointId, who)
    this.#prepared.set(endpointId, { who, endpoint })
    const media = await this.#start(endpoint, rtpCapabilities)
    return media && { endpointId, ...media }
  }

  /** Hands over what stands ready for this client under this id: the join that takes it answers for it from now on. */
  claim(client: ClientAtDoor, endpointId: EndpointId): EndpointMedia | null {
    const prepared = this.#prepared.get(endpointId)
    if (prepared?.who.client !== client || prepared.endpoint.transports !== 'alive') return null
    this.#prepared.delete(endpointId)
    return prepared.endpoint
  }

  /** Ends what is prepared for a client, or a participant; fine if nothing is. */
  release(whose: { readonly client: ClientAtDoor } | { readonly participantId: ParticipantId }): void {
    this.#releaseWhere(({ client, participantId }) =>
      'client' in whose ? client === whose.client : participantId === whose.participantId,
    )
  }

  onNews(news: DoorNews): void {
    switch (news.kind) {
      case 'meetingChanged':
        this.#releaseWhere(({ joinWould }) => joinWould() !== 'comeIn')
        for (const { endpoint } of this.#prepared.values()) endpoint.refresh('soon')
        break
      case 'canReceive': {
        const endpoint = this.find(news.endpointId)
        endpoint?.attend(null)
        endpoint?.refresh('now')
        break
      }
      case 'nodeLost':
        this.#forget((endpointId) => news.endpointIds.includes(endpointId))
        break
      case 'meetingOver':
        for (const { endpoint } of this.#prepared.values()) endpoint.close()
        this.#prepared.clear()
        break
      default:
        news satisfies never
    }
  }

  find(endpointId: EndpointId): EndpointMedia | undefined {
    return this.#prepared.get(endpointId)?.endpoint
  }

  /** The id of what is prepared for this client. */
  of(client: ClientAtDoor): EndpointId | null {
    return [...this.#prepared].find(([, { who }]) => who.client === client)?.[0] ?? null
  }

  get all(): readonly EndpointMedia[] {
    return [...this.#prepared.values()].map(({ endpoint }) => endpoint)
  }

  /** People for whom something is prepared. */
  get people(): AtDoor[] {
    return [...this.#prepared.values()].map(({ who }) => who)
  }

  /** Gives null when no node can make them, or when the endpoint was released meanwhile. */
  async #start(endpoint: EndpointMedia, rtpCapabilities: RtpCapabilities): Promise<FreshMedia | null> {
    const { nodes, meetingId, regionOf } = this.#options
    const { endpointId, participantId } = endpoint
    await nodes.ready()
    if (this.find(endpointId) !== endpoint) return null
    endpoint.on({ kind: 'starting' })
    const { legId, nodeId } = endpoint.carrying
    let media: JoinedMedia
    try {
      const region = regionOf(participantId)
      media = await nodes.join(
        { endpointId: nodeId, meetingId, rtpCapabilities, voice: false, line: participantId },
        { region },
      )
    } catch (error) {
      endpoint.close()
      this.#prepared.delete(endpointId)
      if (error instanceof MeetingError && error.code === 'mediaUnavailable') return null
      throw error
    }
    if (this.find(endpointId) !== endpoint) {
      await nodes.leave(nodeId)
      return null
    }
    endpoint.receiver.capabilities = rtpCapabilities
    const { worker, ...transports } = media
    endpoint.on({ kind: 'made', worker })
    return { leg: legId, ...transports }
  }

  #releaseWhere(ends: (who: AtDoor) => boolean): void {
    for (const [endpointId, { who, endpoint }] of this.#prepared) {
      if (!ends(who)) continue
      endpoint.close()
      this.#prepared.delete(endpointId)
      void this.#options.nodes.leave(endpoint.carrying.nodeId)
    }
  }

  /** Forgets what the node has no more, but for those under way: the node may not have them yet. */
  #forget(isGone: (endpointId: EndpointId) => boolean): void {
    for (const [endpointId, { endpoint }] of this.#prepared) {
      if (endpoint.transports !== 'alive' || !isGone(endpointId)) continue
      endpoint.close()
      this.#prepared.delete(endpointId)
    }
  }
}
