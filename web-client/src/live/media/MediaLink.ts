import type {
  ConsumerId,
  EndpointId,
  FreshMedia,
  JoinMedia,
  MeetingId,
  Notice,
  RtpCapabilities,
} from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import { capabilitiesOf, loadDevice, MediaSession, type Ask, type MediaDevice } from './MediaSession.ts'
import type { VideoCodec } from './encodings.ts'
import { PreparedLine } from './PreparedLine.ts'
import type { Publisher } from './Publisher.ts'
import { RemoteMedia, type OpenedConsumer } from './RemoteMedia.ts'

/** `waiting`: there is no media node just now. `unsupported`: this browser cannot, whatever happens. */
export type MediaState = 'none' | 'starting' | 'running' | 'rebuilding' | 'waiting' | 'unsupported'

/** Between tries to get new transports while the server cannot give them, in milliseconds. */
const RETRY_MS = 2_000
/** Between tries to prepare a line at the door, in milliseconds. Nobody waits for it. */
const STAND_BY_RETRY_MS = 15_000

interface Options {
  readonly meetingId: MeetingId
  readonly socket: SignalingSocket
  readonly publisher: Publisher
  readonly codec: () => VideoCodec
  /** mediasoup-client's unless told. */
  readonly load?: typeof loadDevice
}

/**
 * Media of one meeting from join to leave, over as many MediaSessions as it takes: the first,
 * those after a lost media node, those after a line that no ICE restart could heal.
 */
export class MediaLink {
  readonly remote = new RemoteMedia()
  readonly state$ = new Emitter<[MediaState]>()
  readonly #meetingId: MeetingId
  readonly #socket: SignalingSocket
  readonly #publisher: Publisher
  readonly #codec: () => VideoCodec
  readonly #loadDevice: typeof loadDevice
  #device: MediaDevice | null = null
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
  /** From the door; the next join goes on with it. */
  #line: PreparedLine | null = null
  /** Ends the line that is being prepared. */
  #preparing: AbortController | null = null
  #standByTimer: ReturnType<typeof setTimeout> | undefined
  /** A join that may use the line is under way: whether it did, only its answer tells. */
  #joining = false
  /** The socket that the line was prepared on is gone. */
  #stale = false

  constructor({ meetingId, socket, publisher, codec, load = loadDevice }: Options) {
    this.#meetingId = meetingId
    this.#socket = socket
    this.#publisher = publisher
    this.#codec = codec
    this.#loadDevice = load
  }

  get state(): MediaState {
    return this.#state
  }

