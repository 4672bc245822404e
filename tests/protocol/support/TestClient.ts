import {
  type DeviceId,
  type EndpointId,
  initialState,
  type LoggedEvent,
  type MeetingId,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
  reduce,
  type RequestResponse,
  type Source,
  type Sync,
  type Viewport,
} from '@diem-cau/signaling-contract'
import { FakeMedia, type Received } from './FakeMedia.ts'
import { workerDied } from './LegFollower.ts'
import { type SocketOptions, TestSocket } from './TestSocket.ts'

export interface JoinOptions {
  readonly takeover?: boolean
  readonly viewport?: Viewport | null
  readonly resume?: { endpointId: EndpointId; seq: number } | null
  readonly deviceName?: string
  readonly prepared?: EndpointId | null
}

/** One room's device in a meeting: the socket, the state by `reduce`, and fake media. */
export class TestClient {
  readonly socket: TestSocket
  readonly media: FakeMedia
  readonly meetingId: MeetingId
  state: MeetingState
  seq = 0
  participantId!: ParticipantId
  endpointId!: EndpointId
  /** Every event in the order it was reduced. */
  readonly events: LoggedEvent[] = []
  /** Set when something went wrong where nobody could catch it. */
  fault: unknown = null
  #joined = false
  #early: LoggedEvent[] = []
  #consuming: Promise<void> = Promise.resolve()

  private constructor(socket: TestSocket, media: FakeMedia, meetingId: MeetingId) {
    this.socket = socket
    this.media = media
    this.meetingId = meetingId
    this.state = initialState(meetingId)
    socket.onNotice((notice) => this.#take(notice))
  }

  /** Connects and loads the device, as a lobby does. */
  static async connect(options: SocketOptions, meetingId: MeetingId): Promise<TestClient> {
    const socket = await TestSocket.connect(options)
    return new TestClient(socket, await FakeMedia.create(socket), meetingId)
  }

  get deviceId(): DeviceId {
    return this.socket.deviceId
  }

  /** Stands at the door: transports of a prepared endpoint, or null when the server gives none. */
  async prepare(): Promise<EndpointId | null> {
    const rtpCapabilities = await this.media.describe()
    if (!rtpCapabilities) throw new Error('no codecs without a media node')
    const { prepared } = await this.socket.request('media:prepare', { meetingId: this.meetingId, rtpCapabilities })
    if (prepared) await this.media.open(prepared)
    return prepared?.endpointId ?? null
  }

  async join(options: JoinOptions = {}): Promise<RequestResponse<'meeting:join'>> {
    const rtpCapabilities = await this.media.describe()
    const answer = await this.socket.request('meeting:join', {
      meetingId: this.meetingId,
      deviceName: options.deviceName ?? 'Thử nghiệm',
      takeover: options.takeover ?? false,
      resume: options.resume ?? null,
      prepared: options.prepared ?? null,
      rtpCapabilities,
      viewport: options.viewport ?? null,
    })
    this.participantId = answer.participantId
    this.endpointId = answer.endpointId
    this.#sync(answer.sync)
    this.#joined = true
    const early = this.#early
    this.#early = []
    this.#reduceAll(early.filter(({ seq }) => seq > this.seq))
    if (answer.media.kind === 'fresh') await this.media.open(answer.media)
    return answer
  }

  async resync(): Promise<Sync> {
    const sync = await this.socket.request('meeting:resync', { seq: this.seq })
    this.#sync(sync)
    return sync
  }

  /** New transports after `mediaLost` or `mediaReady`. */
  async rebuild(): Promise<void> {
    // First, so that what is offered on the new transports is not made on the old ones.
    this.media.close()
    await this.media.open(await this.socket.request('media:rebuild', {}))
  }

  produce(source: Source, paused = false): Promise<ProducerId> {
    return this.media.produce(source, paused)
  }

  #sync(sync: Sync): void {
    switch (sync.kind) {
      case 'snapshot':
        this.state = sync.state
        this.seq = sync.seq
        return
      case 'events':
        this.#reduceAll(sync.events)
        return
      default:
        sync satisfies never
    }
  }

  #reduceAll(events: readonly LoggedEvent[]): void {
    for (const logged of events) {
      if (logged.seq !== this.seq + 1) throw new Error(`seq ${logged.seq} came after ${this.seq}`)
      this.seq = logged.seq
      const { producers } = this.state
      this.state = reduce(this.state, logged)
      this.events.push(logged)
      // What arrives of who moves flows on until the server closes it (SPEC 5.14).
      const { event } = logged
      if (event.type === 'producerClosed' && event.reason === 'moved') continue
      this.#dropEnded(Object.keys(producers).filter((id) => !(id in this.state.producers)))
    }
  }

  /** A producer that ended takes its consumers along; `consumersClosed` is for those that live on. */
  #dropEnded(producerIds: readonly string[]): void {
    if (producerIds.length === 0) return
    const ended = [...this.media.received.values()].filter(({ producerId }) => producerIds.includes(producerId))
    this.media.drop(ended.map(({ consumerId }) => consumerId))
  }

  #take(notice: Notice): void {
    if (notice.name === 'events') {
      if (this.#joined) this.#guard(() => this.#reduceAll(notice.events))
      else this.#early.push(...notice.events)
    }
    this.media.onNotice(notice)
    if (notice.name === 'consumersClosed') this.media.drop(notice.consumerIds)
    if (notice.name === 'consumersOpened') {
      this.#consuming = this.#consuming
        .then(() => this.media.consume(notice))
        .then(() => this.socket.poke())
        .catch((error: unknown) => {
          if (!workerDied(error)) this.fault ??= error
          this.socket.poke()
        })
    }
  }

  #guard(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.fault ??= error
    }
  }

  /** Waits until the probe finds something; fails at once if this client had a fault. */
  until<T>(what: string, probe: (client: this) => T | null | undefined | false, timeoutMs?: number): Promise<T> {
    return this.socket.until(
      what,
      () => {
        const fault = this.fault ?? this.media.fault
        if (fault) throw fault
        return probe(this)
      },
      timeoutMs,
    )
  }

  /** Finds what arrives here just now from one participant and source. */
  receives(from: ParticipantId, source: Source): Received | undefined {
    return [...this.media.received.values()].find((one) => one.participantId === from && one.source === source)
  }

  producerOf(participantId: ParticipantId, source: Source) {
    return Object.values(this.state.producers).find((p) => p.participantId === participantId && p.source === source)
  }

  close(): void {
    this.media.close()
    this.socket.close()
  }
}
