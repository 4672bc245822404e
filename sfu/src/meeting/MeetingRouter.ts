import {
  type CloseReason,
  type ConsumerId,
  ControlError,
  type EndpointId,
  type EndpointSnapshot,
  type MeetingId,
  type Notice,
  ProducerId,
  RtpCapabilities,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import { Endpoint, type EndpointOptions, type OpenProducer } from './Endpoint.ts'
import { mediaCall } from '../wire/errorBody.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import { onWire } from '../wire/onWire.ts'
import { QualityReporter } from './QualityReporter.ts'
import type { SubscribeResult } from './Subscriptions.ts'

/** Four a second, as the contract allows; more cannot be seen. */
const LEVELS_INTERVAL_MS = 250
/** Softer than a quiet room is silence, dBov. */
const SILENCE_DBOV = -70
/** No office lets more people speak at once. */
const LOUDEST = 10

export type MeetingRouterEvents = {
  notice: [Notice]
  /** Its worker died and took everything along. */
  lost: []
}

/** A meeting's media on one worker: its router, who is in it, and who is loud. */
export class MeetingRouter extends EventEmitter<MeetingRouterEvents> {
  readonly meetingId: MeetingId
  readonly worker: MediaWorker
  readonly routerRtpCapabilities: RtpCapabilities
  readonly #router: types.Router
  readonly #levels: types.AudioLevelObserver
  readonly #quality: QualityReporter
  readonly #log: Logger
  readonly #endpoints = new Map<EndpointId, Endpoint>()

  private constructor(
    meetingId: MeetingId,
    worker: MediaWorker,
    router: types.Router,
    levels: types.AudioLevelObserver,
    log: Logger,
  ) {
    super()
    this.meetingId = meetingId
    this.worker = worker
    this.routerRtpCapabilities = onWire(RtpCapabilities, router.rtpCapabilities)
    this.#router = router
    this.#levels = levels
    this.#log = log
    this.#quality = new QualityReporter(meetingId, (notice) => this.emit('notice', notice))
    levels.on('volumes', (volumes) => this.#tellLevels(volumes))
    levels.on('silence', () => this.#tellLevels([]))
    router.on('workerclose', () => this.#lose())
  }

  /** @throws ControlError `unavailable` if the worker dies meanwhile. */
  static async open(meetingId: MeetingId, worker: MediaWorker, log: Logger): Promise<MeetingRouter> {
    const gone = () => !worker.alive
    const router = await mediaCall(worker.worker.createRouter({ mediaCodecs }), gone)
    const levels = await mediaCall(
      router.createAudioLevelObserver({ interval: LEVELS_INTERVAL_MS, threshold: SILENCE_DBOV, maxEntries: LOUDEST }),
      gone,
    )
    if (router.closed) throw new ControlError('unavailable', 'the worker died meanwhile; try again')
    return new MeetingRouter(meetingId, worker, router, levels, log)
  }

  get closed(): boolean {
    return this.#router.closed
  }

  get endpoints(): Endpoint[] {
    return [...this.#endpoints.values()]
  }

  get snapshots(): EndpointSnapshot[] {
    return this.endpoints.map((endpoint) => ({
      endpointId: endpoint.endpointId,
      meetingId: this.meetingId,
      producers: endpoint.producerSnapshots,
      consumers: endpoint.consumerSnapshots,
    }))
  }

  endpoint(endpointId: EndpointId): Endpoint | undefined {
    return this.#endpoints.get(endpointId)
  }

  /** An endpoint of the same id is closed first. @throws ControlError `unavailable` if the router closes meanwhile. */
  async openEndpoint(endpointId: EndpointId, options: EndpointOptions): Promise<Endpoint> {
    this.closeEndpoint(endpointId, 'replaced')
    const endpoint = await Endpoint.open(endpointId, this.#router, this.worker.webRtcServer, options, this.#log)
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

  /** Gates close before any opens. An endpoint that is closing meanwhile needs none. */
  async setVoices(endpointIds: readonly EndpointId[]): Promise<void> {
    const voices = new Set(endpointIds)
    const [heard, silent] = [
      this.endpoints.filter((e) => voices.has(e.endpointId)),
      this.endpoints.filter((e) => !voices.has(e.endpointId)),
    ]
    const set = [
      ...silent.map((endpoint) => endpoint.setVoice(false)),
      ...heard.map((endpoint) => endpoint.setVoice(true)),
    ]
    for (const outcome of await Promise.allSettled(set)) {
      if (outcome.status === 'rejected')
        this.#log.debug({ err: outcome.reason, meetingId: this.meetingId }, 'a gate of an endpoint that ended')
    }
  }

  /** Undefined if nobody has it (any more). @throws ControlError `notYours` if another endpoint has it */
  ownProducer(endpoint: Endpoint, producerId: ProducerId): OpenProducer | undefined {
    const own = endpoint.producer(producerId)
    if (own !== undefined) return own
    if (this.#producer(producerId) !== undefined)
      throw new ControlError('notYours', 'the producer belongs to another endpoint')
    return undefined
  }

  subscribe(endpoint: Endpoint, sources: readonly WantedSource[]): Promise<SubscribeResult> {
    return endpoint.subscribe(sources, (producerId) => {
      const found = this.#producer(producerId)
      if (found === undefined)
        throw new ControlError('producerNotFound', 'no such producer in this meeting, or it is closed')
      if (found.endpoint === endpoint) throw new ControlError('notYours', 'an endpoint does not receive itself')
      return found.open.producer
    })
  }

  /** @throws ControlError `notYours`, with nothing resumed, if one of them is another endpoint's */
  async resume(endpoint: Endpoint, consumerIds: readonly ConsumerId[]): Promise<void> {
    const strange = consumerIds.filter((id) => !endpoint.hasConsumer(id))
    if (strange.some((id) => this.endpoints.some((other) => other.hasConsumer(id)))) {
      throw new ControlError('notYours', 'a consumer belongs to another endpoint')
    }
    await endpoint.resume(consumerIds)
  }

  /** Fine to call again. */
  close(reason: CloseReason): void {
    for (const endpointId of this.#endpoints.keys()) this.closeEndpoint(endpointId, reason)
    this.#quality.close()
    this.#router.removeAllListeners('workerclose')
    this.#router.close()
    this.removeAllListeners()
  }

  #lose(): void {
    const endpointIds = [...this.#endpoints.keys()]
    for (const endpointId of endpointIds) this.closeEndpoint(endpointId, 'workerDied')
    this.emit('notice', { name: 'endpointsLost', meetingId: this.meetingId, endpointIds })
    this.emit('lost')
    this.close('workerDied')
  }

  #listenTo(endpoint: Endpoint): void {
    const { meetingId } = this
    const { endpointId } = endpoint
    endpoint.on('producerOpened', ({ source, producer }) => {
      if (source === 'mic') void this.#listenForSpeech(producer)
    })
    endpoint.on('producerClosed', (producerId, reason) =>
      this.emit('notice', { name: 'producerClosed', meetingId, endpointId, producerId, reason }),
    )
    endpoint.on('transportState', (direction, state) =>
      this.emit('notice', { name: 'transportState', meetingId, endpointId, direction, state }),
    )
    endpoint.on('producerQuality', (producerId, producer) => this.#quality.producerChanged(producerId, producer))
    endpoint.on('consumerQuality', (consumerId, consumer) =>
      this.#quality.consumerChanged(endpointId, consumerId, consumer),
    )
  }

  async #listenForSpeech(producer: types.Producer): Promise<void> {
    try {
      await this.#levels.addProducer({ producerId: producer.id })
    } catch (error) {
      if (!producer.closed) this.#log.warn({ err: error, meetingId: this.meetingId }, 'no levels of a microphone')
    }
  }

  /** mediasoup has them loudest first. */
  #tellLevels(volumes: readonly types.AudioLevelObserverVolume[]): void {
    const levels = volumes
      .filter(({ producer }) => !producer.closed)
      .map(({ producer, volume }) => ({ producerId: ProducerId.parse(producer.id), dBov: volume }))
    this.emit('notice', { name: 'audioLevels', meetingId: this.meetingId, levels })
  }

  #producer(producerId: ProducerId): { endpoint: Endpoint; open: OpenProducer } | undefined {
    for (const endpoint of this.#endpoints.values()) {
      const open = endpoint.producer(producerId)
      if (open !== undefined) return { endpoint, open }
    }
    return undefined
  }
}