  /** Learns the codecs, once. */
  async describe(): Promise<void> {
    if (this.#device) return
    const { routerRtpCapabilities } = await this.#socket.request('media:describe', {})
    if (routerRtpCapabilities) await this.#load(routerRtpCapabilities)
  }

  /** At the door: what can be done before the click, so that joining is quick. Without it joining takes longer, no more. */
  async standBy(): Promise<void> {
    clearTimeout(this.#standByTimer)
    if (this.#state !== 'none' || this.#line || this.#preparing || this.#joining) return
    const abort = new AbortController()
    this.#preparing = abort
    try {
      await this.describe()
      if (abort.signal.aborted) return
      this.#socket.expect('meeting:join')
      if (this.#device) await this.#prepare(this.#device, abort)
      else this.#standBySoon()
    } catch (error) {
      if (abort.signal.aborted) return
      this.#dropLine()
      // Open soon, or a node is back soon; what never will be is not asked for again.
      if (failureIsPassing(error)) this.#standBySoon()
    } finally {
      if (this.#preparing === abort) this.#preparing = null
    }
  }

  /** What a join says of our media: what was prepared, and the codecs, unless they were told with it or come later. */
  joining(resumes: boolean): { prepared: EndpointId | null; rtpCapabilities: RtpCapabilities | null } {
    this.#joining = true
    if (!this.#line) this.#dropLine()
    const prepared = resumes ? null : (this.#line?.endpointId ?? null)
    const rtpCapabilities = this.#device && !prepared ? capabilitiesOf(this.#device) : null
    this.#told = rtpCapabilities !== null
    return { prepared, rtpCapabilities }
  }

  /** Still at the door. */
  joinRefused(): void {
    this.#joining = false
    if (this.#stale) this.#dropLine()
    void this.standBy()
  }

  /** The answer of a join says how media goes on. */
  joined(media: JoinMedia): void {
    this.#joining = false
    const line = this.#line
    switch (media.kind) {
      case 'fresh':
        return void this.#start(media)
      case 'kept':
        if (line) return this.#goOnWith(line)
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

  /** Resolves when they are made, or kept until there are transports. */
  async consumersOpened(consumers: readonly OpenedConsumer[]): Promise<void> {
    const line = this.#line
    if (this.#session) await this.#consume(this.#session, consumers)
    else if (line)
      await this.remote.accept(
        consumers,
        (consumer) => line.session.consume(consumer),
        (ids) => line.resume(ids),
      )
    else this.#early.push(...consumers)
  }

  /** Whether something of others is here that needs no more than to be shown. */
  get hasPictures(): boolean {
    return this.remote.streams.size > 0
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
    if (state !== 'connected') this.#session?.remoteLost(direction)
  }

  signalingDown(): void {
    this.#session?.signalingChanged(false)
    this.#line?.session.signalingChanged(false)
    this.#stale = true
    // What was prepared ended with the socket, unless a join took it.
    if (!this.#joining) this.#dropLine()
  }

  /** After sleep: a broken transport is mended without patience. */
  checkNow(): void {
    this.#session?.checkNow()
    this.#line?.session.checkNow()
  }

  /** Left: nothing is sent or received any more. A later join starts anew. */
  stop(): void {
    this.#joining = false
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
        if (this.#device)
          await this.#ask(signal)('media:capabilities', { rtpCapabilities: capabilitiesOf(this.#device) })
        this.#told = true
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
      this.#run(session)
    } catch (error) {
      if (signal.aborted) return
      this.#end()
      if (!(error instanceof RequestFailed)) return this.#set('unsupported')
      this.#set('waiting')
      this.#rebuildSoon()
    }
  }

  /** What was prepared is ours: a line that stands already, and what was made on it. */
  #goOnWith(line: PreparedLine): void {
    this.#line = null
    this.#end({ keepEarly: true, keepRemote: true })
    line.join()
    line.session.signalingChanged(true)
    this.#told = true
    this.#abort = line.abort
    this.#run(line.session)
  }

  #run(session: MediaSession): void {
    this.#session = session
    this.#set('running')
    // Receiving first: whoever joins wants to see, and is seen a moment later.
    const early = this.#early
    this.#early = []
    if (early.length > 0) void this.#consume(session, early)
    this.#publisher.setTarget(session)
  }

  async #prepare(device: MediaDevice, abort: AbortController): Promise<void> {
    const line = await PreparedLine.open({
      meetingId: this.#meetingId,
      socket: this.#socket,
      device,
      codec: this.#codec,
      abort,
      onBroken: (session) => {
        if (this.#session === session) return void this.#rebuild()
        if (this.#line?.session !== session) return
        this.#dropLine()
        if (!this.#joining) this.#standBySoon()
      },
    })
    if (abort.signal.aborted) return line?.close()
    this.#line = line
    this.#stale = false
    if (!line) this.#standBySoon()
  }

  #standBySoon(): void {
    clearTimeout(this.#standByTimer)
    this.#standByTimer = setTimeout(() => void this.standBy(), STAND_BY_RETRY_MS * (1 + Math.random()))
  }

  #dropLine(): void {
    clearTimeout(this.#standByTimer)
    this.#preparing?.abort()
    this.#preparing = null
    if (!this.#line) return
    this.#line.close()
    this.#line = null
    this.remote.closeAll()
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
      this.#rebuildSoon()
    }
  }

  #rebuildSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#rebuild(), RETRY_MS * (1 + Math.random()))
  }

  async #consume(session: MediaSession, consumers: readonly OpenedConsumer[]): Promise<void> {
    const isFirst = this.#first === null
    if (isFirst) this.#first = consumers.map(({ consumerId }) => consumerId)
    await this.remote.accept(
      consumers,
      (consumer) => session.consume(consumer),
      (consumerIds) => {
        if (this.#session !== session || (isFirst && this.#first?.length === 0)) return
        this.#resume(consumerIds)
        if (isFirst) this.#first = []
      },
    )
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
    this.#device ??= await this.#loadDevice(routerRtpCapabilities)
  }

  #ask(signal: AbortSignal): Ask {
    return (name, data) => this.#socket.request(name, data, { signal })
  }

  #end({ keepEarly = false, keepRemote = false } = {}): void {
    clearTimeout(this.#timer)
    this.#dropLine()
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#publisher.setTarget(null)
    this.#session?.close()
    this.#session = null
    if (!keepEarly) this.#early = []
    this.#first = null
    if (!keepRemote) this.remote.closeAll()
  }

  #set(state: MediaState): void {
    if (state === this.#state) return
    this.#state = state
    this.state$.emit(state)
  }
}

function failureIsPassing(error: unknown): boolean {
  return error instanceof RequestFailed && (error.code === 'meetingNotOpen' || error.body?.category === 'unavailable')
}
