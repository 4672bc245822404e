import {
  type ConsumerId,
  type EndpointId,
  type LegId,
  MeetingError,
  type MeetingId,
  type MeetingState,
  type ParticipantId,
  type RequestData,
  type RequestResponse,
  type RtpCapabilities,
  type Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { receivesAlike } from '../../../domain/meeting/receiving/receivesAlike.ts'
import { type FirstView, firstViewOf } from '../../../domain/meeting/receiving/subscriptions.ts'
import { standbyNeeded } from '../../../domain/meeting/receiving/standbyNeeded.ts'
import { Arrivals } from './Arrivals.ts'
import { Demands } from './Demands.ts'
import { EndpointMedia, type EndpointMediaOptions } from './EndpointMedia.ts'
import { EndpointWatch } from './EndpointWatch.ts'
import { Joins } from './Joins.ts'
import { Handovers } from '../legs/Handovers.ts'
import { Leg, type LegOptions } from '../legs/Leg.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'
import { MeetingLegs } from './MeetingLegs.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { MeetingNodesOptions } from '../nodes/MeetingNodesOptions.ts'
import { NodeNews } from './NodeNews.ts'
import { type ClientAtDoor, PreparedEndpoints } from './PreparedEndpoints.ts'
import { Sending } from './Sending.ts'
import { Speakers } from './Speakers.ts'
import { Voices } from './Voices.ts'

type NewEndpoint = Pick<EndpointMediaOptions, 'endpointId' | 'participantId' | 'opensWith'> & {
  readonly leg: LegId | undefined
}

export type MeetingMediaOptions = {
  readonly meetingId: MeetingId
  readonly mediaNodes: MeetingNodesOptions['mediaNodes']
  readonly logger: Logger
  readonly clock: () => number
  /** The region in which the participant's media is at home; empty: none is known. */
  readonly regionOf: (participantId: ParticipantId) => string
  /** Endpoints up to which a meeting keeps a leg in reserve for each (SPEC 5.15), 120 unless told. */
  readonly reserveEndpoints?: number | undefined
  readonly events: MeetingMediaEvents
}

/** A meeting's media as its clients and its state ask for it: transports, what is sent over them, and who receives what. */
export class MeetingMedia {
  /** Endpoints of those at the door. */
  readonly prepared: PreparedEndpoints
  /** Those who come in, come back, or want transports anew. */
  readonly joins: Joins
  /** Knows what the meeting's endpoints send. */
  readonly sending: Sending
  /** For who watches over the endpoints. */
  readonly watch: EndpointWatch
  readonly #options: MeetingMediaOptions
  readonly #speakers = new Speakers()
  readonly #nodes: MeetingNodes
  readonly #endpoints: MeetingEndpoints
  readonly #voices: Voices
  readonly #demands: Demands
  readonly #news: NodeNews
  readonly #handovers = new Handovers()
  readonly #arrivals = new Arrivals()
  readonly #legs: MeetingLegs
  /** The state that endpoints were brought in line with last. */
  #seen: MeetingState | null = null

  constructor(options: MeetingMediaOptions) {
    this.#options = options
    const { meetingId, mediaNodes, logger, clock, regionOf, events } = options
    const state = () => events.state()
    this.#nodes = new MeetingNodes({
      meetingId,
      mediaNodes,
      logger,
      onSnapshot: (there, lost) => this.#news.onSnapshot(there, lost),
      onLost: (nodeIds) => this.#news.onGone(nodeIds),
      onAllHeard: () => this.#news.onAllHeard(),
      onSourceLost: (producerId, nodeIds) => this.#news.onSourceLost(producerId, nodeIds),
      onNotice: (notice) => this.#news.onNotice(notice),
      onReport: () => this.#legs.onReport(),
    })
    this.#endpoints = new MeetingEndpoints((endpointId, participantId, leg) =>
      this.#endpoint({ endpointId, participantId, opensWith: this.#firstView(participantId), leg }),
    )
    this.prepared = new PreparedEndpoints({
      meetingId,
      nodes: this.#nodes,
      regionOf,
      make: (endpointId, { client, ...who }) => this.#endpoint({ ...who, endpointId, leg: undefined }, client),
    })
    this.#voices = new Voices({
      nodes: this.#nodes,
      logger,
      state,
      // A process that takes the meeting over may not know yet which leg of somebody carries: closed for that moment, all would fall silent.
      nodeIds: (endpointId) => [
        ...(this.#endpoints.find(endpointId)?.legs.map(({ nodeId }) => nodeId) ?? []),
        ...this.#news.undecidedOf(endpointId),
      ],
    })
    this.sending = new Sending({ nodes: this.#nodes, endpoints: this.#endpoints, handovers: this.#handovers })
    this.#legs = new MeetingLegs({
      meetingId,
      nodes: this.#nodes,
      endpoints: this.#endpoints,
      handovers: this.#handovers,
      arrivals: this.#arrivals,
      voices: this.#voices,
      speakers: this.#speakers,
      regionOf,
      reserveEndpoints: options.reserveEndpoints,
      events,
      logger,
      clock,
    })
    this.watch = new EndpointWatch({ nodes: this.#nodes, endpoints: this.#endpoints, legs: this.#legs, events })
    this.#demands = new Demands({
      state,
      speakers: () => this.#speakers.ids,
      received: () =>
        [...this.#endpoints.all, ...this.prepared.all].flatMap(({ legs }) => legs.map(({ receives }) => receives)),
      notify: (participantId, notice) => events.notify(participantId, notice),
      clock,
    })
    this.#news = new NodeNews({
      onAdopted: () => this.#voices.tellAgain(),
      endpoints: this.#endpoints,
      prepared: this.prepared,
      nodes: this.#nodes,
      handovers: this.#handovers,
      speakers: this.#speakers,
      isIdle: (producerId) => this.#demands.isIdle(producerId),
      onLegs: (endpoint, change) => this.#legs.onLost(endpoint, change),
      onCarries: (leg) => this.#arrivals.add(leg),
      replace: (lost) => this.#legs.replace(lost),
      logger,
      clock,
      events,
    })
    this.joins = new Joins({
      nodes: this.#nodes,
      endpoints: this.#endpoints,
      prepared: this.prepared,
      legs: this.#legs,
      demands: this.#demands,
      watch: this.watch,
      news: this.#news,
      events,
      leave: (endpointId) => this.leave(endpointId),
    })
  }

  /** Its client sends and receives over this leg. @throws MeetingError `notYours` */
  take(endpointId: EndpointId, leg: LegId): void {
    this.#legs.take(this.#endpoints.require(endpointId), leg)
  }

  async setCapabilities(endpointId: EndpointId, rtpCapabilities: RtpCapabilities): Promise<void> {
    const endpoint = this.#endpoints.require(endpointId)
    endpoint.receiver.capabilities = rtpCapabilities
    if (endpoint.transports !== 'alive') return
    await this.#nodes.ask('endpoint:capabilities', { endpointId: endpoint.carrying.nodeId, rtpCapabilities })
    endpoint.refresh('now')
  }

  async connect(endpointId: EndpointId, { leg, ...data }: RequestData<'media:connect'>): Promise<void> {
    if (data.direction === 'send') await this.afterThoseWhoCome(endpointId)
    const endpoint = this.#withTransports(endpointId)
    const connected = endpoint.require(leg)
    await this.#nodes.ask('endpoint:connect', { endpointId: connected.nodeId, ...data })
    if (data.direction !== 'recv') return
    this.#arrivals.end(connected)
    this.prepared.onNews({ kind: 'canReceive', endpointId })
    // A leg beside the one that carries receives as soon as it can (SPEC 5.14); a leg on standby receives nothing.
    if (endpoint.beside !== connected) return
    connected.on({ kind: 'attended' })
    connected.refresh('now')
  }

  async restartIce(
    endpointId: EndpointId,
    { leg, direction }: RequestData<'media:restartIce'>,
  ): Promise<RequestResponse<'media:restartIce'>> {
    const { nodeId } = this.#withTransports(endpointId).require(leg)
    const restarted = await this.#nodes.ask('endpoint:restartIce', { endpointId: nodeId, direction })
    return { ...restarted, ...this.#nodes.turnBeside(nodeId) }
  }

  setViewport(endpointId: EndpointId, viewport: Viewport): void {
    const endpoint = this.#endpoints.require(endpointId)
    endpoint.attend(viewport)
    endpoint.refresh('now')
  }

  /**
   * Works at the door too. One that just ended is skipped.
   * @throws MeetingError `notYours` when one never was this endpoint's
   */
  async resumeConsumers(endpointId: EndpointId, consumerIds: readonly ConsumerId[]): Promise<void> {
    const { legs } = this.#withTransports(endpointId)
    if (!consumerIds.every((id) => legs.some((leg) => leg.owns(id)))) throw new MeetingError('notYours')
    await Promise.all(
      legs.map((leg) => {
        const live = consumerIds.filter((id) => leg.holds(id))
        leg.confirm(live)
        if (live.length > 0) this.#arrivals.end(leg)
        return this.#resumeOn(leg, live)
      }),
    )
  }

  /** Sending waits while many come in, or come back, at once, but of those without whom the meeting stands still (SPEC 5.19). */
  async afterThoseWhoCome(endpointId: EndpointId): Promise<void> {
    const { participantId } = this.#withTransports(endpointId)
    if (!standbyNeeded(this.#options.events.state()).has(participantId)) await this.#arrivals.few()
  }

  endpointsOf(participantId: ParticipantId): EndpointId[] {
    return this.#endpoints.of(participantId)
  }

  /** Ends everything of an endpoint. Does not fail. */
  async leave(endpointId: EndpointId): Promise<void> {
    const dropped = this.#endpoints.drop(endpointId)
    if (dropped) await this.#legs.endAll(dropped)
  }

  /** Tells the nodes who may be heard now, before anybody else is told. */
  gate(): void {
    this.#voices.tell()
  }

  /** The state may say now that others come in, or that other things are received. */
  onStateChanged(): void {
    const state = this.#options.events.state()
    if (this.#seen === null || !receivesAlike(this.#seen, state)) {
      this.#speakers.keepPresent(state)
      this.#endpoints.refresh()
      this.#demands.onStateChanged()
    }
    this.#seen = state
    this.#legs.onStateChanged()
    this.prepared.onNews({ kind: 'meetingChanged' })
  }

  async endMeeting(): Promise<void> {
    this.#dropAll()
    await this.#nodes.endMeeting()
  }

  close(): void {
    this.#nodes.close()
    this.#demands.close()
    this.#legs.close()
    this.#arrivals.close()
    this.watch.close()
    this.joins.close()
    this.#dropAll()
  }

  #dropAll(): void {
    this.#endpoints.dropAll()
    this.prepared.onNews({ kind: 'meetingOver' })
  }

  /** An endpoint that has transports: a participant's, or a prepared one. @throws MeetingError `notJoined` */
  #withTransports(endpointId: EndpointId): EndpointMedia {
    return this.prepared.find(endpointId) ?? this.#endpoints.require(endpointId)
  }

  /** @param atDoor who is told of what is made on it for as long as it is prepared and no more */
  #endpoint({ leg, ...whose }: NewEndpoint, atDoor?: ClientAtDoor): EndpointMedia {
    return new EndpointMedia({
      ...whose,
      standing: atDoor ? 'atDoor' : 'away',
      ...(leg ? { leg } : {}),
      makeLeg: (options) => this.#leg(options, atDoor),
    })
  }

  #firstView(participantId: ParticipantId): FirstView {
    return firstViewOf(this.#options.events.state().participants[participantId]?.seat ?? 'guest')
  }

  #leg(options: LegOptions, atDoor?: ClientAtDoor): Leg {
    const { logger, events } = this.#options
    const { endpointId, participantId } = options
    const leg: Leg = new Leg(options, {
      logger,
      handovers: this.#handovers,
      state: () => events.state(),
      speakers: () => this.#speakers.ids,
      subscribe: (data) => this.#nodes.askRaw('endpoint:subscribe', data),
      withWays: (sources) => this.#nodes.withWays(leg.nodeId, sources),
      nodes: () => this.#nodes.ways,
      notify: (notice) => {
        if (this.prepared.find(endpointId)) atDoor?.notify(notice)
        else events.notify(participantId, notice)
      },
      onReceives: () => this.#demands.onStateChanged(),
      onVanished: () => this.#news.onVanished(leg.nodeId),
    })
    return leg
  }

  async #resumeOn({ nodeId: endpointId }: Leg, consumerIds: readonly ConsumerId[]): Promise<void> {
    if (consumerIds.length === 0) return
    try {
      await this.#nodes.ask('endpoint:resume', { endpointId, consumerIds: [...consumerIds] })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notYours') throw error
      // A consumer ended on the way: the others must not stay dark for it.
      await Promise.all(consumerIds.map((id) => this.#nodes.tell('endpoint:resume', { endpointId, consumerIds: [id] })))
    }
  }
}
