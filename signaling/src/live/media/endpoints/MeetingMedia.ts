import {
  type ConsumerId,
  type EndpointId,
  type FreshMedia,
  type JoinMedia,
  MeetingError,
  type MeetingId,
  type ParticipantId,
  type ProducerId,
  type RequestData,
  type RequestResponse,
  type RtpCapabilities,
  type Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { Demands } from './Demands.ts'
import { EndpointMedia } from './EndpointMedia.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import { NodeLink, type NodeLinkOptions } from '../nodes/NodeLink.ts'
import { NodeNews } from './NodeNews.ts'
import { type ClientAtDoor, PreparedEndpoints } from './PreparedEndpoints.ts'
import { Speakers } from './Speakers.ts'
import { Voices } from './Voices.ts'

/** With a node there but full or short of a worker, the client tries again after this. */
const TRY_AGAIN_MS = 1000

/** The endpoint of a client that joins; null leaves what is known of it as it was. */
export type JoiningEndpoint = {
  readonly participantId: ParticipantId
  readonly endpointId: EndpointId
  readonly rtpCapabilities: RtpCapabilities | null
  readonly viewport: Viewport | null
}

export type MeetingMediaOptions = {
  readonly meetingId: MeetingId
  readonly registry: NodeLinkOptions['registry']
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** A meeting's media as its clients and its state ask for it: transports, what is sent over them, and who receives what. */
export class MeetingMedia {
  /** Endpoints of those at the door. */
  readonly prepared: PreparedEndpoints
  readonly #options: MeetingMediaOptions
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #speakers = new Speakers()
  readonly #link: NodeLink
  readonly #endpoints: MeetingEndpoints
  readonly #voices: Voices
  readonly #demands: Demands
  readonly #news: NodeNews

  constructor(options: MeetingMediaOptions) {
    this.#options = options
    const { meetingId, registry, logger, clock, events } = options
    const state = () => events.state()
    this.#link = new NodeLink({
      meetingId,
      registry,
      logger,
      onSnapshot: (snapshot) => {
        this.#voices.tellAgain()
        this.#news.onSnapshot(snapshot)
      },
      onNotice: (notice) => this.#news.onNotice(notice),
    })
    this.#endpoints = new MeetingEndpoints((endpointId, participantId) => this.#endpoint(endpointId, participantId))
    this.prepared = new PreparedEndpoints({
      meetingId,
      link: this.#link,
      make: (endpointId, { participantId, client }) => this.#endpoint(endpointId, participantId, client),
    })
    this.#voices = new Voices({ meetingId, link: this.#link, logger, state })
    this.#demands = new Demands({
      state,
      speakers: () => this.#speakers.ids,
      received: () => [...this.#endpoints.all, ...this.prepared.all].map(({ receives }) => receives),
      notify: (participantId, notice) => events.notify(participantId, notice),
      clock,
    })
    this.#news = new NodeNews({
      endpoints: this.#endpoints,
      prepared: this.prepared,
      link: this.#link,
      speakers: this.#speakers,
      isIdle: (producerId) => this.#demands.isIdle(producerId),
      logger,
      clock,
      events,
    })
  }

  /**
   * Starts the endpoint of a join that is on its way to the disk; {@link recordJoin} or {@link leave} follows. `kept`
   * when what this client prepared is claimed, `waiting` when there is no node: `mediaReady` follows (SPEC 6.5).
   */
  async join(
    client: ClientAtDoor,
    { participantId, endpointId, rtpCapabilities, viewport }: JoiningEndpoint,
  ): Promise<JoinMedia> {
    const prepared = this.prepared.claim(client, endpointId)
    const endpoint = prepared ? this.#endpoints.add(prepared) : this.#endpoints.ensure(endpointId, participantId)
    if (rtpCapabilities) endpoint.capabilities = rtpCapabilities
    endpoint.on({ kind: 'joining' })
    endpoint.on({ kind: 'attended', viewport })
    if (prepared) {
      if (rtpCapabilities) void this.#link.tell('endpoint:capabilities', { endpointId, rtpCapabilities })
      return { kind: 'kept' }
    }
    try {
      return await this.#make(endpoint)
    } catch (error) {
      await this.leave(endpointId)
      throw error
    }
  }

  /** The join with this endpoint is on record, and its client is attached. */
  recordJoin(endpointId: EndpointId): void {
    const endpoint = this.#endpoints.find(endpointId)
    endpoint?.on({ kind: 'recorded' })
    // A node that came while the join was on its way to the disk told those who were in the meeting by then.
    if (endpoint?.transports === 'waiting' && this.#link.isUp) this.#tellReadyLater(endpoint)
  }

  /** The client is back: `kept` when its endpoint lives, otherwise as {@link join}. */
  async resume({ participantId, endpointId, rtpCapabilities, viewport }: JoiningEndpoint): Promise<JoinMedia> {
    await this.#link.ready()
    const endpoint = this.#endpoints.ensure(endpointId, participantId)
    if (rtpCapabilities) endpoint.capabilities = rtpCapabilities
    endpoint.on({ kind: 'attended', viewport })
    if (endpoint.transports !== 'alive' || !this.#link.isUp) return this.#make(endpoint)
    if (rtpCapabilities) await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities })
    endpoint.refresh('now')
    this.#demands.tellAgain(participantId)
    return { kind: 'kept' }
  }

  /** New transports under the same endpoint; what it sent before must be recorded as lost first. */
  async rebuild(endpointId: EndpointId): Promise<FreshMedia> {
    const media = await this.#make(this.#endpoints.require(endpointId))
    if (media.kind !== 'fresh') throw new MeetingError('mediaUnavailable')
    const { routerRtpCapabilities, send, recv } = media
    return { routerRtpCapabilities, send, recv }
  }

  async setCapabilities(endpointId: EndpointId, rtpCapabilities: RtpCapabilities): Promise<void> {
    const endpoint = this.#endpoints.require(endpointId)
    endpoint.capabilities = rtpCapabilities
    if (endpoint.transports !== 'alive') return
    await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities })
    endpoint.refresh('now')
  }

  async connect(endpointId: EndpointId, data: RequestData<'media:connect'>): Promise<void> {
    await this.#link.ask('endpoint:connect', { endpointId: this.#withTransports(endpointId).endpointId, ...data })
    if (data.direction === 'recv') this.prepared.onNews({ kind: 'canReceive', endpointId })
  }

  restartIce(
    endpointId: EndpointId,
    data: RequestData<'media:restartIce'>,
  ): Promise<RequestResponse<'media:restartIce'>> {
    return this.#link.ask('endpoint:restartIce', { endpointId: this.#withTransports(endpointId).endpointId, ...data })
  }

  /** @returns the producer, and whether its endpoint is still the one it was made on */
  async produce(
    endpointId: EndpointId,
    data: Omit<RequestData<'producer:open'>, 'layerHeights'>,
  ): Promise<{ producerId: ProducerId; lives: () => boolean }> {
    const { made, lives } = await this.#endpoints
      .require(endpointId)
      .produce(() => this.#link.ask('endpoint:produce', { endpointId, ...data }))
    return { producerId: made.producerId, lives }
  }

  async setProducerPaused(endpointId: EndpointId, producerId: ProducerId, paused: boolean): Promise<void> {
    await this.#link.ask('endpoint:setProducerPaused', { endpointId, producerId, paused })
  }

  /** Does not fail: what cannot be closed now is gone, or is found when the node is looked at again. */
  async closeProducer(endpointId: EndpointId, producerId: ProducerId): Promise<void> {
    await this.#link.tell('endpoint:closeProducer', { endpointId, producerId })
  }

  setViewport(endpointId: EndpointId, viewport: Viewport): void {
    const endpoint = this.#endpoints.require(endpointId)
    endpoint.on({ kind: 'attended', viewport })
    endpoint.refresh('now')
  }

  /** At the door too. @throws MeetingError `notYours` when one never was this endpoint's; one that just ended is skipped */
  async resumeConsumers(endpointId: EndpointId, consumerIds: readonly ConsumerId[]): Promise<void> {
    const endpoint = this.#withTransports(endpointId)
    if (!consumerIds.every((id) => endpoint.owns(id))) throw new MeetingError('notYours')
    const live = consumerIds.filter((id) => endpoint.holds(id))
    if (live.length === 0) return
    try {
      await this.#link.ask('endpoint:resume', { endpointId, consumerIds: live })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notYours') throw error
      // A consumer ended on the way: the others must not stay dark for it.
      await Promise.all(live.map((id) => this.#link.tell('endpoint:resume', { endpointId, consumerIds: [id] })))
    }
  }

  endpointsOf(participantId: ParticipantId): EndpointId[] {
    return this.#endpoints.of(participantId)
  }

  /** Ends everything of an endpoint. Does not fail. */
  async leave(endpointId: EndpointId): Promise<void> {
    this.#endpoints.drop(endpointId)
    await this.#link.tell('endpoint:leave', { endpointId })
  }

  /** Tells the node who may be heard now, before anybody else is told. */
  gate(): void {
    this.#voices.tell()
  }

  /** The state may say now that others come in, or that other things are received. */
  onStateChanged(): void {
    this.#speakers.keepPresent(this.#options.events.state())
    this.#endpoints.refresh()
    this.#demands.onStateChanged()
    this.prepared.onNews({ kind: 'meetingChanged' })
  }

  async endMeeting(): Promise<void> {
    this.#dropAll()
    await this.#link.tell('meeting:close', { meetingId: this.#options.meetingId })
  }

  close(): void {
    this.#link.close()
    this.#demands.close()
    for (const timer of this.#timers) clearTimeout(timer)
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
  #endpoint(endpointId: EndpointId, participantId: ParticipantId, atDoor?: ClientAtDoor): EndpointMedia {
    const { logger, events } = this.#options
    return new EndpointMedia(
      endpointId,
      participantId,
      {
        logger,
        state: () => events.state(),
        speakers: () => this.#speakers.ids,
        subscribe: (data) => this.#link.askRaw('endpoint:subscribe', data),
        notify: (notice) => {
          if (this.prepared.find(endpointId)) atDoor?.notify(notice)
          else events.notify(participantId, notice)
        },
        onReceives: () => this.#demands.onStateChanged(),
        onVanished: () => this.#news.onVanished(endpointId),
      },
      atDoor ? 'atDoor' : 'away',
    )
  }

  /** Asks the node for transports, and at once for what the endpoint receives. */
  async #make(endpoint: EndpointMedia): Promise<JoinMedia> {
    const { endpointId, capabilities } = endpoint
    const { meetingId } = this.#options
    await this.#link.ready()
    this.#assertThere(endpoint)
    const voice = this.#voices.isHeard(endpoint.participantId)
    let media: FreshMedia
    endpoint.on({ kind: 'starting' })
    try {
      media = await this.#link.ask('endpoint:join', { endpointId, meetingId, rtpCapabilities: capabilities, voice })
    } catch (error) {
      endpoint.on({ kind: 'unavailable' })
      if (!(error instanceof MeetingError) || error.code !== 'mediaUnavailable') throw error
      // With a node that is only short of a worker no other sign will come.
      if (this.#link.isUp) this.#tellReadyLater(endpoint)
      return { kind: 'waiting' }
    }
    if (this.#endpoints.find(endpointId) !== endpoint) await this.#link.tell('endpoint:leave', { endpointId })
    this.#assertThere(endpoint)
    // The node may have been told of voices while it was made: that has passed it by.
    if (this.#voices.isHeard(endpoint.participantId) !== voice) this.#voices.tellAgain()
    endpoint.on({ kind: 'made' })
    endpoint.refresh('now')
    return { kind: 'fresh', ...media }
  }

  /** @throws MeetingError `notJoined` */
  #assertThere(endpoint: EndpointMedia): void {
    if (this.#endpoints.find(endpoint.endpointId) !== endpoint)
      throw new MeetingError('notJoined', 'left while joining')
  }

  #tellReadyLater(endpoint: EndpointMedia): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#news.tellReady(endpoint)
    }, TRY_AGAIN_MS)
    this.#timers.add(timer)
  }
}
