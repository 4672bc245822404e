import type {
  EndpointId,
  FreshMedia,
  JoinMedia,
  MeetingId,
  Notice,
  RtpCapabilities,
} from '@diem-cau/signaling-contract'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import { Emitter } from '../socket/Emitter.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import { DeviceLoader } from './DeviceLoader.ts'
import type { VideoCodec } from './encodings.ts'
import { type LinkEvent, type LinkState, type MediaState, nextLink, shownAs } from './linkState.ts'
import { capabilitiesOf, type loadDevice } from './MediaDevice.ts'
import { MediaSession } from './MediaSession.ts'
import { PreparedMedia } from './PreparedMedia.ts'
import type { Publisher } from './Publisher.ts'
import { RemoteMedia, type OpenedConsumer } from './RemoteMedia.ts'

/** Between tries to get new transports while the server cannot give them, in milliseconds. */
const RETRY_MS = 2_000

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

/**
 * Media of one meeting from join to leave, over as many MediaSessions as it takes: the first, those after a lost media node,
 * those after transports that no ICE restart could heal. `linkState` says what follows what; this does it.
 */
export class MediaLink {
  readonly remote = new RemoteMedia()
  readonly state$ = new Emitter<[MediaState]>()
  readonly #socket: Options['socket']
  readonly #publisher: Publisher
  readonly #codec: () => VideoCodec
  readonly #loader: DeviceLoader
  readonly #prepared: PreparedMedia
  #state: LinkState<MediaSession> = { kind: 'none' }
  /** Ends with the state: what was asked in it is nobody's any more. */
  #scope = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Consumers that were told before their transports were here. */
  #early: OpenedConsumer[] = []

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
  }

  get state(): MediaState {
    return shownAs(this.#state)
  }

  /** Tells whether something of others is here that needs no more than to be shown. */
  get hasPictures(): boolean {
    return this.remote.streams.size > 0
  }

  /** Learns the codecs, once. @throws RequestFailed */
  async describe(): Promise<void> {
    await this.#loader.describe()
  }

  /** At the door: what can be done before the click, so that joining is quick. */
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
    if (media.kind === 'kept') this.#session?.onSocket(true)
  }

  /** Resolves when they are made, or kept until there are transports. */
  async onConsumersOpened(consumers: readonly OpenedConsumer[]): Promise<void> {
    if (this.#session) await this.#session.receive(consumers)
    else this.#early.push(...consumers)
  }

  onConsumersClosed(consumerIds: readonly string[]): void {
    this.#early = this.#early.filter(({ consumerId }) => !consumerIds.includes(consumerId))
    this.remote.closeConsumers(consumerIds)
  }

  /** The media node lost everything of ours: come back after the given time, in milliseconds, which is spread over all clients. */
  onMediaLost(afterMs: number): void {
    this.#on({ type: 'lost', afterMs })
  }

  onMediaReady(): void {
    this.#on({ type: 'nodeReady' })
  }

  onTransportState({ direction, state }: Extract<Notice, { name: 'transportState' }>): void {
    if (state !== 'connected' && this.#state.kind === 'running') this.#state.session.onRemoteLost(direction)
  }

  onSocketDown(): void {
    if (this.#state.kind === 'running') this.#state.session.onSocket(false)
    this.#prepared.onSocketDown()
  }

  /** After sleep: a broken transport is mended without patience. */
  checkNow(): void {
    this.#session?.checkNow()
  }

  /** Left: nothing is sent or received any more. A later join starts anew. */
  stop(): void {
    this.#early = []
    this.#prepared.drop()
    this.#on({ type: 'left' })
  }

  get #session(): MediaSession | null {
    return this.#state.kind === 'running' ? this.#state.session : this.#prepared.session
  }

  #on(event: LinkEvent<MediaSession>): void {
    const before = this.#state
    const after = nextLink(before, event)
    if (after === before) return
    this.#state = after
    this.#leave(before)
    if (after.kind !== 'running') this.remote.closeAll()
    if (after.kind !== 'running' && after.kind !== 'starting') this.#early = []
    if (shownAs(after) !== shownAs(before)) this.state$.emit(shownAs(after))
    // A listener may have gone on from here.
    if (this.#state === after) this.#enter(after)
  }

  #leave(state: LinkState<MediaSession>): void {
    this.#scope.abort()
    this.#scope = new AbortController()
    clearTimeout(this.#timer)
    if (state.kind !== 'running') return
    this.#publisher.setTarget(null)
    state.session.close()
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
      const session = new MediaSession({
        device,
        media,
        socket: this.#socket,
        remote: this.remote,
        codec: this.#codec,
        place: 'meeting',
        onBroken: (broken) => this.#on({ type: 'broken', session: broken }),
      })
      this.#on({ type: 'started', session })
    } catch (error) {
      if (signal.aborted) return
      this.#on({ type: 'startFailed', passing: error instanceof RequestFailed, retryMs: retryMs() })
    }
  }

  #run(session: MediaSession): void {
    // Receiving first: whoever joins wants to see, and is seen a moment later.
    const early = this.#early
    this.#early = []
    if (early.length > 0) void session.receive(early)
    this.#publisher.setTarget(session)
  }

  async #ask(signal: AbortSignal): Promise<void> {
    try {
      const media = await this.#socket.request('media:rebuild', {}, { signal })
      if (!signal.aborted) this.#on({ type: 'answered', media })
    } catch (error) {
      // A lost socket leads through a new join.
      if (signal.aborted || !(error instanceof RequestFailed)) return
      this.#on({ type: 'refused', noNode: error.code === 'mediaUnavailable', retryMs: retryMs() })
    }
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => this.#on({ type: 'due' }), ms)
  }
}

const retryMs = (): number => RETRY_MS * (1 + Math.random())
