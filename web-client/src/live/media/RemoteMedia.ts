import type { ConsumerId, LegId, Notice, ParticipantId, Source } from '@diem-cau/signaling-contract'
import { Source as SourceSchema } from '@diem-cau/signaling-contract'
import { Emitter } from '../socket/Emitter.ts'
import { type Arrival, type ConsumerHandle, LAST_PICTURE_MS, type RemoteStream, shownOf } from './arrival.ts'
import { whenFlowing } from './whenFlowing.ts'

export type OpenedConsumer = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

export type RemoteKey = `${ParticipantId}/${Source}`

export const remoteKey = (participantId: ParticipantId, source: Source): RemoteKey => `${participantId}/${source}`

/**
 * A stream takes the place of the one that is shown after this, even if nothing of it was noticed before. In
 * milliseconds.
 */
const CHANGE_MS = 2_000

interface Batch {
  readonly leg: LegId
  readonly consumers: readonly OpenedConsumer[]
  /** Makes this side of one. Rejects for one that cannot be made; the others go on. */
  readonly make: (consumer: OpenedConsumer) => Promise<ConsumerHandle>
  /** Gets the ids of those that were made, before anybody is told of them: telling takes long on a page. */
  readonly resume: (consumerIds: readonly ConsumerId[]) => void
}

/**
 * Keeps what arrives from others, by participant and source. A stream that comes instead of one that is shown takes its
 * place when it flows, so that nothing blinks while somebody moves to another leg; the older one is kept until the
 * server closes it, as the move may be given up. Of a picture that is gone without anybody having wanted that, the last
 * frame is shown until its successor flows, for two seconds at most. Words about consumers may come in any order (a consumer before the
 * event that announces its producer, its end before this side of it was made).
 */
export class RemoteMedia {
  readonly change$ = new Emitter<[]>()
  readonly #whenFlowing: typeof whenFlowing
  /** The arrivals of each source, the oldest first. */
  readonly #held = new Map<RemoteKey, Arrival[]>()
  /** The newest consumer of each source, by leg. */
  readonly #newest = new Map<LegId, Map<RemoteKey, string>>()
  readonly #closedEarly = new Set<string>()
  #offered = 0
  #patienceMs = 0
  #streams: ReadonlyMap<RemoteKey, RemoteStream> = new Map()
  #coming: readonly RemoteStream[] = []

  constructor(flowing = whenFlowing) {
    this.#whenFlowing = flowing
  }

  /** The streams that are shown; a new object whenever something changed. */
  get streams(): ReadonlyMap<RemoteKey, RemoteStream> {
    return this.#streams
  }

  /** The streams that will take the place of others that are shown, once they flow. */
  get coming(): readonly RemoteStream[] {
    return this.#coming
  }

