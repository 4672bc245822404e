import {
  type ConsumerId,
  ControlAuth,
  type ControlData,
  ControlError,
  ControlRequest,
  type ControlRequestName,
  controlRequests,
  type ControlResponse,
  type EndpointId,
  type MeetingId,
  type MeetingSnapshot,
  NodeId,
  type NodeNotice,
  ORPHAN_GRACE_MS,
  type OwnerId,
  type ProducerId,
  type RtpCapabilities,
  type Source,
} from '@diem-cau/sfu-contract'
import { FakeEndpoint, type FakeProducer } from './FakeEndpoint.ts'
import type { Listener } from './Path.ts'
import type { ServerLine } from './ServerLine.ts'
import { newScope, type Scope, type VirtualClock } from './VirtualClock.ts'

interface Owned {
  owner: OwnerId
  readonly endpoints: Map<EndpointId, FakeEndpoint>
  grace: unknown
}

/** One stream that reaches somebody now. */
export interface Flow {
  readonly producerId: ProducerId
  readonly consumerId: ConsumerId
  readonly to: EndpointId
  readonly from: EndpointId
  readonly source: Source
}

export interface NodeEvents {
  /** Something of it is different now. */
  changed(): void
  /** A client's transport carries nothing any more. */
  transportGone(transportId: string): void
}

export const CAPABILITIES: RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [],
}

const ice = { usernameFragment: 'u', password: 'p' }
const dtls = {
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AA').join(':') }],
}
let made = 0

/** A media node that answers the control API as the contract says, and moves nothing but names. */
export class FakeNode implements Listener {
  readonly scope: Scope
  readonly nodeId: NodeId
  /** Time that it takes to make transports, in milliseconds. */
  joinMs = 3
  lastAsked: ControlRequestName | null = null
  readonly #clock: VirtualClock
  readonly #events: NodeEvents
  readonly #links = new Map<OwnerId, ServerLine>()
  readonly #meetings = new Map<MeetingId, Owned>()
  /** One thing at a time for an endpoint that joins or leaves. */
  readonly #queues = new Map<EndpointId, Promise<unknown>>()

  constructor(clock: VirtualClock, events: NodeEvents) {
    this.nodeId = NodeId.parse(`node-${++made}`)
    this.scope = newScope(this.nodeId)
    this.#clock = clock
    this.#events = events
  }

