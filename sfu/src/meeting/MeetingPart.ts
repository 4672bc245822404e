import {
  type CloseReason,
  type ConsumerId,
  ControlError,
  type Direction,
  type EndpointId,
  type HeardLevel,
  LEVELS_INTERVAL_MS,
  LOUDEST,
  type LineStep,
  type NetworkCameraState,
  ProducerId,
  RtpCapabilities,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import { Endpoint, type EndpointOptions, type OpenProducer } from './Endpoint.ts'
import type { TransportState } from './EndpointTransport.ts'
import { mediaCall } from '../wire/errorBody.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import { onWire } from '../wire/onWire.ts'

/** Softer than a quiet room is silence, dBov. */
const SILENCE_DBOV = -70

/** A producer and whose it is. */
export type PartProducer = { readonly endpoint: Endpoint; readonly open: OpenProducer }

export type MeetingPartEvents = {
  /** A producer ended, but not by `closeProducer`, which has its caller. */
  producerClosed: [EndpointId, ProducerId, CloseReason]
  transportState: [EndpointId, Direction, TransportState]
  producerQuality: [ProducerId, types.Producer]
  consumerQuality: [EndpointId, ConsumerId, types.Consumer]
  line: [EndpointId, LineStep]
  networkCamera: [EndpointId, ProducerId, NetworkCameraState]
  /** Microphones of this part with sound, loudest first. */
  levels: [HeardLevel[]]
  /** Its worker died and took everything along. */
  lost: [EndpointId[]]
}

/** The part of a meeting that one worker carries: a router, the endpoints on it, and who of them is loud. */
export class MeetingPart extends EventEmitter<MeetingPartEvents> {
  readonly worker: MediaWorker
  readonly router: types.Router
  readonly routerRtpCapabilities: RtpCapabilities
  readonly #levels: types.AudioLevelObserver
  readonly #log: Logger
  readonly #endpoints = new Map<EndpointId, Endpoint>()
  readonly #producers = new Map<ProducerId, PartProducer>()
  readonly #transports = new Set<types.Transport>()
  #consumerCount = 0

  private constructor(worker: MediaWorker, router: types.Router, levels: types.AudioLevelObserver, log: Logger) {
    super()
    this.worker = worker
    this.router = router
    this.routerRtpCapabilities = onWire(RtpCapabilities, router.rtpCapabilities)
    this.#levels = levels
    this.#log = log
    levels.on('volumes', (volumes) => this.emit('levels', levelsOf(volumes)))
    levels.on('silence', () => this.emit('levels', []))
    router.on('workerclose', () => this.#lose())
    router.observer.on('newtransport', (transport) => this.#count(transport))
  }

  /** @throws ControlError `unavailable` if the worker dies meanwhile. */
  static async open(worker: MediaWorker, log: Logger): Promise<MeetingPart> {
    const gone = () => !worker.alive
    const router = await mediaCall(worker.worker.createRouter({ mediaCodecs }), gone)
    const levels = await mediaCall(
      router.createAudioLevelObserver({ interval: LEVELS_INTERVAL_MS, threshold: SILENCE_DBOV, maxEntries: LOUDEST }),
      gone,
    )
    if (router.closed) throw new ControlError('unavailable', 'the worker died meanwhile; try again')
    return new MeetingPart(worker, router, levels, log)
  }

  get closed(): boolean {
    return this.router.closed
  }

  get endpoints(): Endpoint[] {
    return [...this.#endpoints.values()]
  }

  get size(): number {
    return this.#endpoints.size
  }

  /** Those of pipes included. */
  get consumerCount(): number {
    return this.#consumerCount
  }

  /** Those of endpoints and pipes. */
  get transports(): types.Transport[] {
    return [...this.#transports]
  }

  endpoint(endpointId: EndpointId): Endpoint | undefined {
    return this.#endpoints.get(endpointId)
  }

  /** A producer of an endpoint of this part. */
  producer(producerId: ProducerId): PartProducer | undefined {
    return this.#producers.get(producerId)
  }

  /** @throws ControlError `unavailable` if the router closes meanwhile. */
  async openEndpoint(endpointId: EndpointId, options: EndpointOptions): Promise<Endpoint> {
    const endpoint = await Endpoint.open(endpointId, this.router, this.worker.webRtcServer, options, this.#log)
    if (this.closed) {
      endpoint.close('workerDied')
      throw new ControlError('unavailable', 'the meeting was closed meanwhile; join again')
    }
    this.#endpoints.set(endpointId, endpoint)
    this.#listenTo(endpoint)
    return endpoint
  }

  closeEndpoint(endpointId: EndpointId, reason: CloseReason): void {
    this.#endpoints.get(endpointId)?.close(reason)
    this.#endpoints.delete(endpointId)
  }

  /** Fine to call again. */
  close(reason: CloseReason): void {
    for (const endpointId of this.#endpoints.keys()) this.closeEndpoint(endpointId, reason)
    this.router.removeAllListeners('workerclose')
    this.router.close()
    this.removeAllListeners()
  }

  #lose(): void {
    const endpointIds = [...this.#endpoints.keys()]
    for (const endpointId of endpointIds) this.closeEndpoint(endpointId, 'workerDied')
    this.emit('lost', endpointIds)
    this.close('workerDied')
  }

  #count(transport: types.Transport): void {
    this.#transports.add(transport)
    transport.observer.once('close', () => this.#transports.delete(transport))
    transport.observer.on('newconsumer', (consumer) => {
      this.#consumerCount += 1
      this.#producers.get(ProducerId.parse(consumer.producerId))?.open.camera?.follow(consumer)
      consumer.observer.once('close', () => (this.#consumerCount -= 1))
    })
  }

  #listenTo(endpoint: Endpoint): void {
    const { endpointId } = endpoint
    endpoint.on('producerOpened', (open) => {
      this.#producers.set(open.producerId, { endpoint, open })
      open.producer.observer.once('close', () => this.#producers.delete(open.producerId))
      if (open.source === 'mic') void this.#listenForSpeech(open.producer)
    })
    endpoint.on('producerClosed', (producerId, reason) => this.emit('producerClosed', endpointId, producerId, reason))
    endpoint.on('transportState', (direction, state) => this.emit('transportState', endpointId, direction, state))
    endpoint.on('producerQuality', (producerId, producer) => this.emit('producerQuality', producerId, producer))
    endpoint.on('line', (step) => this.emit('line', endpointId, step))
    endpoint.on('networkCamera', (producerId, state) => this.emit('networkCamera', endpointId, producerId, state))
    endpoint.on('consumerQuality', (consumerId, consumer) =>
      this.emit('consumerQuality', endpointId, consumerId, consumer),
    )
  }

  async #listenForSpeech(producer: types.Producer): Promise<void> {
    try {
      await this.#levels.addProducer({ producerId: producer.id })
    } catch (error) {
      if (!producer.closed) this.#log.warn({ err: error }, 'no levels of a microphone')
    }
  }
}

/** mediasoup has them loudest first. */
function levelsOf(volumes: readonly types.AudioLevelObserverVolume[]): HeardLevel[] {
  return volumes.map(({ producer, volume }) => ({
    producerId: ProducerId.parse(producer.id),
    dBov: volume,
    isClosed: () => producer.closed,
  }))
}
