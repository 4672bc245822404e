import { type ControlData, ControlError, type ControlResponse, type WantedSource } from '@diem-cau/sfu-contract'
import type {
  ConsumerId,
  EndpointId,
  MeetingState,
  Notice,
  ParticipantId,
  RtpCapabilities,
  Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { subscriptions } from '../../../domain/meeting/receiving/subscriptions.ts'
import {
  type EndpointLife,
  isComingIn,
  type LifeEvent,
  maySubscribe,
  newLife,
  nextLife,
  type Transports,
} from './EndpointLife.ts'
import { HeldConsumers } from './HeldConsumers.ts'
import { nextTurn, type Turn, type TurnEvent } from './Turn.ts'

/** Changes that come together become one request to the media node. */
const COALESCE_MS = 20

/** Sources that the node refused are asked for again this often, this long after (times how often it was, in milliseconds). */
const RETRIES = 3
const RETRY_MS = 1000

type Asked = PromiseSettledResult<ControlResponse<'endpoint:subscribe'>>

export type EndpointContext = {
  readonly logger: Logger
  state(): MeetingState
  speakers(): readonly ParticipantId[]
  subscribe(data: ControlData<'endpoint:subscribe'>): Promise<ControlResponse<'endpoint:subscribe'>>
  notify(notice: Notice): void
  /** What its client should receive may be something else now. */
  onReceives(): void
  /** The media node does not know the endpoint any more. */
  onVanished(): void
}

/** The media of one endpoint as signaling sees it: brings the node in line with what its client should receive. */
export class EndpointMedia {
  readonly endpointId: EndpointId
  readonly participantId: ParticipantId
  capabilities: RtpCapabilities | null = null
  readonly #context: EndpointContext
  readonly #consumers = new HeldConsumers()
  #receives: readonly WantedSource[] = []
  #life: EndpointLife
  #viewport: Viewport | null = null
  /** Requests that make a producer and are under way. */
  #producing = 0
  #turn: Turn = 'idle'
  #due: NodeJS.Timeout | undefined
  /** The request that the node answered last, or is being asked; empty = none since everything became new. */
  #sent = ''
  /** An answer that must not be told before the join is on record. */
  #heldBack: (() => void) | null = null
  #refusals = 0
  #retry: NodeJS.Timeout | undefined

  /** @param standing `atDoor` when it is prepared for somebody who is not in the meeting yet */
  constructor(
    endpointId: EndpointId,
    participantId: ParticipantId,
    context: EndpointContext,
    standing: 'atDoor' | 'away' = 'away',
  ) {
    this.endpointId = endpointId
    this.participantId = participantId
    this.#context = context
    this.#life = newLife(standing)
  }

  get transports(): Transports {
    return this.#life.transports
  }

  get isProducing(): boolean {
    return this.#producing > 0
  }

  /** Its life goes on as {@link nextLife} says, and what follows from that is done. */
  on(event: LifeEvent): void {
    const before = this.#life
    this.#life = nextLife(before, event)
    if (this.#life.generation !== before.generation) this.#forget()
    if (event.kind === 'attended' && event.viewport) this.#viewport = event.viewport
    if (event.kind === 'found' && this.#life.transports === 'alive') {
      this.#forgetConsumers()
      for (const { consumerId, producerId } of event.consumers) this.#consumers.add(consumerId, producerId)
    }
    if (!isComingIn(before) || this.#life.standing !== 'inside') return
    const heldBack = this.#heldBack
    this.#heldBack = null
    heldBack?.()
    if (before.standing === 'comingInFromDoor') this.refresh('now')
  }

  /** What its client should receive; at the door what a join will show first, as if it were shown already. */
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
  async produce<T>(make: () => Promise<T>): Promise<{ made: T; lives: () => boolean }> {
    const { generation } = this.#life
    this.#producing += 1
    try {
      return { made: await make(), lives: () => this.#life.generation === generation }
    } finally {
      this.#producing -= 1
    }
  }

  /** Brings the node in line with what the client should receive: at once, or together with what changes next. */
  refresh(when: 'now' | 'soon'): void {
    if (maySubscribe(this.#life) && this.capabilities) this.#take(when)
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
      const sources = maySubscribe(this.#life) ? this.#wanted() : null
      const request = JSON.stringify(sources)
      if (sources && request !== this.#sent) {
        this.#sent = request
        void this.#ask(sources)
        return
      }
    } catch (error) {
      this.#context.logger.error({ err: error, endpointId: this.endpointId }, 'subscriptions could not be computed')
    }
    this.#take('done')
  }

  async #ask(sources: WantedSource[]): Promise<void> {
    const { generation } = this.#life
    const [asked] = await Promise.allSettled([this.#context.subscribe({ endpointId: this.endpointId, sources })])
    if (isComingIn(this.#life)) this.#heldBack = () => this.#onAnswer(asked, generation)
    else this.#onAnswer(asked, generation)
  }

  #onAnswer(asked: Asked, generation: number): void {
    try {
      // Nothing arrived at an endpoint that was rebuilt meanwhile: what it needs now is asked for anew.
      if (generation !== this.#life.generation) this.#take('now')
      else if (asked.status === 'fulfilled') this.#onConsumers(asked.value)
      else this.#onFailure(asked.reason)
    } catch (error) {
      this.#context.logger.error({ err: error, endpointId: this.endpointId }, 'subscriptions could not be told')
    }
    this.#take('done')
  }

  #wanted(): WantedSource[] {
    const state = this.#context.state()
    const isAtDoor = this.#life.standing === 'listening'
    const ended = this.#consumers.dropEnded(state)
    // Clients in the meeting know from its events.
    if (isAtDoor && ended.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: ended })
    const sources = subscriptions({
      state,
      self: this.participantId,
      speakers: this.#context.speakers(),
      viewport: this.#viewport,
      held: this.#consumers.producerIds,
    })
    this.#receives = sources
    this.#context.onReceives()
    if (isAtDoor) return sources.map((source) => ({ ...source, paused: true }))
    this.#consumers.show(sources, state)
    return sources
  }

  #onConsumers({ consumers, closed, refused }: ControlResponse<'endpoint:subscribe'>): void {
    const { producers } = this.#context.state()
    const opened = consumers.flatMap(({ consumerId, producerId, kind, type, rtpParameters }) => {
      const producer = producers[producerId]
      // Ended while the node was asked: its consumer ended with it.
      if (!producer) return []
      this.#consumers.add(consumerId, producerId)
      const { participantId, source } = producer
      return [{ consumerId, producerId, kind, type, rtpParameters, participantId, source }]
    })
    const gone = closed.filter((consumerId) => this.#consumers.delete(consumerId))
    if (gone.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: gone })
    if (opened.length > 0) this.#context.notify({ name: 'consumersOpened', consumers: opened })
    if (refused.length === 0) {
      this.#refusals = 0
      clearTimeout(this.#retry)
      return
    }
    this.#context.logger.debug({ endpointId: this.endpointId, refused }, 'media node refused sources')
    this.#askAgain()
  }

  #onFailure(error: unknown): void {
    this.#sent = ''
    if (error instanceof ControlError && error.code === 'endpointNotFound') {
      this.#context.onVanished()
      return
    }
    this.#context.logger.warn({ err: error, endpointId: this.endpointId }, 'subscribing failed')
    this.#askAgain()
  }

  /** Later, whatever changes until then. */
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
