import {
  type CloseReason,
  type ConsumerId,
  ControlError,
  type EndpointId,
  type EndpointSnapshot,
  LevelMerger,
  type MeetingId,
  type NodeNotice,
  type ProducerId,
  type Via,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import type { Endpoint, EndpointOptions, OpenProducer } from './Endpoint.ts'
import { Inlets } from './Inlets.ts'
import { MeetingPart, type PartProducer } from './MeetingPart.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import type { OtherNodes } from './NodeLine.ts'
import { Outlets } from './Outlets.ts'
import { Pipes, type PipesOptions } from './Pipes.ts'
import { QualityReporter } from './QualityReporter.ts'
import type { Lease } from './Shared.ts'
import type { SubscribeResult } from './Subscriptions.ts'

export type MeetingEvents = {
  notice: [NodeNotice]
  /** The last of its workers died and took everything along. */
  lost: []
  /** The last pipe to another node was closed. */
  relayed: []
}

export type MeetingOptions = {
  readonly pipes: PipesOptions
  readonly nodes: OtherNodes
  /** Resolves when a worker is alive, or there is none for too long. */
  readonly workerAlive: () => Promise<unknown>
  /**
   * The worker of the next endpoint: one of those that carry the meeting (its home first) or another, but not `except`;
   * undefined = none is alive.
   */
  readonly place: (parts: readonly MediaWorker[], except: MediaWorker | undefined) => MediaWorker | undefined
  readonly log: Logger
}

/**
 * A meeting's media on this node: parts on one worker or several, the first of them its home, and the pipes between
 * them. Whoever asks something of an endpoint need not know which part it is on.
 */
export class Meeting extends EventEmitter<MeetingEvents> {
  readonly meetingId: MeetingId
  readonly #options: MeetingOptions
  readonly #pipes: Pipes
  readonly #inlets: Inlets
  /** The pipes through which other nodes take producers from here. */
  readonly outlets: Outlets
  readonly #quality: QualityReporter
  readonly #levels: LevelMerger<MeetingPart>
  /** The parts by their worker, home first. */
  readonly #parts = new Map<MediaWorker, MeetingPart>()
  readonly #opening = new Map<MediaWorker, Promise<MeetingPart>>()
  /** Endpoints under way, by the worker they go to. */
  readonly #joining = new Map<MediaWorker, number>()
  #closed = false

  constructor(meetingId: MeetingId, options: MeetingOptions) {
    super()
    this.meetingId = meetingId
    this.#options = options
    this.#pipes = new Pipes(options.pipes, options.log)
    this.#inlets = new Inlets(meetingId, options.nodes, options.log)
    this.outlets = new Outlets({
      meetingId,
      nodes: options.nodes,
      home: () => this.#home(),
      take: (part, producerId, via) => this.#takeOn(part, producerId, via),
      onUnused: () => this.emit('relayed'),
    })
    this.#quality = new QualityReporter(meetingId, (notice) => this.emit('notice', notice))
    this.#levels = new LevelMerger((levels) => this.emit('notice', { name: 'audioLevels', meetingId, levels }))
  }

  get parts(): MeetingPart[] {
    return [...this.#parts.values()]
  }

  get endpoints(): Endpoint[] {
    return this.parts.flatMap((part) => part.endpoints)
  }

  get snapshots(): EndpointSnapshot[] {
    return this.parts.flatMap((part) =>
      part.endpoints.map((endpoint) => ({
        endpointId: endpoint.endpointId,
        meetingId: this.meetingId,
        worker: part.worker.index,
        producers: endpoint.producerSnapshots,
        consumers: endpoint.consumerSnapshots,
      })),
    )
  }

  endpoint(endpointId: EndpointId): Endpoint | undefined {
    return this.#partOf(endpointId)?.endpoint(endpointId)
  }

  /** True when the worker carries a part of it, or is about to. */
  isOn(worker: MediaWorker): boolean {
    return this.#parts.has(worker) || this.#joining.has(worker)
  }

  /** Endpoints on a worker, those under way to it included. */
  endpointsOn(worker: MediaWorker): number {
    return (this.#parts.get(worker)?.size ?? 0) + (this.#joining.get(worker) ?? 0)
  }

  /**
   * Makes an endpoint on the part that has room. One of the same id is closed first.
   * @param apartFrom on another worker than this endpoint of the meeting
   * @throws ControlError `unavailable` if no worker is alive, or what it was opened on closes meanwhile
   */
  async openEndpoint(
    endpointId: EndpointId,
    options: EndpointOptions,
    apartFrom?: EndpointId,
  ): Promise<{ part: MeetingPart; endpoint: Endpoint }> {
    const former = this.#partOf(endpointId)
    former?.closeEndpoint(endpointId, 'replaced')
    try {
      await this.#options.workerAlive()
      const worker = this.#place(apartFrom === undefined ? undefined : this.#partOf(apartFrom)?.worker)
      return await this.#joinOn(worker, async () => {
        const part = await this.#part(worker)
        return { part, endpoint: await part.openEndpoint(endpointId, options) }
      })
    } finally {
      if (former !== undefined) this.#endIfEmpty(former)
      this.#endIfLost()
    }
  }

  closeEndpoint(endpointId: EndpointId, reason: CloseReason): void {
    const part = this.#partOf(endpointId)
    part?.closeEndpoint(endpointId, reason)
    if (part !== undefined) this.#endIfEmpty(part)
  }

  /** Gates close before any opens. An endpoint that is closing meanwhile needs none. */
  async setVoices(endpointIds: readonly EndpointId[]): Promise<void> {
    const voices = new Set(endpointIds)
    const { endpoints } = this
    const set = [
      ...endpoints.filter((e) => !voices.has(e.endpointId)).map((endpoint) => endpoint.setVoice(false)),
      ...endpoints.filter((e) => voices.has(e.endpointId)).map((endpoint) => endpoint.setVoice(true)),
    ]
    for (const outcome of await Promise.allSettled(set)) {
      if (outcome.status === 'rejected') this.#log({ err: outcome.reason }, 'a gate of an endpoint that ended')
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

  /** Sets what the endpoint receives. A producer of another part or node comes through a pipe. */
  subscribe(endpoint: Endpoint, sources: readonly WantedSource[]): Promise<SubscribeResult> {
    return endpoint.subscribe(sources, (source) => this.#take(endpoint, source))
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
    this.#closed = true
    for (const part of this.parts) part.close(reason)
    this.#parts.clear()
    this.outlets.closeAll()
    this.#pipes.close()
    this.#inlets.close()
    this.#quality.close()
    this.#levels.close()
    this.removeAllListeners()
  }

  async #take(endpoint: Endpoint, { producerId, via = [] }: WantedSource): Promise<Lease<types.Producer>> {
    const to = this.#partOf(endpoint.endpointId)
    if (to === undefined) throw new ControlError('unavailable', 'the endpoint was closed meanwhile; join again')
    const own = endpoint.producer(producerId)
    // A camera of the network does not come from its endpoint, which sees by it what the others see (SPEC 23.18).
    if (own !== undefined && own.camera === undefined && !endpoint.hearsItself)
      throw new ControlError('notYours', 'an endpoint does not receive itself')
    return this.#takeOn(to, producerId, via)
  }

  /** Gets a producer onto a part: its own, that of another part, or over the home that of another node. */
  async #takeOn(to: MeetingPart, producerId: ProducerId, via: Via): Promise<Lease<types.Producer>> {
    const found = this.#producer(producerId)
    const [home] = this.#parts.values()
    if (found?.part === to) return { value: found.open.producer, release: () => undefined }
    if (found === undefined && (via.length === 0 || home === undefined))
      throw new ControlError('producerNotFound', 'no such producer in this meeting, or it is closed')
    return this.#pipes.take(to, producerId, async (ended) => {
      const from = found?.part ?? home
      if (from === undefined || from === to) {
        return this.#inlets.carry(via, producerId, to, () => {
          ended()
          this.emit('notice', { name: 'sourceLost', meetingId: this.meetingId, producerId })
        })
      }
      return this.#pipes.carry({ from, lease: await this.#takeOn(from, producerId, via) }, to, ended)
    })
  }

  /** Opens the home if there is none yet: a meeting may be here for other nodes alone. */
  async #home(): Promise<MeetingPart> {
    const [home] = this.#parts.values()
    if (home !== undefined) return home
    await this.#options.workerAlive()
    const worker = this.#place()
    return this.#joinOn(worker, () => this.#part(worker))
  }

  #place(except?: MediaWorker): MediaWorker {
    if (this.#closed) throw closedMeanwhile()
    const worker = this.#options.place([...new Set([...this.#parts.keys(), ...this.#opening.keys()])], except)
    if (worker !== undefined) return worker
    if (except !== undefined) throw new ControlError('unavailable', 'there is no other worker; try another node')
    throw new ControlError('unavailable', 'no worker is alive; try another node, or again later')
  }

  /** Counts the join from now on, so that those who join at the same moment are not all sent to the same worker. */
  async #joinOn<T>(worker: MediaWorker, join: () => Promise<T>): Promise<T> {
    this.#joining.set(worker, (this.#joining.get(worker) ?? 0) + 1)
    try {
      return await join()
    } finally {
      const others = (this.#joining.get(worker) ?? 1) - 1
      if (others > 0) this.#joining.set(worker, others)
      else this.#joining.delete(worker)
    }
  }

  /** The part on this worker, opened if there is none. */
  async #part(worker: MediaWorker): Promise<MeetingPart> {
    const there = this.#parts.get(worker) ?? this.#opening.get(worker)
    if (there !== undefined) return there
    const opening = this.#openPart(worker)
    this.#opening.set(worker, opening)
    try {
      return await opening
    } finally {
      this.#opening.delete(worker)
    }
  }

  async #openPart(worker: MediaWorker): Promise<MeetingPart> {
    const { log } = this.#options
    const part = await MeetingPart.open(worker, log)
    if (this.#closed) {
      part.close('requested')
      throw closedMeanwhile()
    }
    this.#parts.set(worker, part)
    this.#listenTo(part)
    log.info({ meetingId: this.meetingId, worker: worker.index, parts: this.#parts.size }, 'a part of a meeting opened')
    return part
  }

  #listenTo(part: MeetingPart): void {
    const { meetingId } = this
    part.on('producerClosed', (endpointId, producerId, reason) =>
      this.emit('notice', { name: 'producerClosed', meetingId, endpointId, producerId, reason }),
    )
    part.on('transportState', (endpointId, direction, state) =>
      this.emit('notice', { name: 'transportState', meetingId, endpointId, direction, state }),
    )
    part.on('networkCamera', (endpointId, producerId, state) =>
      this.emit('notice', { name: 'networkCamera', meetingId, endpointId, producerId, state }),
    )
    part.on('producerQuality', (producerId, producer) => this.#quality.producerChanged(producerId, producer))
    part.on('line', (endpointId, step) => this.#quality.lineChanged(endpointId, step))
    part.on('consumerQuality', (endpointId, consumerId, consumer) =>
      this.#quality.consumerChanged(endpointId, consumerId, consumer),
    )
    part.on('levels', (levels) => this.#levels.heard(part, levels))
    part.on('lost', (endpointIds) => {
      this.#forget(part)
      this.emit('notice', { name: 'endpointsLost', meetingId, endpointIds })
      this.#endIfLost()
    })
  }

  /** Its home stays, with nobody in it too: the next one in finds it ready. */
  #endIfEmpty(part: MeetingPart): void {
    const isHome = part === this.parts[0]
    if (isHome || part.closed || this.endpointsOn(part.worker) > 0) return
    this.#forget(part)
    part.close('requested')
  }

  #forget(part: MeetingPart): void {
    this.#parts.delete(part.worker)
    this.#pipes.drop(part)
    this.#levels.drop(part)
  }

  /** Whoever is on the way to a part may still carry it on. */
  #endIfLost(): void {
    if (this.#closed || this.#parts.size > 0 || this.#joining.size > 0) return
    this.emit('lost')
    this.close('workerDied')
  }

  #partOf(endpointId: EndpointId): MeetingPart | undefined {
    return this.parts.find((part) => part.endpoint(endpointId) !== undefined)
  }

  #producer(producerId: ProducerId): (PartProducer & { part: MeetingPart }) | undefined {
    for (const part of this.#parts.values()) {
      const found = part.producer(producerId)
      if (found !== undefined) return { ...found, part }
    }
    return undefined
  }

  #log(fields: object, message: string): void {
    this.#options.log.debug({ ...fields, meetingId: this.meetingId }, message)
  }
}

function closedMeanwhile(): ControlError {
  return new ControlError('unavailable', 'the meeting was closed meanwhile; join again')
}
