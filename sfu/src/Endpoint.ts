import {
  type CloseReason,
  type ConsumerId,
  ControlError,
  type ControlResponse,
  type Direction,
  type EndpointId,
  kindOfSource,
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
import { EndpointTransport, type TransportState } from './EndpointTransport.ts'
import { SerialQueue } from './SerialQueue.ts'
import { type FindProducer, type SubscribeResult, Subscriptions } from './Subscriptions.ts'

/**
 * Least time between two keyframe requests to one sender, in milliseconds. The first request goes out at
 * once; those that follow within this time are answered together at its end, which is the longest that
 * anybody waits. A keyframe of a screen is ten times that of a camera, so it may cost longer. decisions/004.
 */
const KEY_FRAME_REQUEST_DELAY_MS = { mic: 0, screenAudio: 0, camera: 500, screen: 1000 } as const satisfies Record<Source, number>

export type OpenProducer = { readonly producerId: ProducerId; readonly source: Source; readonly producer: types.Producer }

export type EndpointEvents = {
  producerOpened: [OpenProducer]
  /** For every end of a producer but `closeProducer`, which has its caller. */
  producerClosed: [ProducerId, CloseReason]
  transportState: [Direction, TransportState]
  producerQuality: [ProducerId, types.Producer]
  consumerQuality: [ConsumerId, types.Consumer]
}

/** One device's media in one meeting: a transport for each direction and what runs over them. */
export class Endpoint extends EventEmitter<EndpointEvents> {
  readonly endpointId: EndpointId
  readonly #send: EndpointTransport
  readonly #recv: EndpointTransport
  readonly #subscriptions: Subscriptions
  readonly #producers = new Map<Source, OpenProducer>()
  readonly #produceQueue = new SerialQueue()
  #rtpCapabilities: RtpCapabilities | null
  #closed = false

  private constructor(
    endpointId: EndpointId,
    transports: { send: EndpointTransport; recv: EndpointTransport },
    subscriptions: Subscriptions,
    rtpCapabilities: RtpCapabilities | null,
  ) {
    super()
    this.endpointId = endpointId
    this.#send = transports.send
    this.#recv = transports.recv
    this.#subscriptions = subscriptions
    this.#rtpCapabilities = rtpCapabilities
    this.#send.on('state', (state) => this.emit('transportState', 'send', state))
    this.#recv.on('state', (state) => this.emit('transportState', 'recv', state))
    subscriptions.on('quality', (consumerId, consumer) => this.emit('consumerQuality', consumerId, consumer))
  }

  static async open(
    endpointId: EndpointId,
    router: types.Router,
    webRtcServer: types.WebRtcServer,
    rtpCapabilities: RtpCapabilities | null,
    log: Logger,
  ): Promise<Endpoint> {
    const [send, recv] = await Promise.allSettled([
      EndpointTransport.open(router, webRtcServer, 'send'),
      EndpointTransport.open(router, webRtcServer, 'recv'),
    ])
    if (send.status === 'fulfilled' && recv.status === 'fulfilled') {
      const transports = { send: send.value, recv: recv.value }
      return new Endpoint(endpointId, transports, new Subscriptions(recv.value, router, log), rtpCapabilities)
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
    return this.producers.map(({ producerId, source, producer }) => ({ producerId, source, kind: producer.kind, paused: producer.paused }))
  }

  get consumerSnapshots(): { consumerId: ConsumerId; producerId: ProducerId }[] {
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
      if (strange !== undefined) throw new ControlError('unsupportedMedia', `${source} is ${kind}, and cannot carry ${strange.mimeType}`)
      this.#closeSource(source, 'replaced')
      const producer = await this.#send.call(
        this.#send.transport.produce({ kind, rtpParameters, paused, keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS[source] }),
      )
      if (this.#closed) {
        producer.close()
        throw new ControlError('unavailable', 'the endpoint was closed meanwhile; join again')
      }
      const open: OpenProducer = { producerId: ProducerId.parse(producer.id), source, producer }
      this.#producers.set(source, open)
      producer.on('score', () => this.emit('producerQuality', open.producerId, producer))
      this.emit('producerOpened', open)
      return open.producerId
    })
  }

  async setProducerPaused({ producer }: OpenProducer, paused: boolean): Promise<void> {
    await this.#send.call(paused ? producer.pause() : producer.resume())
  }

  closeProducer(open: OpenProducer): void {
    if (this.#producers.get(open.source) === open) this.#producers.delete(open.source)
    open.producer.close()
  }

  subscribe(sources: readonly WantedSource[], find: FindProducer): Promise<SubscribeResult> {
    return this.#subscriptions.set(sources, () => this.#rtpCapabilities, find)
  }

  resume(consumerIds: readonly ConsumerId[]): Promise<void> {
    return this.#subscriptions.resume(consumerIds)
  }

  /** What closes while it is asked is left out. */
  async stats(): Promise<ControlResponse<'endpoint:stats'>> {
    const [send, recv, producers, consumers] = await Promise.all([
      statsOf([this.#send.transport]),
      statsOf([this.#recv.transport]),
      statsOf(this.producers.map(({ producer }) => producer)),
      statsOf(this.#subscriptions.consumers),
    ])
    return { send, recv, producers, consumers }
  }

  /** Closes everything of it. Fine to call again. */
  close(reason: CloseReason): void {
    if (this.#closed) return
    this.#closed = true
    for (const source of this.#producers.keys()) this.#closeSource(source, reason)
    this.#send.close()
    this.#recv.close()
    this.removeAllListeners()
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
