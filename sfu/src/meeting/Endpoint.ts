import {
  type CloseReason,
  type ConsumerId,
  ControlError,
  type ControlResponse,
  type Direction,
  type EndpointId,
  type EndpointSnapshot,
  type EndpointStatistics,
  kindOfSource,
  type LineStep,
  type NetworkCamera,
  type NetworkCameraState,
  ProducerId,
  type ProducerSnapshot,
  type RtpCapabilities,
  type RtpParameters,
  type Source,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import type { Asked, Bitrate } from './Bitrates.ts'
import type { CameraNetworks } from '../networkCamera/CameraNetworks.ts'
import type { CameraSource } from '../networkCamera/CameraSource.ts'
import { cameraProducer } from '../networkCamera/cameraProducer.ts'
import { EndpointTransport, type TransportState } from './EndpointTransport.ts'
import { FewAtOnce } from './FewAtOnce.ts'
import { SerialQueue } from './SerialQueue.ts'
import type { Downlink } from './LineEstimates.ts'
import { type ProducerRead, statisticsOf, type TransportRead } from './statisticsOf.ts'
import { type SubscribeResult, Subscriptions, type TakeProducer } from './Subscriptions.ts'

/**
 * Least time between two keyframe requests to one sender, in milliseconds. The first request goes out at
 * once; those that follow within this time are answered together at its end, which is the longest that
 * anybody waits. A keyframe of a screen is ten times that of a camera, so it may cost longer. decisions/004.
 */
const KEY_FRAME_REQUEST_DELAY_MS = { mic: 0, screenAudio: 0, camera: 350, screen: 1000 } as const satisfies Record<
  Source,
  number
>

/** `ownPause`: what its endpoint wants; `told`: what the worker was asked, which the gate has a say in. */
export type OpenProducer = {
  readonly producerId: ProducerId
  readonly source: Source
  readonly producer: types.Producer
  /** What feeds it, where that is a camera of the network. */
  readonly camera?: CameraSource
  ownPause: boolean
  told: boolean
}

export type EndpointEvents = {
  producerOpened: [OpenProducer]
  /** Emitted for every end of a producer but `closeProducer`, which has its caller. */
  producerClosed: [ProducerId, CloseReason]
  transportState: [Direction, TransportState]
  producerQuality: [ProducerId, types.Producer]
  consumerQuality: [ConsumerId, types.Consumer]
  line: [LineStep]
  networkCamera: [ProducerId, NetworkCameraState]
}

export type EndpointOptions = {
  /** Null: not known yet. */
  readonly rtpCapabilities: RtpCapabilities | null
  /** True when its microphone may be heard. */
  readonly voice: boolean
  /** It may receive what it sends, which is so many bits a second at most (decisions/015). */
  readonly echo?: { readonly bitrate: number }
  /** What is known of the way to its client. */
  readonly downlink?: Downlink
}

/**
 * A worker makes so many consumers at a time, and sends packets on in between: when somebody who is heard moves, 84 others ask for two each at
 * once.
 */
const CONSUMERS_AT_ONCE = 4
const turns = new WeakMap<types.WebRtcServer, FewAtOnce>()

/** @param webRtcServer of which each worker has one */
function consumersOf(webRtcServer: types.WebRtcServer): FewAtOnce {
  const known = turns.get(webRtcServer) ?? new FewAtOnce(CONSUMERS_AT_ONCE)
  turns.set(webRtcServer, known)
  return known
}

/** One device's media in one meeting: a transport for each direction and what runs over them. */
export class Endpoint extends EventEmitter<EndpointEvents> {
  readonly endpointId: EndpointId
  /** True when it may receive what it sends. */
  readonly hearsItself: boolean
  readonly #send: EndpointTransport
  readonly #recv: EndpointTransport
  readonly #subscriptions: Subscriptions
  readonly #producers = new Map<Source, OpenProducer>()
  readonly #produceQueue = new SerialQueue()
  readonly #downlink: Downlink | undefined
  readonly #router: types.Router
  readonly #log: Logger
  #rtpCapabilities: RtpCapabilities | null
  #voice: boolean
  #closed = false

  private constructor(
    endpointId: EndpointId,
    router: types.Router,
    transports: { send: EndpointTransport; recv: EndpointTransport },
    subscriptions: Subscriptions,
    options: EndpointOptions,
    log: Logger,
  ) {
    super()
    this.endpointId = endpointId
    this.hearsItself = options.echo !== undefined
    this.#router = router
    this.#log = log
    this.#send = transports.send
    this.#recv = transports.recv
    this.#subscriptions = subscriptions
    this.#rtpCapabilities = options.rtpCapabilities
    this.#voice = options.voice
    this.#downlink = options.downlink
    this.#send.on('state', (state) => this.emit('transportState', 'send', state))
    this.#recv.on('state', (state) => this.emit('transportState', 'recv', state))
    subscriptions.on('line', (step) => this.emit('line', step))
    subscriptions.on('quality', (consumerId, consumer) => this.emit('consumerQuality', consumerId, consumer))
  }

  static async open(
    endpointId: EndpointId,
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    options: EndpointOptions,
    log: Logger,
  ): Promise<Endpoint> {
    const [send, recv] = await Promise.allSettled([
      EndpointTransport.open(router, webRtcServer, 'send', { incoming: options.echo?.bitrate }),
      EndpointTransport.open(router, webRtcServer, 'recv', { guess: options.downlink?.guess }),
    ])
    if (send.status === 'fulfilled' && recv.status === 'fulfilled') {
      const transports = { send: send.value, recv: recv.value }
      return new Endpoint(
        endpointId,
        router,
        transports,
        new Subscriptions(recv.value, consumersOf(webRtcServer), log),
        options,
        log,
      )
    }
    for (const opened of [send, recv]) {
      if (opened.status === 'fulfilled') opened.value.close()
    }
    throw [send, recv].find((opened) => opened.status === 'rejected')?.reason
  }

  get closed(): boolean {
    return this.#closed
  }

  get transportParameters(): Pick<ControlResponse<'endpoint:join'>, 'send' | 'recv'> {
    return { send: this.#send.parameters, recv: this.#recv.parameters }
  }

  get producers(): OpenProducer[] {
    return [...this.#producers.values()]
  }

  get producerSnapshots(): ProducerSnapshot[] {
    return this.producers.map(({ producerId, source, producer, ownPause, camera }) => ({
      producerId,
      source,
      kind: producer.kind,
      paused: ownPause,
      ...(camera && { networkCamera: camera.state }),
    }))
  }

  get consumerSnapshots(): EndpointSnapshot['consumers'] {
    return this.#subscriptions.snapshot
  }

  get consumerCount(): number {
    return this.#subscriptions.size
  }

  set rtpCapabilities(capabilities: RtpCapabilities) {
    this.#rtpCapabilities = capabilities
  }

  transport(direction: Direction): EndpointTransport {
    return direction === 'send' ? this.#send : this.#recv
  }

  producer(producerId: ProducerId): OpenProducer | undefined {
    return this.producers.find((open) => open.producerId === producerId)
  }

  hasConsumer(consumerId: ConsumerId): boolean {
    return this.#subscriptions.has(consumerId)
  }

  /**
   * The producer of the same source goes first, as the new one may use its SSRCs.
   * @throws ControlError `unsupportedMedia` if mediasoup refuses, or the parameters are of the other kind
   */
  produce(source: Source, rtpParameters: RtpParameters, paused: boolean): Promise<ProducerId> {
    const kind = kindOfSource[source]
    const strange = rtpParameters.codecs.find(({ mimeType }) => !mimeType.toLowerCase().startsWith(`${kind}/`))
    return this.#produceQueue.run(async () => {
      if (strange !== undefined)
        throw new ControlError('unsupportedMedia', `${source} is ${kind}, and cannot carry ${strange.mimeType}`)
      this.#closeSource(source, 'replaced')
      const told = paused || this.#isGated(source)
      const producer = await this.#send.call(
        this.#send.transport.produce({
          kind,
          rtpParameters,
          paused: told,
          keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS[source],
        }),
      )
      return this.#opened({ source, producer, ownPause: paused, told })
    })
  }

  /** A camera of the network in place of the endpoint's own; it is there at once, and says itself when anything comes of it. */
  produceFrom(camera: NetworkCamera, paused: boolean, networks: CameraNetworks): Promise<ProducerId> {
    return this.#produceQueue.run(async () => {
      this.#closeSource('camera', 'replaced')
      const log = this.#log.child({ endpointId: this.endpointId })
      const made = this.#send.call(cameraProducer(this.#router, camera, { paused, networks, log }))
      const { producer, source } = await made
      const producerId = await this.#opened({
        source: 'camera',
        producer,
        camera: source,
        ownPause: paused,
        told: paused,
      })
      source.on('state', (state) => this.emit('networkCamera', producerId, state))
      source.start()
      return producerId
    })
  }

  async setProducerPaused(open: OpenProducer, paused: boolean): Promise<void> {
    open.ownPause = paused
    await this.#applyPause(open)
  }

  /** Opens or closes the gate of its microphone, of the one that runs and of those to come. */
  async setVoice(voice: boolean): Promise<void> {
    this.#voice = voice
    const mic = this.#producers.get('mic')
    if (mic !== undefined) await this.#applyPause(mic)
  }

  closeProducer(open: OpenProducer): void {
    if (this.#producers.get(open.source) === open) this.#producers.delete(open.source)
    open.producer.close()
  }

  subscribe(sources: readonly WantedSource[], take: TakeProducer): Promise<SubscribeResult> {
    return this.#subscriptions.set(sources, () => this.#rtpCapabilities, take)
  }

  resume(consumerIds: readonly ConsumerId[]): Promise<void> {
    return this.#subscriptions.resume(consumerIds)
  }

  /** Leaves out producers and consumers that close while they are asked. */
  async stats(): Promise<ControlResponse<'endpoint:stats'>> {
    const [send, recv, producers, consumers] = await Promise.all([
      statsOf([this.#send.transport]),
      statsOf([this.#recv.transport]),
      statsOf(this.producers.map(({ producer }) => producer)),
      statsOf(this.#subscriptions.consumers),
    ])
    return { send, recv, producers, consumers }
  }

  /** Its transports. */
  get transports(): types.WebRtcTransport[] {
    return [this.#send.transport, this.#recv.transport]
  }

  /** True once media can come or go. */
  get isConnected(): boolean {
    return this.transports.some(({ dtlsState }) => dtlsState === 'connected')
  }

  /**
   * Asks the worker what it counts of the endpoint: each transport, and each producer that is not paused.
   * @param onBitrate is told what each transport carries
   * @returns null when it was closed meanwhile
   */
  async measure(onBitrate: (of: Asked, carries: Bitrate) => void): Promise<EndpointStatistics | null> {
    try {
      const [send, recv, ...producers] = await Promise.all([
        readTransport(this.#send.transport, onBitrate),
        readTransport(this.#recv.transport, onBitrate),
        ...this.producers.map(readProducer),
      ])
      const { consumers } = this.#subscriptions
      const isFar = producers.some(({ stats }) => stats.some(({ roundTripTime = 0 }) => roundTripTime > 0))
      const flowing = isFar ? undefined : consumers.find(({ paused, producerPaused }) => !paused && !producerPaused)
      const consumer = flowing ? await flowing.getStats() : []
      const { availableOutgoingBitrate = 0, rtpSendBitrate } = recv.stat
      // A line over which nothing goes teaches nothing.
      if (availableOutgoingBitrate > 0 && rtpSendBitrate > 0) this.#downlink?.learn(availableOutgoingBitrate)
      return this.#closed
        ? null
        : statisticsOf({ endpointId: this.endpointId, send, recv, producers, consumers, consumer })
    } catch (error) {
      // A producer or consumer may have ended while it was asked: its endpoint has another turn.
      this.#log.debug({ err: error, endpointId: this.endpointId }, 'no statistics of an endpoint this time')
      return null
    }
  }

  /** Closes everything of it. Fine to call again. */
  close(reason: CloseReason): void {
    if (this.#closed) return
    this.#closed = true
    for (const source of this.#producers.keys()) this.#closeSource(source, reason)
    this.#subscriptions.close()
    this.#send.close()
    this.#recv.close()
    this.removeAllListeners()
  }

  async #opened(made: Omit<OpenProducer, 'producerId'>): Promise<ProducerId> {
    const { source, producer } = made
    if (this.#closed) {
      producer.close()
      throw new ControlError('unavailable', 'the endpoint was closed meanwhile; join again')
    }
    const open: OpenProducer = { ...made, producerId: ProducerId.parse(producer.id) }
    this.#producers.set(source, open)
    producer.on('score', () => this.emit('producerQuality', open.producerId, producer))
    this.emit('producerOpened', open)
    // The gate may have moved meanwhile.
    await this.#applyPause(open)
    return open.producerId
  }

  #isGated(source: Source): boolean {
    return source === 'mic' && !this.#voice
  }

  /**
   * Writes the state down before it asks: the worker does what it is told in that order, so calls that overlap end in
   * the state of the later one.
   */
  async #applyPause(open: OpenProducer): Promise<void> {
    const paused = open.ownPause || this.#isGated(open.source)
    if (paused === open.told || open.producer.closed) return
    open.told = paused
    await this.#send.call(paused ? open.producer.pause() : open.producer.resume())
  }

  #closeSource(source: Source, reason: CloseReason): void {
    const open = this.#producers.get(source)
    if (open === undefined) return
    this.closeProducer(open)
    this.emit('producerClosed', open.producerId, reason)
  }
}

async function statsOf(parts: readonly { getStats(): Promise<readonly unknown[]> }[]): Promise<unknown[]> {
  const answers = await Promise.allSettled(parts.map((part) => part.getStats()))
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

async function readTransport(
  transport: types.WebRtcTransport,
  onBitrate: (of: Asked, carries: Bitrate) => void,
): Promise<TransportRead> {
  const [stat] = await transport.getStats()
  if (stat === undefined) throw new Error('a transport without statistics')
  onBitrate(transport, { bitrateIn: stat.recvBitrate, bitrateOut: stat.sendBitrate })
  return { tuple: transport.iceSelectedTuple, stat }
}

async function readProducer({ source, producer, told: paused }: OpenProducer): Promise<ProducerRead> {
  return { source, paused, score: producer.score, stats: paused ? [] : await producer.getStats() }
}
