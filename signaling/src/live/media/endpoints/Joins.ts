import {
  type EndpointId,
  type FreshMedia,
  type JoinMedia,
  type LegId,
  MeetingError,
  type ParticipantId,
  type RtpCapabilities,
  type Viewport,
} from '@diem-cau/signaling-contract'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { Demands } from './Demands.ts'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { EndpointWatch } from './EndpointWatch.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingLegs } from './MeetingLegs.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import type { NodeNews } from './NodeNews.ts'
import type { ClientAtDoor, PreparedEndpoints } from './PreparedEndpoints.ts'

/** The client tries again after this when a node is there but full or short of a worker, in milliseconds. */
const TRY_AGAIN_MS = 1000

/** The endpoint of a client that joins; null leaves what is known of it as it was. */
export type JoiningEndpoint = {
  readonly participantId: ParticipantId
  readonly endpointId: EndpointId
  readonly rtpCapabilities: RtpCapabilities | null
  readonly viewport: Viewport | null
  /** The leg that the client means; left out, the one that carries. */
  readonly leg?: LegId | undefined
}

export type JoinsOptions = {
  readonly nodes: Pick<MeetingNodes, 'ask' | 'isReachable' | 'isUp' | 'ready' | 'tell'>
  readonly endpoints: Pick<MeetingEndpoints, 'add' | 'ensure' | 'find' | 'require'>
  readonly prepared: Pick<PreparedEndpoints, 'claim'>
  readonly legs: Pick<MeetingLegs, 'instead' | 'keepCarrying' | 'makeRoom' | 'starter'>
  readonly demands: Pick<Demands, 'tellAgain'>
  readonly watch: Pick<EndpointWatch, 'onRebuilt'>
  readonly news: Pick<NodeNews, 'tellReady'>
  readonly events: Pick<MeetingMediaEvents, 'onNodesFull'>
  readonly leave: (endpointId: EndpointId) => Promise<void>
}

/** Those who come into a meeting, come back to it, or want transports anew. */
export class Joins {
  readonly #options: JoinsOptions
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(options: JoinsOptions) {
    this.#options = options
  }

  /**
   * Starts the endpoint of a join that is on its way to the disk; {@link record} or the end of the endpoint follows. `kept`
   * when what this client prepared is claimed, `waiting` when there is no node: `mediaReady` follows (SPEC 6.5).
   */
  async join(
    client: ClientAtDoor,
    { participantId, endpointId, rtpCapabilities, viewport }: JoiningEndpoint,
  ): Promise<JoinMedia> {
    const { prepared, endpoints, leave } = this.#options
    const claimed = prepared.claim(client, endpointId)
    const endpoint = claimed ? endpoints.add(claimed) : endpoints.ensure(endpointId, participantId)
    if (rtpCapabilities) endpoint.receiver.capabilities = rtpCapabilities
    endpoint.on({ kind: 'joining' })
    endpoint.attend(viewport)
    if (claimed) {
      if (rtpCapabilities) this.#tellCapabilities(endpoint)
      return { kind: 'kept' }
    }
    try {
      return await this.#make(endpoint)
    } catch (error) {
      await leave(endpointId)
      throw error
    }
  }

  /** The join with this endpoint is on record, and its client is attached. */
  record(endpointId: EndpointId): void {
    const { endpoints, nodes } = this.#options
    const endpoint = endpoints.find(endpointId)
    endpoint?.on({ kind: 'recorded' })
    // A node that came while the join was on its way to the disk told those who were in the meeting by then.
    if (endpoint?.transports === 'waiting' && nodes.isUp) this.#tellReadyLater(endpoint)
  }

  /** The client is back: `kept` when its endpoint lives, otherwise as {@link join}. */
  async resume({ participantId, endpointId, rtpCapabilities, viewport, leg }: JoiningEndpoint): Promise<JoinMedia> {
    const { nodes, endpoints, legs, demands } = this.#options
    // A process that has just taken the meeting over learns from the nodes which leg carries.
    await nodes.ready()
    const endpoint = endpoints.ensure(endpointId, participantId)
    await nodes.ready(endpoint.carrying.nodeId)
    if (rtpCapabilities) endpoint.receiver.capabilities = rtpCapabilities
    endpoint.attend(viewport)
    const isKept = endpoint.transports === 'alive' && (leg === undefined || leg === endpoint.carrying.legId)
    if (!isKept || !nodes.isReachable(endpoint.carrying.nodeId)) return this.#make(endpoint)
    if (rtpCapabilities)
      await nodes.ask('endpoint:capabilities', { endpointId: endpoint.carrying.nodeId, rtpCapabilities })
    legs.keepCarrying(endpoint)
    endpoint.carrying.onBack()
    demands.tellAgain(participantId)
    return { kind: 'kept' }
  }

  /**
   * New transports under the same endpoint; what it sent before must be recorded as lost first.
   * @throws MeetingError `mediaUnavailable`
   */
  async rebuild(endpointId: EndpointId): Promise<FreshMedia> {
    const media = await this.#make(this.#options.endpoints.require(endpointId))
    if (media.kind !== 'fresh')
      throw new MeetingError('mediaUnavailable', 'no place for it', 'full' in media ? { full: true } : {})
    const { kind: _, ...fresh } = media
    this.#options.watch.onRebuilt(endpointId)
    return fresh
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** Asks the node for transports, and at once for what the endpoint receives. */
  async #make(endpoint: EndpointMedia): Promise<JoinMedia> {
    const { nodes, legs, events } = this.#options
    await nodes.ready()
    legs.starter.assertThere(endpoint)
    const leg = legs.instead(endpoint)
    try {
      const media = await legs.starter.start(endpoint, leg)
      endpoint.refresh('now')
      return { kind: 'fresh', ...media }
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'mediaUnavailable') throw error
      if (nodes.isUp && legs.makeRoom()) return this.#make(endpoint)
      // A node that is only short of a worker gives no other sign when it has one again.
      if (nodes.isUp) this.#tellReadyLater(endpoint)
      if (!error.extra.full) return { kind: 'waiting' }
      events.onNodesFull()
      return { kind: 'waiting', full: true }
    }
  }

  #tellCapabilities({ carrying, receiver }: EndpointMedia): void {
    const { capabilities } = receiver
    if (!capabilities) return
    const data = { endpointId: carrying.nodeId, rtpCapabilities: capabilities }
    void this.#options.nodes.tell('endpoint:capabilities', data)
  }

  #tellReadyLater(endpoint: EndpointMedia): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#options.news.tellReady(endpoint)
    }, TRY_AGAIN_MS)
    this.#timers.add(timer)
  }
}
