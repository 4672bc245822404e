import { type ControlData, ControlError, type ControlResponse, type WantedSource } from '@diem-cau/sfu-contract'
import type {
  ConsumerId,
  EndpointId,
  MeetingState,
  Notice,
  ParticipantId,
  ProducerId,
  RtpCapabilities,
  Viewport,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { subscriptions } from '../../../domain/meeting/receiving/subscriptions.ts'

/** Changes that come together become one request to the media node. */
const COALESCE_MS = 20

/** What the node refused is asked for again this often, this long after. */
const RETRIES = 3
const RETRY_MS = 1000

/** Consumer ids remembered as having been this endpoint's. */
const MAX_REMEMBERED = 5000

/**
 * `new`: nothing was asked of a node yet. `starting`: its transports are being made. `waiting`: its client was answered
 * that there is no node, and is told when there is one. `alive`: has transports at the node.
 * `lost`: had them; the client was or will be told to rebuild.
 */
export type EndpointStatus = 'new' | 'starting' | 'waiting' | 'alive' | 'lost'

export type EndpointContext = {
  readonly logger: Logger
  state(): MeetingState
  speakers(): readonly ParticipantId[]
  subscribe(data: ControlData<'endpoint:subscribe'>): Promise<ControlResponse<'endpoint:subscribe'>>
  notify(notice: Notice): void
  /** The media node does not know the endpoint any more. */
  vanished(): void
}

/** One endpoint's media as signaling sees it: what it should receive, and what it does. */
export class EndpointMedia {
  readonly endpointId: EndpointId
  readonly participantId: ParticipantId
  capabilities: RtpCapabilities | null = null
  /** A request that makes a producer is under way. */
  producing = 0
  #status: EndpointStatus = 'new'
  #viewport: Viewport | null = null
  /** False until its client is there: an endpoint taken over keeps what it receives until then. */
  #present = false
  /** At the door (SPEC 5.8): everything it will need first is made for it, and nothing of it flows. */
  #atDoor = false
  /** Whether the join that made it came to be: before that nothing of it may reach anybody. */
  #joined: Promise<boolean> = Promise.resolve(true)
  readonly #context: EndpointContext
  readonly #held = new Map<ConsumerId, ProducerId>()
  readonly #remembered = new Set<ConsumerId>()
  /** Video, the one that was on screen last first. */
  #lastShown: ProducerId[] = []
  #sent = ''
  #running = false
  #again = false
  #refusals = 0
  #timer: NodeJS.Timeout | undefined
  #generation = 0

  constructor(endpointId: EndpointId, participantId: ParticipantId, context: EndpointContext) {
    this.endpointId = endpointId
    this.participantId = participantId
    this.#context = context
  }

  get status(): EndpointStatus {
    return this.#status
  }

  /** Another one means: everything at the node is new. */
  get generation(): number {
    return this.#generation
  }

  /** New transports are asked for. */
  starts(): void {
    this.#forget()
    this.#status = 'starting'
  }

  /** It has new transports and nothing on them. */
  made(): void {
    this.#forget()
    this.#status = 'alive'
  }

  /** It has transports before anybody joined with it; {@link joins} lets it in. */
  prepared(): void {
    this.made()
    this.#atDoor = true
  }

  /** It was found at the node with these consumers. */
  found(consumers: readonly { consumerId: ConsumerId; producerId: ProducerId }[]): void {
    this.#status = 'alive'
    this.#sent = ''
    this.#held.clear()
    for (const { consumerId, producerId } of consumers) this.#hold(consumerId, producerId)
  }

  /** All it had is gone. */
  lost(): void {
    this.#forget()
    if (this.#status === 'alive') this.#status = 'lost'
  }

  /** Nothing could be made just now. */
  waits(): void {
    this.#forget()
    this.#status = 'waiting'
  }

  /** The client is there, and shows this; null leaves it as it was. */
  shows(viewport: Viewport | null): void {
    this.#present = true
    if (viewport) this.#viewport = viewport
  }

  /** The join is on its way to the disk: the node may be asked meanwhile, the client hears of it after. */
  joins(committed: Promise<void>): void {
    this.#joined = committed.then(
      () => {
        this.#atDoor = false
        return true
      },
      () => false,
    )
  }

  /** Whether this consumer is or was one of this endpoint's. */
  owns(consumerId: ConsumerId): boolean {
    return this.#remembered.has(consumerId)
  }

  holds(consumerId: ConsumerId): boolean {
    return this.#held.has(consumerId)
  }

  /** Brings the node in line with what the client should receive: at once, or together with what changes next. */
  refresh(when: 'now' | 'soon'): void {
    if (this.#status !== 'alive' || !this.#present || !this.capabilities) return
    if (this.#running) {
      this.#again = true
      return
    }
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (when === 'now') void this.#run()
    else this.#timer = setTimeout(() => void this.#run(), COALESCE_MS)
  }

  close(): void {
    this.#forget()
    this.#status = 'lost'
  }

  #forget(): void {
    this.#generation += 1
    this.#held.clear()
    this.#sent = ''
    clearTimeout(this.#timer)
  }

  async #run(): Promise<void> {
    this.#running = true
    try {
      do {
        this.#again = false
        await this.#subscribe()
      } while (this.#again && this.#status === 'alive')
    } catch (error) {
      this.#context.logger.error({ err: error, endpointId: this.endpointId }, 'subscriptions could not be computed')
    } finally {
      this.#running = false
    }
  }

  async #subscribe(): Promise<void> {
    // What was made at the door flows as soon as the node is asked: not before the join is on the disk.
    if (this.#atDoor && !(await this.#joined)) return
    if (this.#status !== 'alive') return
    const sources = this.#wanted()
    const sent = JSON.stringify(sources)
    if (sent === this.#sent) return
    const generation = this.#generation
    this.#sent = sent
    const [asked] = await Promise.allSettled([this.#context.subscribe({ endpointId: this.endpointId, sources })])
    if (!(await this.#joined)) return
    // Nothing arrived at an endpoint that was rebuilt meanwhile: what it needs now is asked for anew.
    if (generation !== this.#generation) this.#again = true
    else if (asked.status === 'fulfilled') this.#answered(asked.value)
    else {
      this.#sent = ''
      this.#failed(asked.reason)
    }
  }

  #wanted(): WantedSource[] {
    const state = this.#context.state()
    const ended = [...this.#held].flatMap(([consumerId, producerId]) =>
      state.producers[producerId] ? [] : [consumerId],
    )
    for (const consumerId of ended) this.#held.delete(consumerId)
    // Who is in the meeting knows from its events.
    if (this.#atDoor && ended.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: ended })
    const holds = new Set(this.#held.values())
    const video = this.#lastShown.filter((id) => holds.has(id))
    const sources = subscriptions({
      state,
      self: this.participantId,
      speakers: this.#context.speakers(),
      viewport: this.#viewport,
      held: [...new Set([...video, ...holds])],
    })
    if (this.#atDoor) return sources.map((source) => ({ ...source, paused: true }))
    const shown = sources.filter((s) => !s.paused).map((s) => s.producerId)
    this.#lastShown = [...new Set([...shown, ...this.#lastShown])].filter((id) => state.producers[id])
    return sources
  }

  #answered({ consumers, closed, refused }: ControlResponse<'endpoint:subscribe'>): void {
    const { producers } = this.#context.state()
    const opened = consumers.flatMap(({ consumerId, producerId, kind, type, rtpParameters }) => {
      const producer = producers[producerId]
      // Ended while the node was asked: its consumer ended with it.
      if (!producer) return []
      this.#hold(consumerId, producerId)
      const { participantId, source } = producer
      return [{ consumerId, producerId, kind, type, rtpParameters, participantId, source }]
    })
    const gone = closed.filter((consumerId) => this.#held.delete(consumerId))
    if (gone.length > 0) this.#context.notify({ name: 'consumersClosed', consumerIds: gone })
    if (opened.length > 0) this.#context.notify({ name: 'consumersOpened', consumers: opened })
    if (refused.length === 0) {
      this.#refusals = 0
      return
    }
    this.#context.logger.debug({ endpointId: this.endpointId, refused }, 'media node refused sources')
    this.#retry()
  }

  #failed(error: unknown): void {
    if (error instanceof ControlError && error.code === 'endpointNotFound') {
      this.#context.vanished()
      return
    }
    this.#context.logger.warn({ err: error, endpointId: this.endpointId }, 'subscribing failed')
    this.#retry()
  }

  #retry(): void {
    if (this.#refusals >= RETRIES) return
    this.#refusals += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#sent = ''
      this.refresh('now')
    }, RETRY_MS * this.#refusals)
  }

  #hold(consumerId: ConsumerId, producerId: ProducerId): void {
    this.#held.set(consumerId, producerId)
    this.#remembered.add(consumerId)
    const oldest = this.#remembered.values().next()
    if (this.#remembered.size > MAX_REMEMBERED && !oldest.done) this.#remembered.delete(oldest.value)
  }
}
