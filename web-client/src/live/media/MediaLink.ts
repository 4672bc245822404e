import type {
  EndpointId,
  FreshMedia,
  JoinMedia,
  LegId,
  MeetingId,
  Notice,
  RtpCapabilities,
} from '@diem-cau/signaling-contract'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import { Emitter } from '../socket/Emitter.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import { DeviceLoader } from './DeviceLoader.ts'
import type { VideoCodec } from './encodings.ts'
import { Handover } from './Handover.ts'
import {
  consumersGo,
  type Link,
  type LinkEvent,
  type LinkState,
  type MediaState,
  nextLink,
  noLink,
  sessionsOf,
  shownAs,
} from './linkState.ts'
import { capabilitiesOf, type loadDevice, type MediaDevice } from './MediaDevice.ts'
import { type LegStats, MediaSession } from './MediaSession.ts'
import { PreparedMedia } from './PreparedMedia.ts'
import type { Publisher } from './Publisher.ts'
import { ReachWatch } from './ReachWatch.ts'
import { RemoteMedia, type OpenedConsumer } from './RemoteMedia.ts'
import { StandbyMedia } from './StandbyMedia.ts'

/** The pause between tries to get new transports while the server cannot give them, in milliseconds. */
const RETRY_MS = 2_000
/**
 * A leg that ended with no other one there is asked for again within this time, in milliseconds: many may have had
 * theirs there.
 */
const ENDED_MS = 500

interface Options {
  readonly meetingId: MeetingId
  readonly socket: Pick<SignalingSocket, 'request' | 'expect'>
  readonly publisher: Publisher
  readonly codec: () => VideoCodec
  /** mediasoup-client's unless told. */
  readonly load?: typeof loadDevice
}

/** The part of a join that is about our media. */
interface Offer {
  /** An endpoint that this socket prepared. */
  readonly prepared: EndpointId | null
  /** null: they were told with what is prepared, or come later. */
  readonly rtpCapabilities: RtpCapabilities | null
}

/** Consumers as the server offers them, on one leg. */
type Opened = Pick<Extract<Notice, { name: 'consumersOpened' }>, 'leg' | 'consumers'>

/**
 * Media of one meeting from join to leave, over as many MediaSessions as it takes: the first, those that it moves to,
 * those after a lost media node, those after transports that no ICE restart could heal. `linkState` says what follows
 * what; this does it.
 */
export class MediaLink {
  readonly remote = new RemoteMedia()
  readonly state$ = new Emitter<[MediaState]>()
  readonly #reach = new ReachWatch()
  /** The network seems to let picture and sound through no way. */
  readonly shut$ = this.#reach.shut$
  readonly #socket: Options['socket']
  readonly #publisher: Publisher
  readonly #codec: () => VideoCodec
  readonly #loader: DeviceLoader
  readonly #prepared: PreparedMedia
  readonly #standby: StandbyMedia<MediaSession>
  /** Watches the leg that is being built beside the one that carries. */
  #handover: Handover<MediaSession> | null = null
  #link: Link<MediaSession> = noLink
  /** The scope ends with the state: what was asked in it is nobody's any more. */
  #scope = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Consumers that were told before their transports were here. */
  #early: { readonly leg: LegId; readonly consumer: OpenedConsumer }[] = []

