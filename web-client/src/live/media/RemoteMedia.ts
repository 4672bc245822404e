import type { ConsumerId, Notice, ParticipantId, Source } from '@diem-cau/signaling-contract'
import { Source as SourceSchema } from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'

export type OpenedConsumer = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

/** A stream of another participant that arrives here. */
export interface RemoteStream {
  readonly participantId: ParticipantId
  readonly source: Source
  readonly consumerId: string
  readonly producerId: string
  readonly track: MediaStreamTrack
}

export type RemoteKey = `${ParticipantId}/${Source}`

export const remoteKey = (participantId: ParticipantId, source: Source): RemoteKey => `${participantId}/${source}`

/** This side of a consumer, as far as RemoteMedia needs it. */
export interface ConsumerHandle {
  readonly track: MediaStreamTrack
  close(): void
}

interface Arrival {
  readonly stream: RemoteStream
  readonly handle: ConsumerHandle
}

/**
 * Keeps what arrives from others, by participant and source. The newest consumer of a source wins; words
 * about consumers may come in any order (a consumer before the event that announces its producer,
 * its end before this side of it was made).
 */
export class RemoteMedia {
  readonly change$ = new Emitter<[]>()
  readonly #held = new Map<RemoteKey, Arrival>()
  readonly #newest = new Map<RemoteKey, string>()
  readonly #closedEarly = new Set<string>()
  #streams: ReadonlyMap<RemoteKey, RemoteStream> = new Map()

  /** A new object whenever something changed. */
  get streams(): ReadonlyMap<RemoteKey, RemoteStream> {
    return this.#streams
  }

  /**
   * Makes this side of a batch. `make` rejects for one that cannot be made; the others go on.
   * `resume` gets the ids of those that were made, before anybody is told of them: telling takes long on a page.
   */
  async accept(
    batch: readonly OpenedConsumer[],
    make: (consumer: OpenedConsumer) => Promise<ConsumerHandle>,
    resume: (consumerIds: readonly ConsumerId[]) => void,
  ): Promise<void> {
    const known = batch.flatMap((consumer) => {
      const source = SourceSchema.safeParse(consumer.source)
      if (!source.success) return []
      const key = remoteKey(consumer.participantId, source.data)
      this.#newest.set(key, consumer.consumerId)
      return [{ key, consumer, source: source.data }]
    })
    const ready: ConsumerId[] = []
    await Promise.all(
      known.map(async ({ key, consumer, source }) => {
        const handle = await make(consumer).catch(() => null)
        if (!handle) return
        const { consumerId, producerId, participantId } = consumer
        if (this.#closedEarly.delete(consumerId) || this.#newest.get(key) !== consumerId) return handle.close()
        this.#held.get(key)?.handle.close()
        this.#held.set(key, { stream: { participantId, source, consumerId, producerId, track: handle.track }, handle })
        ready.push(consumerId)
      }),
    )
    resume(ready)
    if (ready.length > 0) this.#publish()
  }

  closeConsumers(consumerIds: readonly string[]): void {
    const gone = new Set(consumerIds)
    for (const id of gone) if (!this.#has(id)) this.#closedEarly.add(id)
    this.#drop(({ stream }) => gone.has(stream.consumerId))
  }

  closeProducer(producerId: string): void {
    this.#drop(({ stream }) => stream.producerId === producerId)
  }

  /** Closes what ended before we knew of it, as what was made at the door may have. */
  keepProducers(producerIds: ReadonlySet<string>): void {
    this.#drop(({ stream }) => !producerIds.has(stream.producerId))
  }

  closeParticipant(participantId: ParticipantId): void {
    this.#drop(({ stream }) => stream.participantId === participantId)
  }

  closeAll(): void {
    this.#newest.clear()
    this.#closedEarly.clear()
    this.#drop(() => true)
  }

  #has(consumerId: string): boolean {
    return [...this.#held.values()].some(({ stream }) => stream.consumerId === consumerId)
  }

  #drop(gone: (held: Arrival) => boolean): void {
    let changed = false
    for (const [key, held] of this.#held) {
      if (!gone(held)) continue
      held.handle.close()
      this.#held.delete(key)
      if (this.#newest.get(key) === held.stream.consumerId) this.#newest.delete(key)
      changed = true
    }
    if (changed) this.#publish()
  }

  #publish(): void {
    this.#streams = new Map([...this.#held].map(([key, { stream }]) => [key, stream]))
    this.change$.emit()
  }
}
