import type {
  ConsumerId,
  EndpointId,
  Layers,
  LineStep,
  MeetingId,
  NodeNotice,
  ProducerId,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'

type ScoredProducer = Pick<types.Producer, 'closed' | 'score'>
type ScoredConsumer = Pick<types.Consumer, 'closed' | 'paused' | 'producerPaused' | 'score' | 'type' | 'currentLayers'>

export type QualityNotice = Extract<NodeNotice, { name: 'quality' }>

/** Gathers what changed in a meeting's scores and layers, and reports it at most once an interval. */
export class QualityReporter {
  readonly #meetingId: MeetingId
  readonly #report: (notice: QualityNotice) => void
  readonly #intervalMs: number
  readonly #producers = new Map<ProducerId, ScoredProducer>()
  readonly #consumers = new Map<ConsumerId, { endpointId: EndpointId; consumer: ScoredConsumer }>()
  readonly #lines = new Map<EndpointId, LineStep>()
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(meetingId: MeetingId, report: (notice: QualityNotice) => void, intervalMs = 1000) {
    this.#meetingId = meetingId
    this.#report = report
    this.#intervalMs = intervalMs
  }

  producerChanged(producerId: ProducerId, producer: ScoredProducer): void {
    this.#producers.set(producerId, producer)
    this.#schedule()
  }

  consumerChanged(endpointId: EndpointId, consumerId: ConsumerId, consumer: ScoredConsumer): void {
    this.#consumers.set(consumerId, { endpointId, consumer })
    this.#schedule()
  }

  lineChanged(endpointId: EndpointId, step: LineStep): void {
    this.#lines.set(endpointId, step)
    this.#schedule()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#producers.clear()
    this.#consumers.clear()
    this.#lines.clear()
  }

  #schedule(): void {
    if (this.#closed) return
    this.#timer ??= setTimeout(() => this.#flush(), this.#intervalMs).unref()
  }

  /** Values are read now, not when they changed: the last one counts. */
  #flush(): void {
    this.#timer = undefined
    const producers = [...this.#producers]
      .filter(([, producer]) => !producer.closed)
      .map(([producerId, producer]) => ({ producerId, score: producerScore(producer) }))
    const consumers = [...this.#consumers]
      .filter(([, { consumer }]) => !consumer.closed)
      .map(([consumerId, { endpointId, consumer }]) => ({
        endpointId,
        consumerId,
        score: consumer.score.score,
        layers: forwarded(consumer),
      }))
    this.#producers.clear()
    this.#consumers.clear()
    const lines = [...this.#lines].map(([endpointId, step]) => ({ endpointId, step }))
    this.#lines.clear()
    if (producers.length + consumers.length + lines.length === 0) return
    this.#report({
      name: 'quality',
      meetingId: this.#meetingId,
      producers,
      consumers,
      ...(lines.length > 0 && { lines }),
    })
  }
}

/** That of its best layer: layers a client has switched off for want of bandwidth score 0. */
function producerScore(producer: ScoredProducer): number {
  return Math.max(0, ...producer.score.map(({ score }) => score))
}

/** mediasoup tells layers of simulcast and SVC only; a simple stream has one, which flows unless paused. */
function forwarded(consumer: ScoredConsumer): Layers | null {
  if (consumer.type === 'simple') return consumer.paused || consumer.producerPaused ? null : { spatial: 0, temporal: 0 }
  const layers = consumer.currentLayers
  return layers === undefined ? null : { spatial: layers.spatialLayer, temporal: layers.temporalLayer ?? 0 }
}
