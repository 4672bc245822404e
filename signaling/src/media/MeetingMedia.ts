import type { MeetingSnapshot, Notice as NodeNotice } from '@diem-cau/sfu-contract'
import {
  type AccountId,
  type ConsumerId,
  type EndpointId,
  type FreshMedia,
  type JoinMedia,
  MeetingError,
  type MeetingId,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
  type RequestData,
  type RequestResponse,
  type RtpCapabilities,
  type Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { EndpointMedia } from './EndpointMedia.ts'
import { QualitySplitter } from './QualitySplitter.ts'
import { NodeLink } from './NodeLink.ts'
import { PreparedEndpoints } from './PreparedEndpoints.ts'
import { reconcile } from './reconcile.ts'
import type { SfuRegistry } from './SfuRegistry.ts'
import { Speakers } from './Speakers.ts'
import { Voices } from './Voices.ts'

/** Endpoints that lost their media come back this far apart, so that a node is not stormed (SPEC 6.3). */
const STAGGER_MS = 25

/** With a node there but full or short of a worker, the client tries again after this. */
const TRY_AGAIN_MS = 1000

/** What a meeting's media tells the meeting: facts to record, and notices to pass on. */
type MeetingMediaEvents = {
  state(): MeetingState
  notify(participantId: ParticipantId, notice: Notice): void
  broadcast(notice: Notice): void
  /** All that these endpoints sent is gone. */
  mediaLost(endpointIds: EndpointId[]): void
  producersLost(producerIds: ProducerId[]): void
  /** Another signaling process has the meeting. */
  taken(): void
}

export type MeetingMediaOptions = {
  readonly meetingId: MeetingId
  readonly registry: SfuRegistry
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** A meeting's media: its endpoints at the media node, and who receives what. */
export class MeetingMedia {
  readonly #options: MeetingMediaOptions
  readonly #endpoints = new Map<EndpointId, EndpointMedia>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #quality = new QualitySplitter()
  readonly #speakers = new Speakers()
  readonly #link: NodeLink
  readonly #prepared: PreparedEndpoints
  readonly #voices: Voices

  constructor(options: MeetingMediaOptions) {
    this.#options = options
    const { meetingId, registry, logger } = options
    this.#link = new NodeLink({
      meetingId,
      registry,
      logger,
      onLooked: (snapshot) => this.#looked(snapshot),
      onNotice: (notice) => this.#noticed(notice),
    })
    this.#prepared = new PreparedEndpoints(meetingId, this.#link)
    this.#voices = new Voices({ meetingId, link: this.#link, logger, state: () => options.events.state() })
  }

  /** For someone at the door (SPEC 5.7), who is told of what is made there; null when there can be none just now. */
  prepare(
    endpointId: EndpointId,
    who: { readonly accountId: AccountId; readonly participantId: ParticipantId; readonly notify: (notice: Notice) => void },
    capabilities: RtpCapabilities,
  ): Promise<FreshMedia | null> {
    const { participantId, accountId, notify } = who
    return this.#prepared.open(this.#newEndpoint(endpointId, participantId, notify), accountId, capabilities)
  }

  /** Ends what was prepared, unless it is a participant's by now. */
  unprepare(endpointId: EndpointId): void {
    this.#prepared.close(endpointId)
  }

  /**
   * Makes an endpoint: `kept` when it was prepared, `waiting` when there is no node: `mediaReady` follows (SPEC 6.5).
   * @param committed the join's way to the disk, which the node need not wait for but the client must
   */
  async join(
    participantId: ParticipantId,
    endpointId: EndpointId,
    capabilities: RtpCapabilities | null,
    viewport: Viewport | null,
    committed: Promise<void>,
  ): Promise<JoinMedia> {
    const prepared = this.#prepared.take(endpointId)
    if (prepared) this.#endpoints.set(endpointId, prepared)
    const endpoint = prepared ?? this.#endpoint(endpointId, participantId)
    if (capabilities) endpoint.capabilities = capabilities
    endpoint.shows(viewport)
    endpoint.joins(committed)
    try {
      const media = prepared ? this.#goOn(endpoint, capabilities) : await this.#make(endpoint)
      await committed
      if (this.#endpoints.get(endpointId) !== endpoint) throw new MeetingError('notJoined', 'left while joining')
      return media
    } catch (error) {
      await this.leave(endpointId)
      throw error
    }
  }

  /** The client is back: `kept` when its endpoint lives, otherwise as {@link join}. */
  async resume(
    participantId: ParticipantId,
    endpointId: EndpointId,
    capabilities: RtpCapabilities | null,
    viewport: Viewport | null,
  ): Promise<JoinMedia> {
    await this.#link.ready()
    const endpoint = this.#endpoint(endpointId, participantId)
    if (capabilities) endpoint.capabilities = capabilities
    endpoint.shows(viewport)
    if (endpoint.status !== 'alive' || !this.#link.isUp) return this.#make(endpoint)
    if (capabilities) await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities: capabilities })
    endpoint.refresh('now')
    return { kind: 'kept' }
  }

  /** New transports under the same endpoint; what it sent before must be recorded as lost first. */
  async rebuild(endpointId: EndpointId): Promise<FreshMedia> {
    const media = await this.#make(this.#known(endpointId))
    if (media.kind !== 'fresh') throw new MeetingError('mediaUnavailable')
    const { routerRtpCapabilities, send, recv } = media
    return { routerRtpCapabilities, send, recv }
  }

  async setCapabilities(endpointId: EndpointId, rtpCapabilities: RtpCapabilities): Promise<void> {
    const endpoint = this.#known(endpointId)
    endpoint.capabilities = rtpCapabilities
    if (endpoint.status !== 'alive') return
    await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities })
    endpoint.refresh('now')
  }

  async connect(endpointId: EndpointId, data: RequestData<'media:connect'>): Promise<void> {
    await this.#link.ask('endpoint:connect', { endpointId: this.#line(endpointId), ...data })
    if (data.direction === 'recv') this.#prepared.receives(endpointId)
  }

  restartIce(endpointId: EndpointId, data: RequestData<'media:restartIce'>): Promise<RequestResponse<'media:restartIce'>> {
    return this.#link.ask('endpoint:restartIce', { endpointId: this.#line(endpointId), ...data })
  }

  /** @returns the producer, and whether its endpoint is still the one it was made on */
  async produce(
    endpointId: EndpointId,
    data: Omit<RequestData<'producer:open'>, 'layerHeights'>,
  ): Promise<{ producerId: ProducerId; lives: () => boolean }> {
    const endpoint = this.#known(endpointId)
    const { generation } = endpoint
    endpoint.producing += 1
    try {
      const { producerId } = await this.#link.ask('endpoint:produce', { endpointId, ...data })
      return { producerId, lives: () => endpoint.generation === generation }
    } finally {
      endpoint.producing -= 1
    }
  }

  async setProducerPaused(endpointId: EndpointId, producerId: ProducerId, paused: boolean): Promise<void> {
    await this.#link.ask('endpoint:setProducerPaused', { endpointId, producerId, paused })
  }

  /** Never fails: what cannot be closed now is gone, or is found when the node is looked at again. */
  async closeProducer(endpointId: EndpointId, producerId: ProducerId): Promise<void> {
    await this.#link.tell('endpoint:closeProducer', { endpointId, producerId })
  }

  setViewport(endpointId: EndpointId, viewport: Viewport): void {
    const endpoint = this.#known(endpointId)
    endpoint.shows(viewport)
    endpoint.refresh('now')
  }

  /** At the door too. @throws MeetingError `notYours` when one never was this endpoint's; one that just ended is skipped */
  async resumeConsumers(endpointId: EndpointId, consumerIds: readonly ConsumerId[]): Promise<void> {
    const endpoint = this.#prepared.get(endpointId) ?? this.#known(endpointId)
    if (!consumerIds.every((id) => endpoint.owns(id))) throw new MeetingError('notYours')
    const live = consumerIds.filter((id) => endpoint.holds(id))
    if (live.length === 0) return
    try {
      await this.#link.ask('endpoint:resume', { endpointId, consumerIds: live })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notYours') throw error
      // One ended on the way: the others must not stay dark for it.
      await Promise.all(
        live.map((id) => this.#link.tell('endpoint:resume', { endpointId, consumerIds: [id] })),
      )
    }
  }

  endpointsOf(participantId: ParticipantId): EndpointId[] {
    return [...this.#endpoints.values()].filter((e) => e.participantId === participantId).map((e) => e.endpointId)
  }

  /** Ends everything of an endpoint. Never fails. */
  async leave(endpointId: EndpointId): Promise<void> {
    this.#endpoints.get(endpointId)?.close()
    this.#endpoints.delete(endpointId)
    await this.#link.tell('endpoint:leave', { endpointId })
  }

  /** Who may be heard may have changed: the node is told before anybody else. */
  gate(): void {
    this.#voices.tell()
  }

  /** Who receives what may have changed. */
  stateChanged(): void {
    this.#speakers.keepPresent(this.#options.events.state())
    for (const endpoint of this.#endpoints.values()) endpoint.refresh('soon')
    this.#prepared.stateChanged()
  }

  async endMeeting(): Promise<void> {
    for (const endpoint of this.#endpoints.values()) endpoint.close()
    this.#endpoints.clear()
    this.#prepared.forgetAll()
    await this.#link.tell('meeting:close', { meetingId: this.#options.meetingId })
  }

  close(): void {
    this.#link.close()
    for (const timer of this.#timers) clearTimeout(timer)
    for (const endpoint of this.#endpoints.values()) endpoint.close()
    this.#prepared.forgetAll()
  }

  /** Asks the node for transports, and at once for what the endpoint receives. */
  async #make(endpoint: EndpointMedia): Promise<JoinMedia> {
    const { endpointId, capabilities } = endpoint
    const { meetingId } = this.#options
    await this.#link.ready()
    const voice = this.#voices.isHeard(endpoint.participantId)
    let media: FreshMedia
    try {
      media = await this.#link.ask('endpoint:join', { endpointId, meetingId, rtpCapabilities: capabilities, voice })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'mediaUnavailable') throw error
      endpoint.waits()
      // With a node that is only short of a worker no other sign will come.
      if (this.#link.isUp) this.#later(TRY_AGAIN_MS, () => this.#comesBack(endpoint))
      return { kind: 'waiting' }
    }
    if (this.#endpoints.get(endpointId) !== endpoint) {
      await this.#link.tell('endpoint:leave', { endpointId })
      throw new MeetingError('notJoined', 'left while joining')
    }
    // What was told while it was made may have passed it by.
    if (this.#voices.isHeard(endpoint.participantId) !== voice) this.#voices.tellAgain()
    endpoint.made()
    endpoint.refresh('now')
    return { kind: 'fresh', ...media }
  }

  /** With what was prepared; capabilities only if they are others now. */
  #goOn(endpoint: EndpointMedia, capabilities: RtpCapabilities | null): JoinMedia {
    const { endpointId } = endpoint
    if (capabilities) void this.#link.tell('endpoint:capabilities', { endpointId, rtpCapabilities: capabilities })
    endpoint.refresh('now')
    return { kind: 'kept' }
  }

  #comesBack(endpoint: EndpointMedia): void {
    if (endpoint.status === 'waiting') this.#options.events.notify(endpoint.participantId, { name: 'mediaReady' })
  }

  /** The node is there, for the first time or again: what it has is compared with the record (SPEC 6.4). */
  #looked(snapshot: MeetingSnapshot | null): void {
    const { events, logger } = this.#options
    this.#voices.tellAgain()
    const state = events.state()
    const differences = reconcile(state, snapshot)
    const lost = new Set(differences.lostEndpoints)
    const consumers = new Map(snapshot?.endpoints.map((e) => [e.endpointId, e.consumers]))
    for (const { endpointId, participantId } of Object.values(state.participants)) {
      const endpoint = this.#endpoint(endpointId, participantId)
      const found = consumers.get(endpointId)
      if (found) {
        endpoint.found(found)
        endpoint.refresh('soon')
      } else this.#comesBack(endpoint)
    }
    const counts = Object.entries(differences).map(([what, list]) => [what, list.length])
    logger.info(Object.fromEntries(counts), 'media node looked at')
    this.#lose([...lost].filter((id) => this.#endpoints.get(id)?.status === 'alive'))
    if (differences.lostProducers.length > 0) events.producersLost(differences.lostProducers)
    const there = new Set(snapshot?.endpoints.map((e) => e.endpointId))
    this.#prepared.forget((endpointId) => !there.has(endpointId))
    for (const endpointId of differences.strayEndpoints) {
      // Of someone at the door, or of a join that is on its way to the disk.
      if (this.#prepared.has(endpointId) || this.#endpoints.has(endpointId)) continue
      void this.#link.tell('endpoint:leave', { endpointId })
    }
    for (const stray of differences.strayProducers) {
      if (this.#endpoints.get(stray.endpointId)?.producing === 0) void this.#link.tell('endpoint:closeProducer', stray)
    }
  }

  #lose(endpointIds: readonly EndpointId[]): void {
    const { events } = this.#options
    const lost = endpointIds.flatMap((id) => this.#endpoints.get(id) ?? [])
    if (lost.length === 0) return
    for (const endpoint of lost) endpoint.lost()
    events.mediaLost(lost.map((endpoint) => endpoint.endpointId))
    for (const [index, { participantId }] of lost.entries()) {
      events.notify(participantId, { name: 'mediaLost', afterMs: index * STAGGER_MS })
    }
  }

  #noticed(notice: NodeNotice): void {
    const { events } = this.#options
    switch (notice.name) {
      case 'endpointsLost':
        this.#lose(notice.endpointIds.filter((id) => this.#endpoints.get(id)?.status === 'alive'))
        this.#prepared.forget((endpointId) => notice.endpointIds.includes(endpointId))
        break
      case 'producerClosed':
        // Replaced ones end with the request that replaced them.
        if (notice.reason !== 'replaced') events.producersLost([notice.producerId])
        break
      case 'transportState': {
        const { direction, state } = notice
        const participantId = this.#endpoints.get(notice.endpointId)?.participantId
        if (participantId) events.notify(participantId, { name: 'transportState', direction, state })
        break
      }
      case 'audioLevels':
        this.#heard(notice.levels)
        break
      case 'quality':
        for (const [participantId, quality] of this.#quality.split(notice, events.state(), this.#endpoints)) {
          events.notify(participantId, quality)
        }
        break
      case 'meetingTaken':
        events.taken()
        break
      case 'workerDied':
      case 'nodeReport':
        break
      default:
        notice satisfies never
    }
  }

  /** Sent on as often as the node reports: at most four times a second. */
  #heard(reported: readonly { producerId: ProducerId; dBov: number }[]): void {
    const { events, clock } = this.#options
    const { levels, changed } = this.#speakers.heard(reported, events.state(), clock())
    events.broadcast({ name: 'speaking', levels })
    if (changed) this.stateChanged()
  }

  #known(endpointId: EndpointId): EndpointMedia {
    const endpoint = this.#endpoints.get(endpointId)
    if (!endpoint) throw new MeetingError('notJoined')
    return endpoint
  }

  /** One that has transports: a participant's, or a prepared one. */
  #line(endpointId: EndpointId): EndpointId {
    return this.#prepared.has(endpointId) ? endpointId : this.#known(endpointId).endpointId
  }

  #endpoint(endpointId: EndpointId, participantId: ParticipantId): EndpointMedia {
    const known = this.#endpoints.get(endpointId)
    if (known) return known
    const endpoint = this.#newEndpoint(endpointId, participantId)
    this.#endpoints.set(endpointId, endpoint)
    return endpoint
  }

  /** @param atDoor who is told as long as it is nobody's */
  #newEndpoint(endpointId: EndpointId, participantId: ParticipantId, atDoor?: (notice: Notice) => void): EndpointMedia {
    const { events, logger } = this.#options
    return new EndpointMedia(endpointId, participantId, {
      logger,
      state: () => events.state(),
      speakers: () => this.#speakers.ids,
      subscribe: (data) => this.#link.askRaw('endpoint:subscribe', data),
      notify: (notice) => {
        if (this.#prepared.has(endpointId)) atDoor?.(notice)
        else events.notify(participantId, notice)
      },
      vanished: () => {
        this.#prepared.forget((id) => id === endpointId)
        this.#lose([endpointId])
      },
    })
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }
}
