import {
  ConsumerId,
  type ConsumerParameters,
  ControlError,
  type ControlErrorBody,
  type ControlResponse,
  type EndpointSnapshot,
  type LineStep,
  type ProducerId,
  type RtpCapabilities,
  type RtpParameters,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Logger } from 'pino'
import { capabilitiesFor } from './capabilitiesFor.ts'
import type { EndpointTransport } from './EndpointTransport.ts'
import { errorBody } from '../wire/errorBody.ts'
import { LayerWish } from './LayerWish.ts'
import { remindOfKeyframe } from './remindOfKeyframe.ts'
import { SerialQueue } from './SerialQueue.ts'
import type { FewAtOnce } from './FewAtOnce.ts'
import type { Lease } from './Shared.ts'
import { WeakLine } from '../weakLine/WeakLine.ts'

export type SubscribeResult = ControlResponse<'endpoint:subscribe'>

/** Gets a producer of the meeting onto the router of this endpoint, if it may receive it. @throws ControlError if there is none. */
export type TakeProducer = (source: WantedSource) => Promise<Lease<types.Producer>>

/** A consumer, what is wanted of it, and what mediasoup was told, so that nothing is told twice. */
type Held = {
  readonly consumerId: ConsumerId
  readonly consumer: types.Consumer
  /** Its client has made its side. */
  ready: boolean
  pausedWanted: boolean
  /** The line does not carry it. */
  heldBack: boolean
  paused: boolean
  readonly layers: LayerWish
  priority: number
}

/** mediasoup's priority of a consumer that was given none. */
const DEFAULT_PRIORITY = 1

export type SubscriptionsEvents = {
  quality: [ConsumerId, types.Consumer]
  /** The line carries more, or less, of what is wanted. */
  line: [LineStep]
}

/** Keeps the consumers on the receiving transport of one endpoint as it wants them. */
export class Subscriptions extends EventEmitter<SubscriptionsEvents> {
  readonly #transport: EndpointTransport
  readonly #few: FewAtOnce
  readonly #log: Logger
  readonly #held = new Map<ProducerId, Held>()
  readonly #queue = new SerialQueue()
  readonly #line: WeakLine
  /** Pictures that the line carries; null: all. */
  #allowed: readonly types.Consumer[] | null = null

  /** @param few by which the worker is asked for consumers: everybody asks at once when somebody moves, and it forwards nothing while it makes them */
  constructor(transport: EndpointTransport, few: FewAtOnce, log: Logger) {
    super()
    this.#few = few
    this.#transport = transport
    this.#log = log
    this.#line = new WeakLine(transport.transport, this)
    this.#line.on('step', (step) => this.emit('line', step))
  }

  /** The pictures that are wanted now, the most important first. */
  get video(): readonly types.Consumer[] {
    return [...this.#held.values()]
      .filter(({ consumer, ready, pausedWanted }) => consumer.kind === 'video' && ready && !pausedWanted)
      .toSorted((one, other) => other.priority - one.priority)
      .map(({ consumer }) => consumer)
  }

  get sound(): readonly types.Consumer[] {
    return this.consumers.filter(({ kind, paused, producerPaused }) => kind === 'audio' && !paused && !producerPaused)
  }

  /** Holds pictures back that the line does not carry; what is wanted stays as it was. */
  async allow(only: readonly types.Consumer[] | null): Promise<void> {
    this.#allowed = only
    await Promise.all(
      [...this.#held.values()].map(async (held) => {
        this.#holdBack(held)
        await this.#call(held.consumer, applyPause(held))
      }),
    )
  }

