import type { NodeId } from '@diem-cau/sfu-contract'
import { type FreshMedia, MeetingError, type MeetingId, type ParticipantId } from '@diem-cau/signaling-contract'
import type { JoinedMedia, MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { Arrivals } from './Arrivals.ts'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { Voices } from './Voices.ts'

export type LegStarterOptions = {
  readonly meetingId: MeetingId
  readonly nodes: Pick<MeetingNodes, 'join' | 'leave'>
  readonly endpoints: Pick<MeetingEndpoints, 'find' | 'findLeg'>
  readonly arrivals: Pick<Arrivals, 'add' | 'end'>
  readonly voices: Pick<Voices, 'isHeard' | 'tellAgain'>
  /** Nodes of this region come first. */
  readonly regionOf: (participantId: ParticipantId) => string
}

/** Makes the transports of legs at a media node. */
export class LegStarter {
  readonly #options: LegStarterOptions

  constructor(options: LegStarterOptions) {
    this.#options = options
  }

  /**
   * @param apartFrom on another worker than this one, or another node
   * @param to the node where it is wanted, if that has room
   * @throws MeetingError `notJoined` when the endpoint or the leg ended meanwhile, `mediaUnavailable` without a place for it
   */
  async start(endpoint: EndpointMedia, leg: Leg, apartFrom: Leg | null = null, to?: NodeId): Promise<FreshMedia> {
    const { meetingId, nodes, endpoints, arrivals, voices, regionOf } = this.#options
    const { nodeId } = leg
    this.assertThere(endpoint, leg)
    const voice = voices.isHeard(endpoint.participantId)
    const region = regionOf(endpoint.participantId)
    const apart = apartFrom ? { apartFrom: apartFrom.nodeId } : {}
    const rtpCapabilities = endpoint.receiver.capabilities
    let media: JoinedMedia
    leg.on({ kind: 'starting' })
    // One beside another, or on standby, is not what its client waits for.
    if (!apartFrom) arrivals.add(leg)
    try {
      media = await nodes.join(
        { endpointId: nodeId, meetingId, rtpCapabilities, voice, line: endpoint.participantId, ...apart },
        { ...apart, region, ...(to === undefined ? {} : { to }) },
      )
    } catch (error) {
      leg.on({ kind: 'unavailable' })
      arrivals.end(leg)
      // Who left has no use for the refusal: nobody is to be told of it, least of all their next endpoint.
      this.assertThere(endpoint, leg)
      throw error
    }
    // The node has what nobody wants any more, unless it is asked for anew under the same id.
    if (!this.#isThere(endpoint, leg) && !endpoints.findLeg(nodeId)) await nodes.leave(nodeId)
    this.assertThere(endpoint, leg)
    // The node may have been told of voices while it was made: that has passed it by.
    if (voices.isHeard(endpoint.participantId) !== voice) voices.tellAgain()
    const { worker, ...transports } = media
    leg.on({ kind: 'made', worker })
    return { leg: leg.legId, ...transports }
  }

  /** @throws MeetingError `notJoined` */
  assertThere(endpoint: EndpointMedia, leg: Leg = endpoint.carrying): void {
    if (!this.#isThere(endpoint, leg)) throw new MeetingError('notJoined', 'left while joining')
  }

  #isThere(endpoint: EndpointMedia, leg: Leg): boolean {
    return this.#options.endpoints.find(endpoint.endpointId) === endpoint && endpoint.has(leg)
  }
}
