import { type ControlData, ControlError, type ControlResponse, type WantedSource } from '@diem-cau/sfu-contract'
import type {
  ConsumerId,
  EndpointId,
  LegId,
  MeetingState,
  Notice,
  ParticipantId,
  ProducerId,
  RtpCapabilities,
  Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { isSame, mattersTo } from '../../../domain/meeting/receiving/mattersTo.ts'
import { type FirstView, subscriptions } from '../../../domain/meeting/receiving/subscriptions.ts'
import {
  type LegLife,
  isComingIn,
  type LifeEvent,
  maySubscribe,
  newLife,
  nextLife,
  type Standing,
  type Transports,
} from './LegLife.ts'
import type { Handovers } from './Handovers.ts'
import { HeldConsumers } from './HeldConsumers.ts'
import { nodeEndpointId } from './legId.ts'
import { nextTurn, type Turn, type TurnEvent } from './Turn.ts'

/** Changes that come together become one request to the media node. */
const COALESCE_MS = 20

/** Sources that the node refused are asked for again this often, this long after (times how often it was, in milliseconds). */
const RETRIES = 3
const RETRY_MS = 1000

type Asked = PromiseSettledResult<ControlResponse<'endpoint:subscribe'>>

/** A device as the media of its endpoint sees it. */
export type Receiver = {
  /** null until it said what it can receive. */
  capabilities: RtpCapabilities | null
  /** null until it said what it shows. */
  viewport: Viewport | null
  /** What it shows until then; the stage unless told. */
  readonly opensWith?: FirstView
}

export type LegContext = {
  readonly logger: Logger
  readonly handovers: Pick<Handovers, 'formersOf' | 'isFading' | 'isEmpty' | 'newestOf'>
  state(): MeetingState
  speakers(): readonly ParticipantId[]
  subscribe(data: ControlData<'endpoint:subscribe'>): Promise<ControlResponse<'endpoint:subscribe'>>
  /** The same sources, each with the way to it if another node has it. */
  withWays(sources: readonly WantedSource[]): WantedSource[]
  /** Names the nodes that ways lead over: another text, other ways. */
  nodes(): string
  notify(notice: Notice): void
  /** Its client should perhaps receive something else now. */
  onReceives(): void
  /** The media node does not know the leg any more. */
  onVanished(): void
}

export type LegOptions = {
  readonly endpointId: EndpointId
  readonly participantId: ParticipantId
  readonly legId: LegId
  readonly receiver: Readonly<Receiver>
  readonly standing: Standing
}

/** A leg of an endpoint as signaling sees it: brings the node in line with what its client should receive over it. */
export class Leg {
  readonly legId: LegId
  /** The media node knows it under this id. */
  readonly nodeId: EndpointId
  readonly participantId: ParticipantId
  readonly #receiver: Readonly<Receiver>
  readonly #context: LegContext
  readonly #producers = new Set<ProducerId>()
  readonly #consumers = new HeldConsumers()
  #receives: readonly WantedSource[] = []
  #life: LegLife
  #worker: number | null = null
  /** Requests that make a producer and are under way. */
  #producing = 0
  #turn: Turn = 'idle'
  #due: NodeJS.Timeout | undefined
  /** The request that the node answered last, or is being asked; empty = none since everything became new. */
  #sent = ''
  /** All that what is received came of when it was looked at last; null = look at it whatever happened. */
  #mattered: readonly unknown[] | null = null
  /** An answer that must not be told before the join is on record. */
  #heldBack: (() => void) | null = null
  /** Producers whose consumers are closed first, and made again after. */
  #untold: ReadonlySet<ProducerId> = new Set()
  #refusals = 0
  /** Sources that its client's browser cannot decode, as it was told last. */
  #unplayable = ''
  #retry: NodeJS.Timeout | undefined

  constructor({ endpointId, participantId, legId, receiver, standing }: LegOptions, context: LegContext) {
    this.legId = legId
    this.nodeId = nodeEndpointId(endpointId, legId)
    this.participantId = participantId
    this.#receiver = receiver
    this.#context = context
    this.#life = newLife(standing)
  }

  get transports(): Transports {
    return this.#life.transports
  }

  get standing(): Standing {
    return this.#life.standing
  }

  /** The worker of its node that it is on; null before it is made. */
  get worker(): number | null {
    return this.#worker
  }

  get isProducing(): boolean {
    return this.#producing > 0
  }

  /** Producers that were made on it, those included that have ended meanwhile. */
  get producerIds(): ReadonlySet<ProducerId> {
    return this.#producers
  }

  /** Its life goes on as {@link nextLife} says, and what follows from that is done. */
  on(event: LifeEvent): void {
    const before = this.#life
    this.#life = nextLife(before, event)
    if (this.#life.generation !== before.generation) this.#forget()
    if (event.kind === 'made' || event.kind === 'found') this.#worker = event.worker
    if (event.kind === 'faded') this.refresh('now')
    if (event.kind === 'found' && this.#life.transports === 'alive') {
      for (const producerId of event.producers) this.#producers.add(producerId)
      this.#forgetConsumers()
      for (const { consumerId, producerId } of event.consumers) this.#consumers.add(consumerId, producerId)
      this.#consumers.confirm(event.consumers.flatMap(({ consumerId, ready }) => (ready ? [consumerId] : [])))
    }
    if (!isComingIn(before) || this.#life.standing !== 'inside') return
    const heldBack = this.#heldBack
    this.#heldBack = null
    heldBack?.()
    if (before.standing === 'comingInFromDoor') this.refresh('now')
  }

  /**
   * The sources that its client should receive; at the door those that a join will show first, as if they were shown
   * already.
   */
  get receives(): readonly WantedSource[] {
    return this.#receives
  }

  /** True if this consumer is or was one of this endpoint's. */
  owns(consumerId: ConsumerId): boolean {
    return this.#consumers.owns(consumerId)
  }

  holds(consumerId: ConsumerId): boolean {
    return this.#consumers.has(consumerId)
  }

  /**
   * Makes a producer on it.
   * @returns what `make` made, and whether the transports that it was made on are there still
   */
  async produce<T extends { readonly producerId: ProducerId }>(
    make: () => Promise<T>,
  ): Promise<{ made: T; lives: () => boolean }> {
    const { generation } = this.#life
    this.#producing += 1
    try {
      const made = await make()
      this.#producers.add(made.producerId)
      return { made, lives: () => this.#life.generation === generation }
    } finally {
      this.#producing -= 1
    }
  }

  /** Brings the node in line with what the client should receive: at once, or together with what changes next. */
  refresh(when: 'now' | 'soon'): void {
    if (maySubscribe(this.#life) && this.#receiver.capabilities) this.#take(when)
  }

  /** Tells whether its client has one of these producers, and not yet its side of the one that replaces it. */
  lags(formers: ReadonlySet<ProducerId>): boolean {
    const { handovers } = this.#context
    return this.#consumers.producerIds.some((former) => {
      if (!formers.has(former)) return false
      const newest = handovers.newestOf(former)
      const isWanted = this.#receives.some(({ producerId }) => producerId === newest)
      return newest !== former && isWanted && !this.#consumers.isConfirmed(newest)
    })
  }

  /** The client has its side of these consumers. */
  confirm(consumerIds: readonly ConsumerId[]): void {
    this.#consumers.confirm(consumerIds)
  }

  /** The client is back on another line: what it may not have heard of is made anew, and told. */
  onBack(): void {
    this.#untold = new Set(this.#consumers.unconfirmed)
    this.refresh('now')
  }

  /** A producer of another node does not come here any more: it is asked for again, as long as it is wanted. */
  onSourceLost(producerId: ProducerId): void {
    const lost = this.#consumers.deleteOf(producerId)
    if (lost.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: lost })
    this.#sent = ''
    this.refresh('now')
  }

  #take(event: TurnEvent): void {
    const before = this.#turn
    this.#turn = nextTurn(before, event)
    if (before === 'due') clearTimeout(this.#due)
    if (this.#turn === 'due') this.#due = setTimeout(() => this.#take('timeUp'), COALESCE_MS)
    const isRunning = before === 'running' || before === 'runningStale'
    if (this.#turn === 'running' && (!isRunning || event === 'done')) this.#look()
  }

  #forget(): void {
    this.#receives = []
    this.#context.onReceives()
    this.#forgetConsumers()
    this.#untold = new Set()
    this.#take('forgotten')
    clearTimeout(this.#retry)
  }

  #forgetConsumers(): void {
    this.#consumers.clear()
    this.#sent = ''
  }

  /** Looks at what the client should receive now, and asks for it if that is something else than before. */
  #look(): void {
    try {
      const matters = this.#matters()
      if (this.#sent !== '' && isSame(matters, this.#mattered)) return this.#take('done')
      this.#mattered = matters
      const sources = maySubscribe(this.#life) ? this.#context.withWays(this.#wanted()) : null
      const request = JSON.stringify(sources)
      if (sources && request !== this.#sent) {
        this.#sent = request
        void this.#ask(sources)
        return
      }
    } catch (error) {
      this.#context.logger.error({ err: error, endpointId: this.nodeId }, 'subscriptions could not be computed')
    }
    this.#take('done')
  }

  async #ask(sources: WantedSource[]): Promise<void> {
    const { generation } = this.#life
    const [asked] = await Promise.allSettled([this.#context.subscribe({ endpointId: this.nodeId, sources })])
    if (isComingIn(this.#life)) this.#heldBack = () => this.#onAnswer(asked, generation)
    else this.#onAnswer(asked, generation)
  }

  #onAnswer(asked: Asked, generation: number): void {
    try {
      // The endpoint was rebuilt meanwhile, so this answer counts for nothing: what it needs now is asked for anew.
      if (generation !== this.#life.generation) this.#take('now')
      else if (asked.status === 'fulfilled') this.#onConsumers(asked.value)
      else this.#onFailure(asked.reason)
    } catch (error) {
      this.#context.logger.error({ err: error, endpointId: this.nodeId }, 'subscriptions could not be told')
    }
    this.#take('done')
  }

  /** While something moves, or has to be told anew, everything matters. */
  #matters(): readonly unknown[] | null {
    const context = this.#context
    if (this.#untold.size > 0 || !context.handovers.isEmpty) return null
    const held = this.#consumers.producerIds
    const self = this.participantId
    const matters = mattersTo({ ...this.#receiver, state: context.state(), self, speakers: context.speakers(), held })
    return matters && [this.#life.standing, context.nodes(), ...matters]
  }

  #wanted(): WantedSource[] {
    if (this.#life.standing === 'fading') return this.#wantNothing()
    const state = this.#context.state()
    const { handovers } = this.#context
    const isAtDoor = this.#life.standing === 'listening'
    const ended = this.#consumers.dropEnded((id) => Boolean(state.producers[id]) || handovers.isFading(id))
    // Clients in the meeting know from its events.
    if (isAtDoor && ended.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: ended })
    const sources = subscriptions({
      ...this.#receiver,
      state,
      self: this.participantId,
      speakers: this.#context.speakers(),
      held: this.#consumers.producerIds,
    }).flatMap((source) => [source, ...this.#formersOf(source)])
    this.#receives = sources
    this.#context.onReceives()
    if (isAtDoor) return sources.map((source) => ({ ...source, paused: true }))
    this.#consumers.show(sources, state)
    return sources.filter(({ producerId }) => !this.#untold.has(producerId))
  }

  #wantNothing(): WantedSource[] {
    this.#receives = []
    this.#context.onReceives()
    return []
  }

  /** The producers that the source replaces. They flow on for a client that has them already (SPEC 5.14). */
  #formersOf(source: WantedSource): WantedSource[] {
    const formers = this.#context.handovers.formersOf(source.producerId)
    return formers
      .filter((former) => this.#consumers.producerIds.includes(former))
      .map((producerId) => ({ ...source, producerId }))
  }

  #onConsumers({ consumers, closed, refused }: ControlResponse<'endpoint:subscribe'>): void {
    const { producers } = this.#context.state()
    const gone = closed.filter((consumerId) => this.#consumers.delete(consumerId))
    const held = new Set(this.#receives.flatMap((source) => (source.paused ? [source.producerId] : [])))
    const opened = consumers.flatMap(({ consumerId, producerId, kind, type, rtpParameters, producerPaused }) => {
      const producer = producers[producerId]
      // The producer ended while the node was asked, and its consumer with it.
      if (!producer) return []
      // An older consumer of it is gone: the way to it was lost, and this one was made anew.
      gone.push(...this.#consumers.deleteOf(producerId))
      this.#consumers.add(consumerId, producerId)
      const { participantId, source } = producer
      const paused = producerPaused || held.has(producerId)
      return [{ consumerId, producerId, kind, type, rtpParameters, participantId, source, paused }]
    })
    if (this.#untold.size > 0) {
      this.#untold = new Set()
      this.#take('now')
    }
    if (gone.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: gone })
    if (opened.length > 0) this.#context.notify({ name: 'consumersOpened', leg: this.legId, consumers: opened })
    this.#tellUnplayable(refused)
    if (refused.length === 0) {
      this.#refusals = 0
      clearTimeout(this.#retry)
      return
    }
    this.#context.logger.debug({ endpointId: this.nodeId, refused }, 'media node refused sources')
    this.#askAgain()
  }

  #tellUnplayable(refused: ControlResponse<'endpoint:subscribe'>['refused']): void {
    const producerIds = refused
      .flatMap(({ producerId, error }) => (error.code === 'unsupportedMedia' ? [producerId] : []))
      .toSorted()
    if (producerIds.join() === this.#unplayable) return
    this.#unplayable = producerIds.join()
    this.#context.notify({ name: 'sourcesUnplayable', producerIds })
  }

  #onFailure(error: unknown): void {
    this.#sent = ''
    if (error instanceof ControlError && error.code === 'endpointNotFound') {
      this.#context.onVanished()
      return
    }
    this.#context.logger.warn({ err: error, endpointId: this.nodeId }, 'subscribing failed')
    this.#askAgain()
  }

  /** Asks again later, whatever changes until then. */
  #askAgain(): void {
    if (this.#refusals >= RETRIES) return
    this.#refusals += 1
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      this.#sent = ''
      this.refresh('now')
    }, RETRY_MS * this.#refusals)
  }
}
