import {
  requests,
  type ConsumerId,
  type Direction,
  type FreshMedia,
  type LegId,
  type RequestData,
  type RequestName,
  type RequestResponse,
  type Source,
} from '@diem-cau/signaling-contract'
import type { types } from 'mediasoup-client'
import { Emitter } from '../socket/Emitter.ts'
import type { SignalingSocket } from '../socket/SignalingSocket.ts'
import type { ConsumerHandle } from './arrival.ts'
import { encodingPlan, type VideoCodec } from './encodings.ts'
import type { MediaDevice, MediaTransport } from './MediaDevice.ts'
import type { ProducerHandle, PublishTarget, Wanted } from './LegPublisher.ts'
import { NETWORK_CAMERA, openNetworkCamera } from './networkCamera.ts'
import { producerHandle } from './producerHandle.ts'
import { TurnUse } from './paths/TurnUse.ts'
import { wayOf } from './paths/wayOf.ts'
import type { OpenedConsumer, RemoteMedia } from './RemoteMedia.ts'
import { standbyConsumer } from './standbyConsumer.ts'
import { TransportHealth } from './TransportHealth.ts'

/**
 * A media session asks the server by this; requests end with the session. They name its leg where it has to be told.
 */
export type SessionAsk = <N extends RequestName>(name: N, data: RequestData<N>) => Promise<RequestResponse<N>>

interface Options {
  readonly device: MediaDevice
  readonly media: FreshMedia
  readonly socket: Pick<SignalingSocket, 'request'>
  readonly remote: RemoteMedia
  readonly codec: () => VideoCodec
  /** `door`: of an endpoint that nobody has joined with yet (SPEC 5.7). */
  readonly place: 'door' | 'meeting'
  /** A transport is beyond repair: make a new session. */
  readonly onBroken: (session: MediaSession) => void
}

/** What the browser knows of a leg's transports. */
export interface LegStats {
  readonly leg: LegId
  readonly send: RTCStatsReport | null
  readonly recv: RTCStatsReport | null
}

/** A transport, how it is with it, and by which servers it comes through. */
interface Side {
  readonly transport: MediaTransport
  readonly health: TransportHealth
  readonly turnUse: TurnUse
}

/** The progress of the first consumers of a session; later ones are asked to flow when they are made. */
type First =
  | { readonly kind: 'awaited' }
  /** They are being made, and the receiving transport is negotiated for them. */
  | { readonly kind: 'negotiating'; readonly consumerIds: readonly ConsumerId[] }
  | { readonly kind: 'resumed' }

/** One leg: a pair of transports, from the server's offer until they are replaced. */
export class MediaSession implements PublishTarget {
  readonly leg: LegId
  /** It is connected, or not any more. */
  readonly change$ = new Emitter<[]>()
  readonly #device: MediaDevice
  readonly #media: FreshMedia
  readonly #socket: Pick<SignalingSocket, 'request'>
  readonly #remote: RemoteMedia
  readonly #codec: () => VideoCodec
  readonly #onBroken: () => void
  readonly #abort = new AbortController()
  readonly #recv: Side
  /** The sending side is made when something is sent for the first time: whoever joins wants to see first. */
  #send: Side | null = null
  #place: Options['place']
  #first: First = { kind: 'awaited' }
  #socketUp = true

  constructor({ device, media, socket, remote, codec, place, onBroken }: Options) {
    this.leg = media.leg
    this.#device = device
    this.#media = media
    this.#socket = socket
    this.#remote = remote
    this.#codec = codec
    this.#place = place
    this.#onBroken = () => onBroken(this)
    this.#recv = this.#watch('recv', (iceServers) => device.createRecvTransport({ ...media.recv, iceServers }))
    this.#recv.transport.on('connect', () => this.#onNegotiated())
  }

  /** All that it carries gets through, as far as the browser knows. */
  get isConnected(): boolean {
    return this.#sides.every(({ health }) => health.isConnected)
  }