  /** Keeps pictures to the layers that flow; what is wanted stays as it was. */
  async hold(on: boolean): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ consumer, layers }) => this.#call(consumer, layers.hold(on))))
  }

  /** Nothing is decided about the line any more. */
  close(): void {
    this.#line.close()
  }

  get size(): number {
    return this.#held.size
  }

  get snapshot(): EndpointSnapshot['consumers'] {
    return [...this.#held].map(([producerId, { consumerId, ready }]) => ({ consumerId, producerId, ready }))
  }

  get consumers(): types.Consumer[] {
    return [...this.#held.values()].map(({ consumer }) => consumer)
  }

  has(consumerId: ConsumerId): boolean {
    return this.#find(consumerId) !== undefined
  }

  /**
   * Makes, changes and closes consumers until they are those of the list. One at a time for an endpoint,
   * in parallel for its sources. A source twice in the list counts as its last mention says.
   */
  set(
    sources: readonly WantedSource[],
    capabilities: () => RtpCapabilities | null,
    take: TakeProducer,
  ): Promise<SubscribeResult> {
    return this.#queue.run(async () => {
      const wanted = new Map(sources.map((source) => [source.producerId, source]))
      const result: SubscribeResult = { consumers: [], closed: [], refused: [] }
      for (const [producerId, { consumerId, consumer }] of this.#held) {
        if (wanted.has(producerId)) continue
        consumer.close()
        result.closed.push(consumerId)
      }
      await Promise.all(
        [...wanted.values()].map(async (source) => {
          try {
            const held = this.#held.get(source.producerId)
            if (held === undefined) result.consumers.push(await this.#open(source, capabilities, take))
            else await this.#change(held, source)
          } catch (error) {
            result.refused.push({ producerId: source.producerId, error: this.#refusal(error) })
          }
        }),
      )
      if (this.#transport.transport.closed) throw endpointGone()
      return result
    })
  }

  /** The client has its side of these. Ids of consumers that are gone by now are passed over. */
  async resume(consumerIds: readonly ConsumerId[]): Promise<void> {
    await Promise.all(
      consumerIds.map(async (consumerId) => {
        const held = this.#find(consumerId)
        if (held === undefined) return
        held.ready = true
        await this.#call(held.consumer, applyPause(held))
      }),
    )
  }

  async #open(
    source: WantedSource,
    capabilities: () => RtpCapabilities | null,
    take: TakeProducer,
  ): Promise<ConsumerParameters> {
    if (capabilities() === null) throw capabilitiesUnknown()
    const lease = await take(source)
    try {
      return await this.#openOf(lease, source, capabilities())
    } catch (error) {
      // A consumer that was made keeps its share until it closes.
      if (!this.#held.has(source.producerId)) lease.release()
      throw error
    }
  }

  /** The share of the producer is given back with the consumer. */
  async #openOf(
    { value: producer, release }: Lease<types.Producer>,
    source: WantedSource,
    rtpCapabilities: RtpCapabilities | null,
  ): Promise<ConsumerParameters> {
    // It may have ended while it was on its way here.
    if (producer.closed) throw producerGone()
    if (rtpCapabilities === null) throw capabilitiesUnknown()
    const preferredLayers = LayerWish.first(producer, source.layers)
    const consumer = await this.#consume(producer, {
      producerId: producer.id,
      rtpCapabilities: capabilitiesFor(producer, rtpCapabilities),
      // The client's word resumes it: a keyframe that comes earlier is lost, and the picture black.
      paused: true,
      // Lost sound is sent again too: mediasoup does so for pictures alone unless it is asked to (SPEC 21.7).
      enableRtx: true,
      ...(preferredLayers && { preferredLayers }),
    })
    if (this.#transport.transport.closed) {
      // It was under way when the transport closed, which does not know of it.
      consumer.close()
      throw endpointGone()
    }
    const held: Held = {
      consumerId: ConsumerId.parse(consumer.id),
      consumer,
      ready: false,
      pausedWanted: source.paused,
      heldBack: false,
      paused: true,
      layers: new LayerWish(consumer, source.layers),
      priority: DEFAULT_PRIORITY,
    }
    this.#holdBack(held)
    this.#held.set(source.producerId, held)
    consumer.observer.once('close', () => {
      this.#held.delete(source.producerId)
      release()
    })
    remindOfKeyframe(consumer)
    consumer.on('score', () => this.emit('quality', held.consumerId, consumer))
    consumer.on('layerschange', () => {
      this.#line.onLayers()
      this.emit('quality', held.consumerId, consumer)
    })
    await this.#call(consumer, applyPriority(held, source.priority))
    if (consumer.closed) throw producerGone()
    const { kind, type, producerPaused } = consumer
    if (type === 'pipe') throw new Error('a pipe consumer on a WebRtcTransport')
    // Its client parses them; undefined properties do not get into JSON.
    const rtpParameters = consumer.rtpParameters as RtpParameters
    return { consumerId: held.consumerId, producerId: source.producerId, kind, type, rtpParameters, producerPaused }
  }

  /** The producer may close while we wait: that is no fault of the device's parameters. */
  async #consume(producer: types.Producer, options: types.ConsumerOptions): Promise<types.Consumer> {
    try {
      // A transport that closed while it waited refuses, as it does later.
      return await this.#few.run(() => this.#transport.call(this.#transport.transport.consume(options)))
    } catch (error) {
      throw producer.closed ? producerGone() : error
    }
  }

  async #change(held: Held, { paused, layers, priority }: WantedSource): Promise<void> {
    held.pausedWanted = paused
    await this.#call(
      held.consumer,
      Promise.all([held.layers.set(layers), applyPriority(held, priority), applyPause(held)]),
    )
  }

  /** A consumer that closes under a change needs the change no more: whoever closed its producer says so. */
  async #call(consumer: types.Consumer, change: Promise<unknown>): Promise<void> {
    try {
      await this.#transport.call(change)
    } catch (error) {
      // mediasoup tells in the next turn of the loop that a consumer went with its producer, after the refusal that comes of it.
      await nextTurn()
      if (!consumer.closed) throw error
    }
  }

  #holdBack(held: Held): void {
    const { consumer } = held
    held.heldBack = consumer.kind === 'video' && this.#allowed !== null && !this.#allowed.includes(consumer)
  }

  #find(consumerId: ConsumerId): Held | undefined {
    for (const held of this.#held.values()) if (held.consumerId === consumerId) return held
    return undefined
  }

  #refusal(error: unknown): ControlErrorBody {
    return errorBody(error, this.#log)
  }
}

function capabilitiesUnknown(): ControlError {
  return new ControlError(
    'unsupportedMedia',
    'what the device can receive is not known yet: send endpoint:capabilities first',
  )
}

function producerGone(): ControlError {
  return new ControlError('producerNotFound', 'the producer was closed meanwhile')
}

function endpointGone(): ControlError {
  return new ControlError('unavailable', 'the endpoint was closed meanwhile; join again')
}

// Each writes down what it asks before it asks: the worker does what it is told in that order, so two
// calls that overlap end in the state of the later one.

async function applyPause(held: Held): Promise<void> {
  const paused = !held.ready || held.pausedWanted || held.heldBack
  if (paused === held.paused) return
  held.paused = paused
  await (paused ? held.consumer.pause() : held.consumer.resume())
}

async function applyPriority(held: Held, priority: number): Promise<void> {
  if (priority === held.priority) return
  held.priority = priority
  await held.consumer.setPriority(priority)
}
