import {
  type ConsumerId,
  ConsumerId as ConsumerIdSchema,
  type ControlResponse,
  type EndpointId,
  kindOfSource,
  type MeetingId,
  type MeetingSnapshot,
  type ProducerId,
  ProducerId as ProducerIdSchema,
  type RtpCapabilities,
  type Source,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import { legOfNodeEndpoint } from '../../signaling/src/live/media/legs/legId.ts'

export interface FakeProducer {
  readonly producerId: ProducerId
  readonly source: Source
  ownPause: boolean
}

interface FakeConsumer {
  readonly consumerId: ConsumerId
  readonly producerId: ProducerId
  paused: boolean
  ready: boolean
}

/** Ids are numbered over all endpoints, so that none is ever given twice. */
let made = 0

/** The fake media node's record of one endpoint: names of transports, producers and consumers. */
export class FakeEndpoint {
  readonly endpointId: EndpointId
  readonly meetingId: MeetingId
  readonly transports = { send: `t${++made}-send`, recv: `t${++made}-recv` }
  readonly producers = new Map<Source, FakeProducer>()
  readonly consumers = new Map<ProducerId, FakeConsumer>()
  capabilities: RtpCapabilities | null
  voice: boolean

  constructor(of: Pick<FakeEndpoint, 'endpointId' | 'meetingId' | 'capabilities' | 'voice'>) {
    this.endpointId = of.endpointId
    this.meetingId = of.meetingId
    this.capabilities = of.capabilities
    this.voice = of.voice
  }

  /** The endpoint of the record that this is a leg of. */
  get of(): EndpointId {
    return legOfNodeEndpoint(this.endpointId)?.endpointId ?? this.endpointId
  }

  /** Producers whose packets are forwarded now. */
  get flowing(): FakeProducer[] {
    return [...this.producers.values()].filter(({ ownPause, source }) => !ownPause && (source !== 'mic' || this.voice))
  }

  produce(source: Source, paused: boolean): FakeProducer {
    const producer = { producerId: ProducerIdSchema.parse(`producer-${++made}`), source, ownPause: paused }
    this.producers.set(source, producer)
    return producer
  }

  /** @param there the producers of the whole meeting */
  subscribe(
    sources: readonly WantedSource[],
    there: ReadonlyMap<ProducerId, FakeProducer>,
  ): ControlResponse<'endpoint:subscribe'> {
    const answer: ControlResponse<'endpoint:subscribe'> = { consumers: [], closed: [], refused: [] }
    const wanted = new Map(sources.map((source) => [source.producerId, source]))
    for (const [producerId, { consumerId }] of this.consumers) {
      if (wanted.has(producerId)) continue
      this.consumers.delete(producerId)
      answer.closed.push(consumerId)
    }
    for (const { producerId, paused } of wanted.values()) {
      const held = this.consumers.get(producerId)
      const producer = there.get(producerId)
      if (held) held.paused = paused
      else if (!producer)
        answer.refused.push({ producerId, error: { code: 'producerNotFound', message: 'no such producer' } })
      else if (!this.capabilities)
        answer.refused.push({ producerId, error: { code: 'unsupportedMedia', message: 'not known yet' } })
      else answer.consumers.push(this.#consume(producer, paused))
    }
    return answer
  }

  resume(consumerIds: readonly ConsumerId[]): void {
    for (const consumer of this.consumers.values()) if (consumerIds.includes(consumer.consumerId)) consumer.ready = true
  }

  get snapshot(): MeetingSnapshot['endpoints'][number] {
    return {
      endpointId: this.endpointId,
      meetingId: this.meetingId,
      worker: 0,
      producers: [...this.producers.values()].map(({ producerId, source, ownPause }) => ({
        producerId,
        source,
        kind: kindOfSource[source],
        paused: ownPause,
      })),
      consumers: [...this.consumers.values()].map(({ consumerId, producerId, ready }) => ({
        consumerId,
        producerId,
        ready,
      })),
    }
  }

  #consume(
    { producerId, source, ownPause }: FakeProducer,
    paused: boolean,
  ): ControlResponse<'endpoint:subscribe'>['consumers'][number] {
    const consumerId = ConsumerIdSchema.parse(`consumer-${++made}`)
    this.consumers.set(producerId, { consumerId, producerId, paused, ready: false })
    const kind = kindOfSource[source]
    const codec =
      kind === 'audio'
        ? { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }
        : { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }
    return {
      consumerId,
      producerId,
      kind,
      type: 'simple',
      rtpParameters: { codecs: [codec] },
      producerPaused: ownPause,
    }
  }
}
