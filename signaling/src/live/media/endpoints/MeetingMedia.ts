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
import type { EndpointMedia } from './EndpointMedia.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import { NodeLink } from '../nodes/NodeLink.ts'
import { NodeNews } from './NodeNews.ts'
import type { AtDoor } from './PreparedEndpoints.ts'
import type { SfuRegistry } from '../nodes/SfuRegistry.ts'
import { Speakers } from './Speakers.ts'
import { Voices } from './Voices.ts'

/** With a node there but full or short of a worker, the client tries again after this. */
const TRY_AGAIN_MS = 1000

export type MeetingMediaOptions = {
  readonly meetingId: MeetingId
  readonly registry: SfuRegistry
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** A meeting's media as its clients and its state ask for it: lines, what is sent over them, and who receives what. */
export class MeetingMedia {
  readonly #options: MeetingMediaOptions
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #speakers = new Speakers()
  readonly #link: NodeLink
  readonly #endpoints: MeetingEndpoints
  readonly #voices: Voices
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
    this.#endpoints = new MeetingEndpoints({
      meetingId,
      link: this.#link,
      logger,
      state,
      speakers: () => this.#speakers.ids,
      notify: (participantId, notice) => events.notify(participantId, notice),
      onVanished: (endpointId) => this.#news.lose([endpointId]),
    })
    this.#voices = new Voices({ meetingId, link: this.#link, logger, state })
    this.#news = new NodeNews({
      endpoints: this.#endpoints,
      link: this.#link,
      speakers: this.#speakers,
      logger,
      clock,
      events,
    })
  }

  /** For someone at the door (SPEC 5.7); null when there can be none just now. */
  prepare(endpointId: EndpointId, who: AtDoor, capabilities: RtpCapabilities): Promise<FreshMedia | null> {
    return this.#endpoints.atDoor.open(
      this.#endpoints.make(endpointId, who.participantId, who.notify),
      who,
      capabilities,
    )
  }

  /** Those for whom something is prepared. */
  get atDoor(): readonly AtDoor[] {
    return this.#endpoints.atDoor.people
  }

  /** Ends what was prepared, unless it is a participant's by now. */
  unprepare(endpointId: EndpointId): void {
    this.#endpoints.atDoor.close(endpointId)
  }

  /** The same of all that is prepared for these. */
  unprepareWhere(ends: (who: AtDoor) => boolean): void {
    this.#endpoints.atDoor.closeWhere(ends)
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
    const prepared = this.#endpoints.letIn(endpointId)
    const endpoint = prepared ?? this.#endpoints.take(endpointId, participantId)
    if (capabilities) endpoint.capabilities = capabilities
    endpoint.shows(viewport)
    endpoint.joins(committed)
    try {
      const media = prepared ? this.#goOn(endpoint, capabilities) : await this.#make(endpoint)
      await committed
      if (this.#endpoints.get(endpointId) !== endpoint) throw new MeetingError('notJoined', 'left while joining')
      // A node that came while the join was on its way to the disk told those who were in the meeting by then.
      if (media.kind === 'waiting' && this.#link.isUp) this.#later(TRY_AGAIN_MS, () => this.#news.comesBack(endpoint))
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
    const endpoint = this.#endpoints.take(endpointId, participantId)
    if (capabilities) endpoint.capabilities = capabilities
    endpoint.shows(viewport)
    if (endpoint.status !== 'alive' || !this.#link.isUp) return this.#make(endpoint)
    if (capabilities) await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities: capabilities })
    endpoint.refresh('now')
    return { kind: 'kept' }
  }

  /** New transports under the same endpoint; what it sent before must be recorded as lost first. */
  async rebuild(endpointId: EndpointId): Promise<FreshMedia> {
    const media = await this.#make(this.#endpoints.known(endpointId))
    if (media.kind !== 'fresh') throw new MeetingError('mediaUnavailable')
    const { routerRtpCapabilities, send, recv } = media
    return { routerRtpCapabilities, send, recv }
  }

  async setCapabilities(endpointId: EndpointId, rtpCapabilities: RtpCapabilities): Promise<void> {
    const endpoint = this.#endpoints.known(endpointId)
    endpoint.capabilities = rtpCapabilities
    if (endpoint.status !== 'alive') return
    await this.#link.ask('endpoint:capabilities', { endpointId, rtpCapabilities })
    endpoint.refresh('now')
  }

  async connect(endpointId: EndpointId, data: RequestData<'media:connect'>): Promise<void> {
    await this.#link.ask('endpoint:connect', { endpointId: this.#endpoints.line(endpointId).endpointId, ...data })
    if (data.direction === 'recv') this.#endpoints.atDoor.receives(endpointId)
  }

  restartIce(
    endpointId: EndpointId,
    data: RequestData<'media:restartIce'>,
  ): Promise<RequestResponse<'media:restartIce'>> {
    return this.#link.ask('endpoint:restartIce', { endpointId: this.#endpoints.line(endpointId).endpointId, ...data })
  }

  /** @returns the producer, and whether its endpoint is still the one it was made on */
  async produce(
    endpointId: EndpointId,
    data: Omit<RequestData<'producer:open'>, 'layerHeights'>,
  ): Promise<{ producerId: ProducerId; lives: () => boolean }> {
    const endpoint = this.#endpoints.known(endpointId)
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
    const endpoint = this.#endpoints.known(endpointId)
    endpoint.shows(viewport)
    endpoint.refresh('now')
  }

  /** At the door too. @throws MeetingError `notYours` when one never was this endpoint's; one that just ended is skipped */
  async resumeConsumers(endpointId: EndpointId, consumerIds: readonly ConsumerId[]): Promise<void> {
    const endpoint = this.#endpoints.line(endpointId)
    if (!consumerIds.every((id) => endpoint.owns(id))) throw new MeetingError('notYours')
    const live = consumerIds.filter((id) => endpoint.holds(id))
    if (live.length === 0) return
    try {
      await this.#link.ask('endpoint:resume', { endpointId, consumerIds: live })
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notYours') throw error
      // One ended on the way: the others must not stay dark for it.
      await Promise.all(live.map((id) => this.#link.tell('endpoint:resume', { endpointId, consumerIds: [id] })))
    }
  }

  endpointsOf(participantId: ParticipantId): EndpointId[] {
    return this.#endpoints.of(participantId)
  }

  /** Ends everything of an endpoint. Never fails. */
  async leave(endpointId: EndpointId): Promise<void> {
    this.#endpoints.drop(endpointId)
    await this.#link.tell('endpoint:leave', { endpointId })
  }

  /** Who may be heard may have changed: the node is told before anybody else. */
  gate(): void {
    this.#voices.tell()
  }

  /** Who receives what may have changed. */
  stateChanged(): void {
    this.#speakers.keepPresent(this.#options.events.state())
    this.#endpoints.stateChanged()
  }

  async endMeeting(): Promise<void> {
    this.#endpoints.dropAll()
    await this.#link.tell('meeting:close', { meetingId: this.#options.meetingId })
  }

  close(): void {
    this.#link.close()
    for (const timer of this.#timers) clearTimeout(timer)
    this.#endpoints.dropAll()
  }

  /** Asks the node for transports, and at once for what the endpoint receives. */
  async #make(endpoint: EndpointMedia): Promise<JoinMedia> {
    const { endpointId, capabilities } = endpoint
    const { meetingId } = this.#options
    await this.#link.ready()
    const voice = this.#voices.isHeard(endpoint.participantId)
    let media: FreshMedia
    endpoint.starts()
    try {
      media = await this.#link.ask('endpoint:join', { endpointId, meetingId, rtpCapabilities: capabilities, voice })
    } catch (error) {
      endpoint.waits()
      if (!(error instanceof MeetingError) || error.code !== 'mediaUnavailable') throw error
      // With a node that is only short of a worker no other sign will come.
      if (this.#link.isUp) this.#later(TRY_AGAIN_MS, () => this.#news.comesBack(endpoint))
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

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }
}