  /** Something of it was to get through, and does not. */
  get isTrying(): boolean {
    return this.#sides.some(({ health }) => health.isTrying)
  }

  /**
   * Negotiates the receiving side before there is anything to receive, so that it is connected when there is.
   * @param sends the sending side too, with a picture that never comes and that the server is not told of: no packet of it is sent
   */
  async standBy({ sends = false } = {}): Promise<void> {
    this.#first = { kind: 'resumed' }
    const { track } = await this.#recv.transport.consume(standbyConsumer(this.#device.recvRtpCapabilities))
    if (sends) await this.#sending().produce({ track, stopTracks: false, appData: { source: STANDBY } })
  }

  /** Tells the server that this leg, which was made beside another one, carries from now on. @throws RequestFailed */
  async take(): Promise<void> {
    await this.#ask('media:taken', { leg: this.leg })
  }

  /** The endpoint is the participant's: from now on its requests wait, as all others, for the meeting to be joined. */
  enterMeeting(): void {
    this.#place = 'meeting'
  }

  /** Makes this side of consumers; resolves when they are made. */
  async receive(consumers: readonly OpenedConsumer[]): Promise<void> {
    const isFirst = this.#first.kind === 'awaited'
    if (isFirst) this.#first = { kind: 'negotiating', consumerIds: consumers.map(({ consumerId }) => consumerId) }
    await this.#remote.accept({
      leg: this.leg,
      consumers,
      make: (consumer) => this.#consume(consumer),
      resume: (consumerIds) => {
        if (isFirst && this.#first.kind === 'resumed') return
        if (isFirst) this.#first = { kind: 'resumed' }
        this.#resume(consumerIds)
      },
    })
  }

  async produce(source: Source, { track, paused, device }: Wanted): Promise<ProducerHandle> {
    if (track === NETWORK_CAMERA) return openNetworkCamera(this.leg, paused, this.#ask)
    const codec = this.#codec()
    const plan = encodingPlan(source, codec, track.getSettings().height ?? 0)
    const preferred =
      track.kind === 'video'
        ? this.#codecCapability(source === 'screen' && codec === 'h264' ? 'vp8' : codec)
        : undefined
    const data = { source, paused, layerHeights: plan.layerHeights, ...(device && { device }) }
    const producer = await this.#sending().produce({
      track,
      encodings: plan.encodings,
      codecOptions: plan.codecOptions,
      ...(preferred ? { codec: preferred } : {}),
      // The track is ended by who opened it; a muted microphone sends nothing at all.
      stopTracks: false,
      disableTrackOnPause: track.kind === 'audio',
      zeroRtpOnPause: true,
      appData: data,
    })
    if (paused) producer.pause()
    return producerHandle(producer, device, this.#ask)
  }

  /** The media node no longer hears from us. */
  onRemoteLost(direction: Direction): void {
    const side = direction === 'send' ? this.#send : this.#recv
    side?.health.onRemoteLost()
  }

  onSocket(up: boolean): void {
    this.#socketUp = up
    for (const { health } of this.#sides) health.onSocket(up)
  }

  /** Mends broken transports without patience, after sleep. */
  checkNow(): void {
    for (const { health } of this.#sides) health.checkNow()
  }

  /** Reads what the browser knows of both transports; null: there is none, or it is closed meanwhile. */
  async readStats(): Promise<LegStats> {
    const read = async (side: Side | null) =>
      side && !side.transport.closed ? side.transport.getStats().catch(() => null) : null
    const [send, recv] = await Promise.all([read(this.#send), read(this.#recv)])
    return { leg: this.leg, send, recv }
  }

  close(): void {
    this.#abort.abort()
    this.change$.clear()
    for (const { health, turnUse, transport } of this.#sides) {
      health.close()
      turnUse.close()
      transport.close()
    }
  }

  get #sides(): Side[] {
    return this.#send ? [this.#recv, this.#send] : [this.#recv]
  }

  readonly #ask: SessionAsk = (name, data) =>
    this.#socket.request(name, data, { signal: this.#abort.signal, atDoor: this.#place === 'door' })

  async #consume({ consumerId, producerId, kind, rtpParameters, participantId, source }: OpenedConsumer) {
    // Streams of one id are played in step: voice with face, screen with its sound.
    const group = source === 'screen' || source === 'screenAudio' ? 'screen' : 'room'
    const consumer: ConsumerHandle = await this.#recv.transport.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      streamId: `${participantId}-${group}`,
    })
    return consumer
  }

  /**
   * The receiving transport was negotiated for the first consumers: they are resumed together with `media:connect`,
   * as it takes longer to be connected than they to be made. Later ones wait until they are made (SPEC 5.4).
   */
  #onNegotiated(): void {
    const first = this.#first
    this.#first = { kind: 'resumed' }
    if (first.kind === 'negotiating') this.#resume(first.consumerIds)
  }

  #resume(consumerIds: readonly ConsumerId[]): void {
    if (consumerIds.length === 0) return
    // Refused only when they are gone meanwhile, and then another notice says so.
    this.#ask('consumer:resume', { consumerIds: [...consumerIds] }).catch(() => undefined)
  }

  #sending(): MediaTransport {
    if (this.#send) return this.#send.transport
    const side = this.#watch('send', (iceServers) =>
      this.#device.createSendTransport({ ...this.#media.send, iceServers }),
    )
    this.#send = side
    if (!this.#socketUp) side.health.onSocket(false)
    side.transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      if (appData['source'] === STANDBY) return done({ id: STANDBY })
      this.#ask('producer:open', {
        leg: this.leg,
        ...ProduceData.parse(appData),
        rtpParameters: RtpParameters.parse(rtpParameters),
      }).then(
        // oxlint-disable-next-line promise/no-callback-in-promise -- mediasoup-client takes its answer by callback
        ({ producerId }) => done({ id: producerId }),
        failed,
      )
    })
    return side.transport
  }

  #codecCapability(codec: VideoCodec): types.RtpCodecCapability | undefined {
    const mimeType = `video/${codec}`
    return this.#device.sendRtpCapabilities.codecs?.find((candidate) => candidate.mimeType.toLowerCase() === mimeType)
  }

  #watch(direction: Direction, make: (iceServers: RTCIceServer[]) => MediaTransport): Side {
    const turnUse: TurnUse = new TurnUse({
      turn: this.#media.turn ?? null,
      readWay: async () => (transport.closed ? null : wayOf(await transport.getStats())),
      restart: () => health.onRemoteLost(),
    })
    const transport = make(turnUse.iceServers)
    const health = new TransportHealth({
      restartIce: async () => {
        const { iceParameters, turn } = await this.#ask('media:restartIce', { leg: this.leg, direction })
        if (transport.closed) return
        turnUse.renewed(turn ?? null)
        await transport.updateIceServers({ iceServers: turnUse.iceServers })
        await transport.restartIce({ iceParameters })
      },
      giveUp: this.#onBroken,
    })
    transport.on('connect', ({ dtlsParameters }, done) => {
      // The socket is ordered, so nothing has to wait for the answer; a refusal means new transports.
      this.#ask('media:connect', { leg: this.leg, direction, dtlsParameters }).catch(() => {
        if (!transport.closed) this.#onBroken()
      })
      done()
    })
    transport.on('connectionstatechange', (state) => {
      health.onState(state)
      turnUse.onState(state)
      this.change$.emit()
    })
    return { transport, health, turnUse }
  }
}

/** A picture of this source is produced only to have the sending side negotiated. */
const STANDBY = 'standby'

/** These travel through mediasoup-client to our own `produce` listener. */
const { rtpParameters: RtpParameters } = requests['producer:open'].data.shape
const ProduceData = requests['producer:open'].data.omit({ leg: true, rtpParameters: true })