  /** Sound is played so many milliseconds after it came at least, and faces with it; 0: as the browser finds by itself. */
  setPatience(ms: number): void {
    if (ms === this.#patienceMs) return
    this.#patienceMs = ms
    for (const all of this.#held.values()) for (const arrival of all) this.#bePatient(arrival)
  }

  /** Tells whether something is shown that comes over another leg, and will come over this one. */
  isBehind(leg: LegId): boolean {
    return [...this.#held.values()].some((all) => {
      const shown = shownOf(all)
      if (!shown || shown.ended || shown.stream.leg === leg) return false
      return !all.some(({ stream, paused }) => paused && stream.leg === leg)
    })
  }

  /** Makes this side of consumers that were offered together. */
  async accept({ leg, consumers, make, resume }: Batch): Promise<void> {
    const newest = this.#newest.get(leg) ?? new Map<RemoteKey, string>()
    this.#newest.set(leg, newest)
    const known = consumers.flatMap((consumer) => {
      const source = SourceSchema.safeParse(consumer.source)
      if (!source.success) return []
      const key = remoteKey(consumer.participantId, source.data)
      newest.set(key, consumer.consumerId)
      return [{ key, consumer, source: source.data, order: ++this.#offered }]
    })
    const made: ConsumerId[] = []
    await Promise.all(
      known.map(async ({ key, consumer, source, order }) => {
        const handle = await make(consumer).catch(() => null)
        if (!handle) return
        const { consumerId, producerId, participantId, paused = false } = consumer
        const isWanted = this.#newest.get(leg) === newest && newest.get(key) === consumerId
        if (this.#closedEarly.delete(consumerId) || !isWanted) return handle.close()
        const stream = { participantId, source, consumerId, producerId, leg, track: handle.track }
        this.#hold(key, { stream, handle, paused, order, ready: false, ended: false })
        made.push(consumerId)
      }),
    )
    resume(made)
    if (made.length > 0) this.#publish()
  }

  /** These consumers are gone. Their producers may be there still: the way to them broke, and they are offered anew. */
  closeConsumers(consumerIds: readonly string[]): void {
    const gone = new Set(consumerIds)
    const held = new Set([...this.#held.values()].flatMap((all) => all.map(({ stream }) => stream.consumerId)))
    for (const id of gone) if (!held.has(id)) this.#closedEarly.add(id)
    this.#lose(({ stream }) => gone.has(stream.consumerId))
  }

  /** It ended as somebody wanted it to. */
  closeProducer(producerId: string): void {
    this.#drop(({ stream }) => stream.producerId === producerId)
  }

  /** The media node lost it, and nobody wanted it to end. */
  loseProducer(producerId: string): void {
    this.#lose(({ stream }) => stream.producerId === producerId)
  }

  /**
   * Closes, after a return, what ended before we knew of it, as what was made at the door may have, and what is shown
   * no more.
   */
  keepProducers(producerIds: ReadonlySet<string>): void {
    const shown = new Set([...this.#held.values()].map((all) => shownOf(all)?.order ?? 0))
    this.#drop((held) => !producerIds.has(held.stream.producerId) || (held.ready && !shown.has(held.order)))
  }

  closeParticipant(participantId: ParticipantId): void {
    this.#drop(({ stream }) => stream.participantId === participantId)
  }

  /** A leg is gone. Other streams of its sources are shown, where there are any. */
  leave(leg: LegId): void {
    this.#newest.delete(leg)
    this.#lose(({ stream }) => stream.leg === leg)
  }

  /** All legs are gone, and others will come. */
  loseAll(): void {
    this.#newest.clear()
    this.#closedEarly.clear()
    this.#lose(() => true)
  }

  /** The meeting was left. */
  closeAll(): void {
    this.#newest.clear()
    this.#closedEarly.clear()
    this.#drop(() => true)
  }

  #bePatient(arrival: Arrival): void {
    const { rtpReceiver } = arrival.handle
    if (!isPicture(arrival) && rtpReceiver) rtpReceiver.jitterBufferTarget = this.#patienceMs || null
  }

  #hold(key: RemoteKey, arrival: Arrival): void {
    if (this.#patienceMs > 0) this.#bePatient(arrival)
    const others = this.#held.get(key) ?? []
    this.#held.set(
      key,
      [...others, arrival].toSorted((a, b) => a.order - b.order),
    )
    // The first of a source is shown at once, as there is nothing whose place it would take.
    if (others.length === 0) arrival.ready = true
    else this.#await(key, arrival)
  }

  #await(key: RemoteKey, arrival: Arrival): void {
    const all = () => this.#held.get(key) ?? []
    const onFlow = () => {
      clearTimeout(timer)
      if (arrival.ready || !all().includes(arrival)) return
      arrival.ready = true
      this.#publish()
      // A last picture has done what it was kept for.
      this.#drop((held) => held.ended && all().includes(held))
    }
    const timer = setTimeout(onFlow, CHANGE_MS)
    void this.#whenFlowing(arrival.stream.track).then(onFlow)
  }

  /** Drops what is gone, but keeps the last picture of each source of which nothing else is there. */
  #lose(gone: (held: Arrival) => boolean): void {
    const last = [...this.#held.values()].flatMap((all) => {
      const shown = shownOf(all)
      return shown && isPicture(shown) && all.every((held) => held.ended || gone(held)) ? [shown] : []
    })
    const fresh = last.filter(({ ended }) => !ended)
    for (const held of fresh) held.ended = true
    if (fresh.length > 0) {
      setTimeout(() => this.#drop((held) => held.ended && fresh.includes(held)), LAST_PICTURE_MS)
      this.#publish()
    }
    this.#drop((held) => gone(held) && !last.includes(held))
  }

  #drop(gone: (held: Arrival) => boolean): void {
    const closed: Arrival[] = []
    for (const [key, all] of this.#held) {
      const kept = all.filter((held) => !gone(held))
      if (kept.length === all.length) continue
      closed.push(...all.filter((held) => !kept.includes(held)))
      if (kept.length > 0) this.#held.set(key, kept)
      else this.#held.delete(key)
    }
    // First what comes instead is shown: a picture that was closed stands still.
    if (closed.length > 0) this.#publish()
    for (const { handle } of closed) handle.close()
  }

  #publish(): void {
    const streams = new Map<RemoteKey, RemoteStream>()
    const coming: RemoteStream[] = []
    for (const [key, all] of this.#held) {
      const shown = shownOf(all)
      if (!shown) continue
      if (!shown.ended) shown.ready = true
      streams.set(key, { ...shown.stream, isLast: shown.ended })
      coming.push(...all.flatMap(({ stream, ready }) => (ready ? [] : [{ ...stream, isLast: false }])))
    }
    this.#streams = streams
    this.#coming = coming
    this.change$.emit()
  }
}

/** A picture stands still when it is gone; sound that is gone is silence. */
const isPicture = ({ stream: { source } }: Arrival): boolean => source === 'camera' || source === 'screen'