  get endpoints(): FakeEndpoint[] {
    return [...this.#meetings.values()].flatMap(({ endpoints }) => [...endpoints.values()])
  }

  /** All that is forwarded now. */
  get flows(): Flow[] {
    const open = new Map(
      this.endpoints.flatMap(({ of: from, flowing }) =>
        flowing.map(({ producerId, source }) => [producerId, { from, producerId, source }] as const),
      ),
    )
    return this.endpoints.flatMap(({ of: to, consumers }) =>
      [...consumers.values()].flatMap(({ consumerId, producerId, ready, paused }) => {
        const from = open.get(producerId)
        return from && ready && !paused ? [{ to, consumerId, ...from }] : []
      }),
    )
  }

  accept(auth: unknown, line: ServerLine): Promise<void> {
    const { owner } = ControlAuth.parse(auth)
    const former = this.#links.get(owner)
    this.#links.set(owner, line)
    former?.disconnect(true)
    for (const owned of this.#meetings.values()) if (owned.owner === owner) this.#clock.clear(owned.grace)
    line.onAny((_event, message, ack) => {
      if (typeof ack === 'function') void this.#answer(owner, message).then((answer) => void ack(answer))
    })
    line.on('disconnect', () => {
      if (this.#links.get(owner) !== line) return
      this.#links.delete(owner)
      for (const [meetingId, owned] of this.#meetings) if (owned.owner === owner) this.#startGrace(meetingId, owned)
    })
    line.accepted()
    return Promise.resolve()
  }

  /** Its process is gone. */
  die(): void {
    this.scope.dead = true
    for (const { transports } of this.endpoints) this.#gone(transports)
    this.#meetings.clear()
  }

  /** A worker is gone, with all it carried; another one is there at once. */
  loseWorker(): void {
    for (const [meetingId, owned] of this.#meetings) {
      const endpointIds = [...owned.endpoints.keys()]
      for (const { transports } of owned.endpoints.values()) this.#gone(transports)
      this.#meetings.delete(meetingId)
      this.#links
        .get(owned.owner)
        ?.emit('notice', { name: 'endpointsLost', meetingId, endpointIds } satisfies NodeNotice)
    }
    this.#events.changed()
  }

  /** Everybody whose microphone is open speaks. */
  reportLevels(): void {
    for (const [meetingId, owned] of this.#meetings) {
      const levels = [...owned.endpoints.values()].flatMap(({ voice, producers }) => {
        const mic = producers.get('mic')
        return mic && voice && !mic.ownPause ? [{ producerId: mic.producerId, dBov: -20 }] : []
      })
      this.#links.get(owned.owner)?.emit('notice', { name: 'audioLevels', meetingId, levels } satisfies NodeNotice)
    }
  }

  async #answer(owner: OwnerId, message: unknown): Promise<unknown> {
    try {
      const { name, data } = ControlRequest.parse(message)
      const row = controlRequests[name as ControlRequestName]
      this.lastAsked = name as ControlRequestName
      const answer = await this.#run(owner, name as ControlRequestName, row.data.parse(data))
      this.#events.changed()
      return { ok: true, data: answer }
    } catch (error) {
      const code = error instanceof ControlError ? error.code : 'internal'
      return { ok: false, error: { code, message: String(error) } }
    }
  }

  /** @param data parsed by the schema of the name */
  #run(owner: OwnerId, name: ControlRequestName, data: unknown): unknown {
    const is = <N extends ControlRequestName>(_name: N) => data as ControlData<N>
    switch (name) {
      case 'node:describe':
        return {
          nodeId: this.nodeId,
          version: '0',
          startedAt: 0,
          region: '',
          limits: { meetings: null, endpoints: null },
          draining: false,
          routerRtpCapabilities: CAPABILITIES,
          workers: [
            {
              index: 0,
              pid: 1,
              cpu: 0,
              meetings: 0,
              endpoints: 0,
              producers: 0,
              consumers: 0,
              bitrateIn: 0,
              bitrateOut: 0,
            },
          ],
        }
      case 'node:tryWay':
        return { control: null, udp: null, bitrate: null }
      case 'node:tryCamera':
        return { state: { is: 'away', fault: 'noAnswer' } }
      case 'node:clock':
        return { now: Date.now() }
      case 'node:drain':
      case 'endpoint:stats':
        return {}
      case 'meeting:list':
        return { meetings: [...this.#meetings.keys()].map((id) => this.#snapshot(id)) }
      case 'meeting:takeOver':
        return this.#takeOver(owner, is('meeting:takeOver').meetingId)
      case 'meeting:close': {
        const { meetingId } = is('meeting:close')
        if (!this.#meetings.has(meetingId)) return {}
        for (const endpoint of this.#owned(owner, meetingId).endpoints.values()) this.#close(endpoint, 'requested')
        this.#meetings.delete(meetingId)
        return {}
      }
      case 'meeting:setVoices': {
        const { meetingId, endpointIds } = is('meeting:setVoices')
        for (const endpoint of this.#owned(owner, meetingId).endpoints.values())
          endpoint.voice = endpointIds.includes(endpoint.endpointId)
        return {}
      }
      case 'endpoint:join':
        return this.#queued(is('endpoint:join').endpointId, () => this.#join(owner, is('endpoint:join')))
      case 'endpoint:leave':
        return this.#queued(is('endpoint:leave').endpointId, () => this.#leave(owner, is('endpoint:leave').endpointId))
      case 'endpoint:capabilities':
        this.#find(owner, is('endpoint:capabilities').endpointId).capabilities =
          is('endpoint:capabilities').rtpCapabilities
        return {}
      case 'endpoint:connect':
        this.#find(owner, is('endpoint:connect').endpointId)
        return {}
      case 'endpoint:restartIce':
        this.#find(owner, is('endpoint:restartIce').endpointId)
        return { iceParameters: ice }
      case 'endpoint:produce':
        return this.#produce(this.#find(owner, is('endpoint:produce').endpointId), is('endpoint:produce'))
      case 'endpoint:produceFrom':
        throw new ControlError('unsupportedMedia', 'there are no cameras here')
      case 'endpoint:setProducerPaused': {
        const { endpointId, producerId, paused } = is('endpoint:setProducerPaused')
        this.#own(this.#find(owner, endpointId), producerId).ownPause = paused
        return {}
      }
      case 'endpoint:closeProducer': {
        const { endpointId, producerId } = is('endpoint:closeProducer')
        const endpoint = this.#find(owner, endpointId)
        for (const [source, producer] of endpoint.producers)
          if (producer.producerId === producerId) this.#end(endpoint, source)
        return {}
      }
      case 'endpoint:subscribe':
        return this.#subscribe(this.#find(owner, is('endpoint:subscribe').endpointId), is('endpoint:subscribe'))
      case 'endpoint:resume': {
        const { endpointId, consumerIds } = is('endpoint:resume')
        this.#find(owner, endpointId).resume(consumerIds)
        return {}
      }
      default:
        return name satisfies never
    }
  }

  async #join(
    owner: OwnerId,
    { meetingId, endpointId, rtpCapabilities, voice }: ControlData<'endpoint:join'>,
  ): Promise<ControlResponse<'endpoint:join'>> {
    if (this.#meetings.has(meetingId)) this.#owned(owner, meetingId)
    await new Promise<void>((resolve) => void this.#clock.after(this.joinMs, resolve, this.scope))
    const owned = this.#meetings.get(meetingId) ?? {
      owner,
      endpoints: new Map<EndpointId, FakeEndpoint>(),
      grace: undefined,
    }
    if (owned.owner !== owner) throw new ControlError('notYours', 'the meeting belongs to another owner')
    this.#meetings.set(meetingId, owned)
    if (!this.#links.has(owner)) this.#startGrace(meetingId, owned)
    const former = owned.endpoints.get(endpointId)
    if (former) this.#close(former, 'endpointLeft')
    const endpoint = new FakeEndpoint({ endpointId, meetingId, capabilities: rtpCapabilities, voice })
    const { transports } = endpoint
    owned.endpoints.set(endpointId, endpoint)
    const side = (id: string) => ({ id, iceParameters: ice, iceCandidates: [], dtlsParameters: dtls })
    return { worker: 0, routerRtpCapabilities: CAPABILITIES, send: side(transports.send), recv: side(transports.recv) }
  }

  #leave(owner: OwnerId, endpointId: EndpointId): object {
    const endpoint = this.endpoints.find((one) => one.endpointId === endpointId)
    if (!endpoint) return {}
    this.#close(endpoint, 'endpointLeft', this.#owned(owner, endpoint.meetingId))
    return {}
  }

  #produce(
    endpoint: FakeEndpoint,
    { source, paused }: ControlData<'endpoint:produce'>,
  ): ControlResponse<'endpoint:produce'> {
    const former = endpoint.producers.get(source)
    if (former) {
      this.#end(endpoint, source)
      this.#tell(endpoint, former.producerId, 'replaced')
    }
    return { producerId: endpoint.produce(source, paused).producerId }
  }

  #subscribe(
    endpoint: FakeEndpoint,
    { sources }: ControlData<'endpoint:subscribe'>,
  ): ControlResponse<'endpoint:subscribe'> {
    const there = this.endpoints
      .filter(({ meetingId }) => meetingId === endpoint.meetingId)
      .flatMap(({ producers }) => [...producers.values()].map((p) => [p.producerId, p] as const))
    return endpoint.subscribe(sources, new Map(there))
  }

  #takeOver(owner: OwnerId, meetingId: MeetingId): MeetingSnapshot {
    const owned = this.#meetings.get(meetingId)
    if (!owned) throw new ControlError('meetingNotFound', 'no such meeting on this node')
    this.#clock.clear(owned.grace)
    if (owned.owner !== owner)
      this.#links.get(owned.owner)?.emit('notice', { name: 'meetingTaken', meetingId, owner } satisfies NodeNotice)
    owned.owner = owner
    return this.#snapshot(meetingId)
  }

  #snapshot(meetingId: MeetingId): MeetingSnapshot {
    const owned = this.#meetings.get(meetingId)
    return {
      meetingId,
      owner: owned && this.#links.has(owned.owner) ? owned.owner : null,
      endpoints: [...(owned?.endpoints.values() ?? [])].map(({ snapshot }) => snapshot),
    }
  }

  #startGrace(meetingId: MeetingId, owned: Owned): void {
    this.#clock.clear(owned.grace)
    owned.grace = this.#clock.after(
      ORPHAN_GRACE_MS,
      () => {
        if (this.#meetings.get(meetingId) !== owned) return
        for (const { transports } of owned.endpoints.values()) this.#gone(transports)
        this.#meetings.delete(meetingId)
        this.#events.changed()
      },
      this.scope,
    )
  }

  #close(
    endpoint: FakeEndpoint,
    reason: 'requested' | 'endpointLeft',
    owned = this.#meetings.get(endpoint.meetingId),
  ): void {
    for (const { source, producerId } of endpoint.producers.values()) {
      this.#end(endpoint, source)
      this.#tell(endpoint, producerId, reason)
    }
    owned?.endpoints.delete(endpoint.endpointId)
    this.#gone(endpoint.transports)
  }

  #end(endpoint: FakeEndpoint, source: Source): void {
    const producer = endpoint.producers.get(source)
    if (!producer) return
    endpoint.producers.delete(source)
    for (const { consumers } of this.endpoints) consumers.delete(producer.producerId)
  }

