import {
  ConsumerId,
  LegId,
  ParticipantId,
  ProducerId,
  type FreshMedia,
  type RtpCapabilities,
} from '@diem-cau/signaling-contract'
import type { types } from 'mediasoup-client'
import type { MediaDevice } from '../media/MediaDevice.ts'
import type { OpenedConsumer } from '../media/RemoteMedia.ts'
import { FakeTrack } from './fakeBrowser.ts'

const CAPABILITIES: RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [],
}

const dtlsParameters = {
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AA').join(':') }],
}
const iceParameters = { usernameFragment: 'u', password: 'p' }

/** Makes transports as a server gives them; `id` begins their names. */
export function freshMedia(id: string, leg = 1): FreshMedia {
  const side = (name: string) => ({ id: `${id}-${name}`, iceParameters, iceCandidates: [], dtlsParameters })
  return { leg: LegId.parse(leg), routerRtpCapabilities: CAPABILITIES, send: side('send'), recv: side('recv') }
}

/** A consumer as a notice tells of it, of the camera of `from`. */
export function openedConsumer(consumerId: string, from = 'p.ward'): OpenedConsumer {
  return {
    consumerId: ConsumerId.parse(consumerId),
    producerId: ProducerId.parse(`of-${consumerId}`),
    participantId: ParticipantId.parse(from),
    source: 'camera',
    kind: 'video',
    type: 'simple',
    rtpParameters: { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }] },
  }
}

type Listener = (...args: never[]) => void

/** A direction as mediasoup-client has it: it negotiates with the first track that it carries. */
class FakeTransport {
  readonly id: string
  closed = false
  /** All producers that were made on it. */
  readonly producers: FakeProducer[] = []
  readonly consuming = new Set<string>()
  /** Consumers are not made until this resolves. */
  held: Promise<void> = Promise.resolve()
  readonly #listeners: { readonly event: string; readonly listener: Listener }[] = []
  #isNegotiated = false

  constructor(id: string) {
    this.id = id
  }

  on(event: string, listener: Listener): this {
    this.#listeners.push({ event, listener })
    return this
  }

  async consume({ id, kind }: types.ConsumerOptions) {
    this.#negotiate()
    await this.held
    if (this.closed) throw new Error('closed')
    this.consuming.add(id)
    return { track: asTrack(new FakeTrack(kind)), close: () => void this.consuming.delete(id) }
  }

  async produce({ track, encodings = [], appData = {} }: types.ProducerOptions) {
    this.#negotiate()
    await Promise.resolve()
    const rtpParameters = { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }] }
    const { id } = await new Promise<{ id: string }>((resolve, reject) => {
      this.#tell('produce', { rtpParameters, appData }, resolve, reject)
    })
    const producer = new FakeProducer(id, track ?? null, encodings.length)
    this.producers.push(producer)
    return producer
  }

  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map())
  }

  restartIce(): Promise<void> {
    return Promise.resolve()
  }

  updateIceServers(): Promise<void> {
    return Promise.resolve()
  }

  /** Tells a change of state, as the browser does. */
  becomes(state: types.ConnectionState): void {
    this.#tell('connectionstatechange', state)
  }

  close(): void {
    this.closed = true
  }

  #negotiate(): void {
    if (this.#isNegotiated) return
    this.#isNegotiated = true
    this.#tell('connect', { dtlsParameters }, () => undefined)
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const one of this.#listeners) if (one.event === event) one.listener(...(args as never[]))
  }
}

/** A sender of so many encodings, as a browser has it: its parameters are a copy until they are set. */
class FakeSender {
  encodings: RTCRtpEncodingParameters[]

  constructor(count: number) {
    this.encodings = Array.from({ length: count }, () => ({ active: true }))
  }

  getParameters() {
    const encodings = this.encodings.map((encoding) => ({ ...encoding }))
    return { transactionId: '1', codecs: [], headerExtensions: [], rtcp: {}, encodings }
  }

  setParameters({ encodings }: RTCRtpSendParameters): Promise<void> {
    this.encodings = encodings
    return Promise.resolve()
  }
}

/** A producer as mediasoup-client has it. */
export class FakeProducer {
  readonly id: string
  readonly rtpSender: FakeSender
  track: MediaStreamTrack | null
  paused = false
  closed = false

  constructor(id: string, track: MediaStreamTrack | null, encodings: number) {
    this.id = id
    this.track = track
    this.rtpSender = new FakeSender(encodings)
  }

  /** True when anything of it goes to the media node while it is not paused. */
  get isSending(): boolean {
    return this.rtpSender.encodings.some(({ active }) => active)
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  replaceTrack({ track }: { track: MediaStreamTrack | null }): Promise<void> {
    this.track = track
    return Promise.resolve()
  }

  close(): void {
    this.closed = true
  }
}

/** mediasoup-client's device, whose transports are in the test's hand. */
export class FakeDevice implements MediaDevice {
  readonly recvRtpCapabilities: types.RtpCapabilities = { ...CAPABILITIES, headerExtensions: [] }
  readonly sendRtpCapabilities = this.recvRtpCapabilities
  /** All that were made, the newest last. */
  readonly transports: FakeTransport[] = []

  createSendTransport({ id }: types.TransportOptions): FakeTransport {
    return this.#open(id)
  }

  createRecvTransport({ id }: types.TransportOptions): FakeTransport {
    return this.#open(id)
  }

  /** @throws Error when there is none of this name */
  transport(id: string): FakeTransport {
    const found = this.transports.find((transport) => transport.id === id)
    if (!found) throw new Error(`no transport ${id}`)
    return found
  }

  #open(id: string): FakeTransport {
    const transport = new FakeTransport(id)
    this.transports.push(transport)
    return transport
  }
}

/** Gives a track the browser's type. */
export const asTrack = (track: FakeTrack): MediaStreamTrack => Object.assign(track, {}) as FakeTrack & MediaStreamTrack
