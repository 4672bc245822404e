import type { types } from 'mediasoup-client'
import type { MediaDevice } from '../../web-client/src/live/media/MediaDevice.ts'
import { asTrack, FakeProducer } from '../../web-client/src/live/testing/FakeDevice.ts'
import { FakeTrack } from '../../web-client/src/live/testing/fakeBrowser.ts'
import { CAPABILITIES } from './FakeNode.ts'
import type { Scope, VirtualClock } from './VirtualClock.ts'

/** Connecting to the media node takes so long, and so long a browser takes to notice that it is cut off, in milliseconds. */
const STANDS_MS = 5
const NOTICES_MS = 5_000
/** The time between two packets of sound, in milliseconds. */
const PACKET_MS = 20

const dtlsParameters = {
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'BB').join(':') }],
}

type Heard = (...args: never[]) => void

/** One direction, as mediasoup-client has it: negotiates with the first that it carries. */
export class FakeTransport {
  readonly id: string
  closed = false
  readonly #device: FakeDevice
  readonly #listeners: { readonly event: string; readonly heard: Heard }[] = []
  #connecting = false

  constructor(id: string, device: FakeDevice) {
    this.id = id
    this.#device = device
  }

  on(event: string, heard: Heard): this {
    this.#listeners.push({ event, heard })
    return this
  }

  async consume({ id, kind }: types.ConsumerOptions) {
    this.#negotiate()
    await Promise.resolve()
    if (this.closed) throw new Error('closed')
    this.#device.consuming.add(id)
    const track = new FakeTrack(kind)
    track.muted = true
    this.#listenFor(id, track)
    return { track: asTrack(track), close: () => void this.#device.consuming.delete(id) }
  }

  async produce({ track, encodings = [], appData = {} }: types.ProducerOptions) {
    this.#negotiate()
    await Promise.resolve()
    const codec =
      track?.kind === 'audio'
        ? { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }
        : { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }
    const { id } = await new Promise<{ id: string }>((resolve, reject) => {
      this.#tell('produce', { rtpParameters: { codecs: [codec] }, appData }, resolve, reject)
    })
    if (this.closed) throw new Error('closed')
    const producer = new FakeProducer(id, track ?? null, encodings.length)
    this.#device.producing.set(id, producer)
    return producer
  }

  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map())
  }

  updateIceServers(): Promise<void> {
    return Promise.resolve()
  }

  async restartIce(): Promise<void> {
    await Promise.resolve()
    if (this.#device.world.isThere(this.id)) this.#tell('connectionstatechange', 'connected')
  }

  close(): void {
    this.closed = true
    this.#device.world.closed(this)
  }

  belongsTo(device: FakeDevice): boolean {
    return this.#device === device
  }

  /** The network lets nothing through. */
  breaks(): void {
    this.#device.clock.run(this.#device.scope, () => this.#becomes('failed'))
  }

  /** The media node has nothing of it any more: a browser needs a while to believe that. */
  gone(): void {
    this.#device.clock.after(NOTICES_MS, () => this.#becomes('disconnected'), this.#device.scope)
  }

  /** A track is unmuted with its first packet. */
  #listenFor(consumerId: string, track: FakeTrack): void {
    const { consuming, world, clock, scope } = this.#device
    if (this.closed || !consuming.has(consumerId)) return
    if (world.arrives(consumerId)) track.mute(false)
    else clock.after(PACKET_MS, () => this.#listenFor(consumerId, track), scope)
  }

  #becomes(state: 'disconnected' | 'failed' | 'connected'): void {
    if (!this.closed) this.#tell('connectionstatechange', state)
  }

  #negotiate(): void {
    if (this.#connecting) return
    this.#connecting = true
    this.#tell('connect', { dtlsParameters }, () => undefined)
    this.#device.clock.after(
      STANDS_MS,
      () => {
        if (this.#device.world.isThere(this.id)) this.#becomes('connected')
      },
      this.#device.scope,
    )
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners) if (listener.event === event) listener.heard(...(args as never[]))
  }
}

/** The transports of all devices, and whether the media node has its side of them. */
export interface MediaWorld {
  isThere(transportId: string): boolean
  /** Tells whether packets of this consumer reach its client now. */
  arrives(consumerId: string): boolean
  opened(transport: FakeTransport): void
  closed(transport: FakeTransport): void
}

/** mediasoup-client's device of one tab. */
export class FakeDevice implements MediaDevice {
  readonly recvRtpCapabilities: types.RtpCapabilities = { ...CAPABILITIES, headerExtensions: [] }
  readonly sendRtpCapabilities = this.recvRtpCapabilities
  readonly clock: VirtualClock
  readonly scope: Scope
  readonly world: MediaWorld
  readonly producing = new Map<string, FakeProducer>()
  /** Ids of the consumers that were made here and not closed. */
  readonly consuming = new Set<string>()

  constructor(clock: VirtualClock, scope: Scope, world: MediaWorld) {
    this.clock = clock
    this.scope = scope
    this.world = world
  }

  createSendTransport({ id }: types.TransportOptions): FakeTransport {
    return this.#open(id)
  }

  createRecvTransport({ id }: types.TransportOptions): FakeTransport {
    return this.#open(id)
  }

  #open(id: string): FakeTransport {
    const transport = new FakeTransport(id, this)
    this.world.opened(transport)
    return transport
  }
}