  #tell(
    { meetingId, endpointId }: FakeEndpoint,
    producerId: ProducerId,
    reason: 'replaced' | 'requested' | 'endpointLeft',
  ): void {
    const owner = this.#meetings.get(meetingId)?.owner
    if (owner)
      this.#links
        .get(owner)
        ?.emit('notice', { name: 'producerClosed', meetingId, endpointId, producerId, reason } satisfies NodeNotice)
  }

  #gone({ send, recv }: FakeEndpoint['transports']): void {
    this.#events.transportGone(send)
    this.#events.transportGone(recv)
  }

  #find(owner: OwnerId, endpointId: EndpointId): FakeEndpoint {
    const endpoint = this.endpoints.find((one) => one.endpointId === endpointId)
    if (!endpoint) throw new ControlError('endpointNotFound', 'no such endpoint on this node; join again')
    this.#owned(owner, endpoint.meetingId)
    return endpoint
  }

  #owned(owner: OwnerId, meetingId: MeetingId): Owned {
    const owned = this.#meetings.get(meetingId)
    if (!owned) throw new ControlError('meetingNotFound', 'no such meeting on this node')
    if (owned.owner !== owner) throw new ControlError('notYours', 'the meeting belongs to another owner')
    return owned
  }

  #own(endpoint: FakeEndpoint, producerId: ProducerId): FakeProducer {
    const producer = [...endpoint.producers.values()].find((one) => one.producerId === producerId)
    if (producer) return producer
    const elsewhere = this.endpoints.some(({ producers }) =>
      [...producers.values()].some((one) => one.producerId === producerId),
    )
    throw new ControlError(elsewhere ? 'notYours' : 'producerNotFound', 'no such producer, or it is closed')
  }

  #queued<T>(endpointId: EndpointId, work: () => T | Promise<T>): Promise<T> {
    const run = (this.#queues.get(endpointId) ?? Promise.resolve()).then(work)
    this.#queues.set(
      endpointId,
      run.catch(() => undefined),
    )
    return run
  }
}