  constructor({ meetingId, socket, publisher, codec, load }: Options) {
    this.#socket = socket
    this.#publisher = publisher
    this.#codec = codec
    this.#loader = new DeviceLoader(socket, load)
    this.#prepared = new PreparedMedia({
      meetingId,
      socket,
      loader: this.#loader,
      remote: this.remote,
      codec,
      onBroken: (session) => this.#on({ type: 'broken', session }),
    })
    this.#standby = new StandbyMedia(async (media) => {
      const device = await this.#loader.load(media.routerRtpCapabilities)
      return this.#makeSession(device, media)
    })
  }

  get state(): MediaState {
    return shownAs(this.#state)
  }

  /** The leg that carries; null: none that is at work. */
  get leg(): LegId | null {
    return this.#state.kind === 'running' ? this.#state.session.leg : null
  }

  /** Tells whether something of others is here that needs no more than to be shown. */
  get hasPictures(): boolean {
    return this.remote.streams.size > 0
  }

  /** Learns the codecs, once. @throws RequestFailed */
  async describe(): Promise<void> {
    await this.#loader.describe()
  }

  /** Does what can be done at the door, so that joining is quick. */
  prepare(): void {
    if (this.#state.kind === 'none') this.#prepared.prepare()
  }

  /** Gives what a join says of our media. @param resumes it is one of who is in the meeting already */
  offer(resumes: boolean): Offer {
    const prepared = resumes ? null : this.#prepared.offer()
    const { device } = this.#loader
    return { prepared, rtpCapabilities: device && !prepared ? capabilitiesOf(device) : null }
  }

  /** The join was refused: still at the door. */
  onJoinRefused(): void {
    if (this.#state.kind === 'none') this.#prepared.settle('refused')
  }

  /** The answer of a join that made this offer says how media goes on. */
  onJoined(media: JoinMedia, { rtpCapabilities }: Offer): void {
    const prepared = this.#prepared.settle(media.kind === 'kept' ? 'kept' : 'other')
    this.#on({ type: 'joined', media, prepared, told: rtpCapabilities !== null })
    if (media.kind !== 'kept') return
    for (const session of this.#sessions) session.onSocket(true)
    const early = Map.groupBy(this.#early.splice(0), ({ leg }) => leg)
    for (const [leg, all] of early) void this.onConsumersOpened({ leg, consumers: all.map(({ consumer }) => consumer) })
  }

  /** Resolves when they are made, or kept until there are transports. */
  async onConsumersOpened({ leg, consumers }: Opened): Promise<void> {
    const session = this.#sessionOf(leg)
    const go = consumersGo(this.#link, leg, { isHere: session !== undefined, carrying: this.leg })
    if (go === 'early') this.#early.push(...consumers.map((consumer) => ({ leg, consumer })))
    if (go !== 'here') return
    if (this.#handover?.session === session) this.#handover?.onConsumers()
    await session?.receive(consumers)
  }

  onConsumersClosed(consumerIds: readonly string[]): void {
    this.#early = this.#early.filter(({ consumer }) => !consumerIds.includes(consumer.consumerId))
    this.remote.closeConsumers(consumerIds)
  }

  onLegOffered({ why, media }: Pick<Extract<Notice, { name: 'legOffered' }>, 'why' | 'media'>): void {
    switch (why) {
      case 'beside':
        return this.#build(media)
      case 'instead':
        return this.#on({ type: 'offered', media })
      case 'standby':
        if (this.#state.kind === 'running' || this.#state.kind === 'starting') this.#standby.offer(media)
        return
      default:
        why satisfies never
    }
  }

  onLegCarries(leg: LegId): void {
    const session = this.#sessionOf(leg)
    const carries = session && this.#standby.session === session ? this.#standby.take(leg) : session
    if (carries) this.#on({ type: 'carries', session: carries })
    // It is not here any more, or not yet: the server makes another one.
    else if (this.#state.kind === 'running') this.#on({ type: 'lost', afterMs: 0 })
  }

  onLegEnded(leg: LegId): void {
    this.#standby.end(leg)
    const session = this.#sessionOf(leg)
    if (session) this.#on({ type: 'ended', session, afterMs: ENDED_MS * Math.random() })
  }

  /**
   * The media node lost everything of ours: come back after the given time, in milliseconds, which is spread over all
   * clients.
   */
  onMediaLost(afterMs: number): void {
    this.#on({ type: 'lost', afterMs })
  }

  onMediaReady(): void {
    this.#on({ type: 'nodeReady' })
  }

  onTransportState({ leg, direction, state }: Extract<Notice, { name: 'transportState' }>): void {
    if (state !== 'connected') this.#sessionOf(leg)?.onRemoteLost(direction)
  }

  onSocketDown(): void {
    for (const session of this.#sessions) session.onSocket(false)
    this.#on({ type: 'lineLost' })
    this.#prepared.onSocketDown()
  }

  /** Mends broken transports without patience, after sleep. */
  checkNow(): void {
    for (const session of this.#sessions) session.checkNow()
  }

  /** Reads what the browser knows of the legs that are at work, the one that carries first. */
  readStats(): Promise<LegStats[]> {
    return Promise.all(sessionsOf(this.#state).map((session) => session.readStats()))
  }

  /** Ends all media, as the meeting was left. A later join starts anew. */
  stop(): void {
    this.#early = []
    this.#prepared.drop()
    this.#on({ type: 'left' })
  }

  get #state(): LinkState<MediaSession> {
    return this.#link.media
  }

  /** All that there are, of whatever kind. */
  get #sessions(): MediaSession[] {
    return [...sessionsOf(this.#state), this.#standby.session, this.#prepared.session].filter(
      (session) => session !== null,
    )
  }

  #sessionOf(leg: LegId): MediaSession | undefined {
    return this.#sessions.find((session) => session.leg === leg)
  }

  #on(event: LinkEvent<MediaSession>): void {
    const before = this.#state
    this.#link = nextLink(this.#link, event)
    const after = this.#state
    if (after === before) return
    const goesOn = isSame(before, after)
    if (!goesOn) this.#leave()
    // It stands by for one that runs, or soon will.
    if (!goesOn && after.kind !== 'running') this.#standby.drop()
    this.#closeSessions(before, after)
    if (shownAs(after) !== shownAs(before)) this.state$.emit(shownAs(after))
    // A listener may have gone on from here.
    if (this.#state !== after) return
    if (!goesOn) this.#enter(after)
    this.#watchHandover()
    this.#followReach()
  }

  /** While new transports are asked for, what was before goes on. */
  #followReach(): void {
    const { kind } = this.#state
    if (kind === 'none' || kind === 'unsupported' || kind === 'waiting') this.#reach.on('idle')
    if (this.#state.kind !== 'running') return
    const { session } = this.#state
    if (session.isTrying) this.#reach.on('trying')
    else if (session.isConnected) this.#reach.on('through')
  }

  /** Ends what was asked and awaited in the state that is left. */
  #leave(): void {
    this.#scope.abort()
    this.#scope = new AbortController()
    clearTimeout(this.#timer)
  }

  #closeSessions(before: LinkState<MediaSession>, after: LinkState<MediaSession>): void {
    const kept = sessionsOf(after)
    const ended = sessionsOf(before).filter((session) => !kept.includes(session))
    if (after.kind !== 'running' || before.kind === 'running')
      this.#publisher.setTargets(after.kind === 'running' ? after : null)
    for (const session of ended) {
      session.close()
      if (after.kind === 'running') this.remote.leave(session.leg)
    }
    if (after.kind === 'none' || after.kind === 'unsupported') this.remote.closeAll()
    else if (after.kind !== 'running') this.remote.loseAll()
    if (after.kind !== 'running' && after.kind !== 'starting') this.#early = []
  }

  #watchHandover(): void {
    const session = this.#state.kind === 'running' ? this.#state.beside : null
    if ((this.#handover?.session ?? null) === session) return
    this.#handover?.close()
    this.#handover = session && new Handover<MediaSession>({ session, remote: this.remote, publisher: this.#publisher })
    void this.#handover?.done.then(() => session && this.#take(session))
  }

  async #take(session: MediaSession): Promise<void> {
    try {
      await session.take()
      this.#on({ type: 'taken', session })
    } catch {
      // It was too late, or the socket is gone: the server says how it goes on.
    }
  }

  /** Another leg beside the one that carries. */
  #build(media: FreshMedia): void {
    const { device } = this.#loader
    if (this.#state.kind !== 'running' || !device) return this.#on({ type: 'offeredBeside', media })
    const session = this.#makeSession(device, media)
    this.#on({ type: 'building', session })
    session.standBy().catch(() => this.#on({ type: 'broken', session }))
  }

  #makeSession(device: MediaDevice, media: FreshMedia): MediaSession {
    return new MediaSession({
      device,
      media,
      socket: this.#socket,
      remote: this.remote,
      codec: this.#codec,
      place: 'meeting',
      onBroken: (session) => {
        this.#standby.onBroken(session)
        this.#on({ type: 'broken', session })
      },
    })
  }

  #enter(state: LinkState<MediaSession>): void {
    switch (state.kind) {
      case 'none':
      case 'unsupported':
        return
      case 'starting':
        return void this.#start(state, this.#scope.signal)
      case 'running':
        return this.#run(state.session)
      case 'lost':
        return this.#later(state.afterMs)
      case 'asking':
        return void this.#ask(this.#scope.signal)
      case 'waiting':
        if (state.retryMs !== null) this.#later(state.retryMs)
        return
      default:
        state satisfies never
    }
  }

  async #start(
    { media, told }: { readonly media: FreshMedia; readonly told: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const device = this.#loader.device ?? (await this.#loader.load(media.routerRtpCapabilities))
      if (signal.aborted) return
      if (!told)
        await this.#socket.request('media:capabilities', { rtpCapabilities: capabilitiesOf(device) }, { signal })
      if (signal.aborted) return
      const beside = this.#state.kind === 'starting' ? this.#state.beside : null
      this.#on({ type: 'started', session: this.#makeSession(device, media) })
      if (beside) this.#build(beside)
    } catch (error) {
      if (signal.aborted) return
      this.#on({ type: 'startFailed', passing: error instanceof RequestFailed, retryMs: retryMs() })
    }
  }

  #run(session: MediaSession): void {
    session.change$.on(() => this.#followReach())
    this.#followReach()
    // The receiving side comes first: whoever joins wants to see, and is seen a moment later.
    const early = this.#early.filter(({ leg }) => leg === session.leg)
    this.#early = []
    if (early.length > 0) void session.receive(early.map(({ consumer }) => consumer))
    this.#publisher.setTargets({ session, beside: null, former: null })
  }

  async #ask(signal: AbortSignal): Promise<void> {
    try {
      const media = await this.#socket.request('media:rebuild', {}, { signal })
      if (!signal.aborted) this.#on({ type: 'answered', media })
    } catch (error) {
      // A lost socket leads through a new join.
      if (signal.aborted || !(error instanceof RequestFailed)) return
      const { code, body } = error
      this.#on({ type: 'refused', noNode: code === 'mediaUnavailable', full: body?.full ?? false, retryMs: retryMs() })
    }
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => this.#on({ type: 'due' }), ms)
  }
}

/** The same goes on, though something of it may be another: nothing is left or entered. */
function isSame(before: LinkState<MediaSession>, after: LinkState<MediaSession>): boolean {
  if (before.kind === 'running') return after.kind === 'running'
  return before.kind === 'starting' && after.kind === 'starting' && before.media === after.media
}

const retryMs = (): number => RETRY_MS * (1 + Math.random())
