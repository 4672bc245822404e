import type { ConsumerId, FreshMedia, JoinMedia, Notice, RtpCapabilities } from '@diem-cau/signaling-contract'
import type { Device } from 'mediasoup-client'
import { Emitter } from '../signaling/Emitter.ts'
import { RequestFailed } from '../signaling/RequestFailed.ts'
import type { SignalingSocket } from '../signaling/SignalingSocket.ts'
import { capabilitiesOf, loadDevice, MediaSession, type Ask } from './MediaSession.ts'
import type { VideoCodec } from './encodings.ts'
import type { Publisher } from './Publisher.ts'
import { RemoteMedia, type OpenedConsumer } from './RemoteMedia.ts'

/** `waiting`: there is no media node just now. `unsupported`: this browser cannot, whatever happens. */
export type MediaState = 'none' | 'starting' | 'running' | 'rebuilding' | 'waiting' | 'unsupported'

/** Between tries to get new transports while the server cannot give them, in milliseconds. */
const RETRY_MS = 2_000

/**
 * Media of one meeting from join to leave, over as many MediaSessions as it takes: the first,
 * those after a lost media node, those after a line that no ICE restart could heal.
 */
export class MediaLink {
  readonly remote = new RemoteMedia()
  readonly state$ = new Emitter<[MediaState]>()
  readonly #socket: SignalingSocket
  readonly #publisher: Publisher
  readonly #codec: () => VideoCodec
  #device: Device | null = null
  /** Whether the server knows what this device can receive: without that it sends nothing. */
  #told = false
  #session: MediaSession | null = null
  /** Ends with the session: its requests are nobody's any more. */
  #abort = new AbortController()
  #state: MediaState = 'none'
  /** Consumers that were told before their transports were here. */
  #early: OpenedConsumer[] = []
  /** The session's first consumers, until the server is asked to resume them; null before there are any. */
  #first: readonly ConsumerId[] | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(socket: SignalingSocket, publisher: Publisher, codec: () => VideoCodec) {
    this.#socket = socket
    this.#publisher = publisher
    this.#codec = codec
  }

  get state(): MediaState {
    return this.#state
  }

  /** Null until `prepare` (or the first transports) taught us the codecs. */
  get capabilities(): RtpCapabilities | null {
    return this.#device ? capabilitiesOf(this.#device) : null
  }

  /** For a join, which may come before the codecs: then they are told once the transports are here. */
  capabilitiesToTell(): RtpCapabilities | null {
    const { capabilities } = this
    this.#told = capabilities !== null
    return capabilities
  }

  /** In the lobby: what can be done before the click, so that joining is quick. */
  async prepare(): Promise<void> {
    const { routerRtpCapabilities } = await this.#socket.request('media:describe', {})
    if (routerRtpCapabilities) await this.#load(routerRtpCapabilities)
  }

  /** The answer of a join says how media goes on. */
  joined(media: JoinMedia): void {
    switch (media.kind) {
      case 'fresh':
        return void this.#start(media)
      case 'kept':
        // What we had is good; what broke meanwhile is mended now.
        if (this.#session) return this.#session.signalingChanged(true)
        return void this.#rebuild()
      case 'waiting':
        this.#end()
        return this.#set('waiting')
      default:
        media satisfies never
    }
  }

  consumersOpened(consumers: readonly OpenedConsumer[]): void {
    if (this.#session) void this.#consume(this.#session, consumers)
    else this.#early.push(...consumers)
  }

  consumersClosed(consumerIds: readonly string[]): void {
    this.#early = this.#early.filter(({ consumerId }) => !consumerIds.includes(consumerId))
    this.remote.closeConsumers(consumerIds)
  }

  /** The media node lost everything of ours: come back after the given time, which is spread over all clients. */
  mediaLost(afterMs: number): void {
    this.#end()
    this.#set('rebuilding')
    this.#timer = setTimeout(() => void this.#rebuild(), afterMs)
  }

  mediaReady(): void {
    if (this.#state === 'waiting' || this.#state === 'rebuilding') void this.#rebuild()
  }

  transportState({ direction, state }: Extract<Notice, { name: 'transportState' }>): void {
    if (state !== 'connected') this.#session?.health(direction).remoteLost()
  }

  signalingDown(): void {
    this.#session?.signalingChanged(false)
  }

  /** After sleep: a broken transport is mended without patience. */
  checkNow(): void {
    this.#session?.checkNow()
  }

  /** Left: nothing is sent or received any more. A later join starts anew. */
  stop(): void {
    this.#end()
    this.#set('none')
  }

  async #start(media: FreshMedia): Promise<void> {
    this.#end({ keepEarly: true })
    const { signal } = this.#abort
    this.#set('starting')
    try {
      if (!this.#device) await this.#load(media.routerRtpCapabilities)
      if (signal.aborted) return
      if (!this.#told) {
        const rtpCapabilities = this.capabilitiesToTell()
        if (rtpCapabilities) await this.#ask(signal)('media:capabilities', { rtpCapabilities })
      }
      const device = this.#device
      if (signal.aborted || !device) return
      const session = new MediaSession({
        device,
        media,
        ask: this.#ask(signal),
        codec: this.#codec,
        onReceiving: () => this.#resumeFirst(),
        onBroken: () => {
          if (this.#session === session) void this.#rebuild()
        },
      })
      this.#session = session
      this.#set('running')
      // Receiving first: whoever joins wants to see, and is seen a moment later.
      const early = this.#early
      this.#early = []
      if (early.length > 0) void this.#consume(session, early)
      this.#publisher.setTarget(session)
    } catch (error) {
      if (signal.aborted) return
      this.#end()
      this.#set(error instanceof RequestFailed ? 'waiting' : 'unsupported')
    }
  }

  async #rebuild(): Promise<void> {
    this.#end()
    this.#set('rebuilding')
    const { signal } = this.#abort
    try {
      const media = await this.#ask(signal)('media:rebuild', {})
      if (!signal.aborted) await this.#start(media)
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestFailed)) return
      // `mediaReady` may come first; a lost socket leads through a new join.
      if (error.code === 'mediaUnavailable') this.#set('waiting')
      this.#timer = setTimeout(() => void this.#rebuild(), RETRY_MS * (1 + Math.random()))
    }
  }

  async #consume(session: MediaSession, consumers: readonly OpenedConsumer[]): Promise<void> {
    const isFirst = this.#first === null
    if (isFirst) this.#first = consumers.map(({ consumerId }) => consumerId)
    const ready = await this.remote.accept(consumers, (consumer) => session.consume(consumer))
    if (this.#session !== session || (isFirst && this.#first?.length === 0)) return
    this.#resume(consumers.flatMap(({ consumerId }) => (ready.includes(consumerId) ? consumerId : [])))
    if (isFirst) this.#first = []
  }

  /**
   * The receiving transport was negotiated for the first consumers: they are resumed together with `media:connect`,
   * as the line takes longer to stand than they to be made. Later ones wait until they are made.
   */
  #resumeFirst(): void {
    this.#resume(this.#first ?? [])
    this.#first = []
  }

  #resume(consumerIds: readonly ConsumerId[]): void {
    if (consumerIds.length === 0) return
    // Refused only when they are gone meanwhile, and then another notice says so.
    this.#ask(this.#abort.signal)('consumer:resume', { consumerIds: [...consumerIds] }).catch(() => undefined)
  }

  async #load(routerRtpCapabilities: FreshMedia['routerRtpCapabilities']): Promise<void> {
    this.#device ??= await loadDevice(routerRtpCapabilities)
  }

  #ask(signal: AbortSignal): Ask {
    return (name, data) => this.#socket.request(name, data, { signal })
  }

  #end({ keepEarly = false } = {}): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#publisher.setTarget(null)
    this.#session?.close()
    this.#session = null
    if (!keepEarly) this.#early = []
    this.#first = null
    this.remote.closeAll()
  }

  #set(state: MediaState): void {
    if (state === this.#state) return
    this.#state = state
    this.state$.emit(state)
  }
}
