import {
  ProducerId,
  requests,
  type Direction,
  type FreshMedia,
  type RtpCapabilities,
  type RequestData,
  type RequestName,
  type RequestResponse,
  type Source,
} from '@diem-cau/signaling-contract'
import { Device, type types } from 'mediasoup-client'
import { failureCode } from '../../api/client/RequestFailed.ts'
import { encodingPlan, type VideoCodec } from './encodings.ts'
import type { ProducerHandle, PublishTarget, Wanted } from './Publisher.ts'
import type { ConsumerHandle, OpenedConsumer } from './RemoteMedia.ts'
import { standbyConsumer } from './standbyConsumer.ts'
import { TransportHealth } from './TransportHealth.ts'

/** How a media session asks the server; requests end with the session. */
export type Ask = <N extends RequestName>(name: N, data: RequestData<N>) => Promise<RequestResponse<N>>

/** What of mediasoup-client's device the media of a meeting needs; tests stand in for it. */
export interface MediaDevice extends Pick<Device, 'recvRtpCapabilities' | 'sendRtpCapabilities'> {
  createSendTransport(options: types.TransportOptions): MediaTransport
  createRecvTransport(options: types.TransportOptions): MediaTransport
}

interface MediaTransport {
  readonly closed: boolean
  on(event: 'connect', listener: (data: { dtlsParameters: types.DtlsParameters }, done: () => void) => void): unknown
  on(
    event: 'produce',
    listener: (data: Produced, done: (made: { id: string }) => void, failed: (error: Error) => void) => void,
  ): unknown
  on(event: 'connectionstatechange', listener: (state: types.ConnectionState) => void): unknown
  consume(options: types.ConsumerOptions): Promise<ConsumerHandle>
  produce(options: types.ProducerOptions): Promise<MediaProducer>
  restartIce(options: { iceParameters: types.IceParameters }): Promise<void>
  close(): void
}

interface Produced {
  readonly rtpParameters: types.RtpParameters
  readonly appData: types.AppData
}

type MediaProducer = Pick<types.Producer, 'id' | 'track' | 'paused' | 'pause' | 'resume' | 'replaceTrack' | 'close'>

interface Options {
  readonly device: MediaDevice
  readonly media: FreshMedia
  readonly ask: Ask
  readonly codec: () => VideoCodec
  /** The receiving side is negotiated: what is being consumed can flow as soon as the line stands. */
  readonly onReceiving: () => void
  /** A transport is beyond repair: make a new session. */
  readonly onBroken: () => void
}

/** One transport, and how it is with it. */
interface Side {
  readonly transport: MediaTransport
  readonly health: TransportHealth
}

/** mediasoup-client's Device, loaded; what it can receive as the contract has it. */
export async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<MediaDevice> {
  const device = await Device.factory()
  // The contract's shape, typed a little differently by mediasoup-client.
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities })
  return device
}

/** What this device can receive, for the server. */
export function capabilitiesOf(device: MediaDevice): RtpCapabilities {
  return requests['media:capabilities'].data.shape.rtpCapabilities.parse(device.recvRtpCapabilities)
}

/** One pair of transports, from the server's answer until they are replaced. */
export class MediaSession implements PublishTarget {
  readonly #device: MediaDevice
  readonly #media: FreshMedia
  readonly #ask: Ask
  readonly #codec: () => VideoCodec
  readonly #onBroken: () => void
  readonly #recv: Side
  /** Made when something is sent for the first time: whoever joins wants to see first. */
  #send: Side | null = null
  #signalingUp = true

  constructor({ device, media, ask, codec, onReceiving, onBroken }: Options) {
    this.#device = device
    this.#media = media
    this.#ask = ask
    this.#codec = codec
    this.#onBroken = onBroken
    this.#recv = this.#watch('recv', device.createRecvTransport(media.recv))
    this.#recv.transport.on('connect', onReceiving)
  }

  /** Negotiates the receiving side before there is anything to receive, so that its line stands when there is. */
  async standBy(): Promise<void> {
    await this.#recv.transport.consume(standbyConsumer(this.#device.recvRtpCapabilities))
  }

  /** Called whenever the receiving line stands or not. */
  onLine(listener: (stands: boolean) => void): void {
    this.#recv.transport.on('connectionstatechange', (state) => listener(state === 'connected'))
  }

  /** The media node no longer hears from us. */
  remoteLost(direction: Direction): void {
    const side = direction === 'send' ? this.#send : this.#recv
    side?.health.remoteLost()
  }

  checkNow(): void {
    for (const { health } of this.#sides) health.checkNow()
  }

  signalingChanged(up: boolean): void {
    this.#signalingUp = up
    for (const { health } of this.#sides) health.signalingChanged(up)
  }

  async consume({
    consumerId,
    producerId,
    kind,
    rtpParameters,
    participantId,
    source,
  }: OpenedConsumer): Promise<ConsumerHandle> {
    // Streams of one id are played in step: voice with face, screen with its sound.
    const group = source === 'screen' || source === 'screenAudio' ? 'screen' : 'room'
    const consumer = await this.#recv.transport.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      streamId: `${participantId}-${group}`,
    })
    return consumer
  }

  async produce(source: Source, { track, paused }: Wanted): Promise<ProducerHandle> {
    const codec = this.#codec()
    const plan = encodingPlan(source, codec, track.getSettings().height ?? 0)
    const preferred =
      track.kind === 'video'
        ? this.#codecCapability(source === 'screen' && codec === 'h264' ? 'vp8' : codec)
        : undefined
    const data = { source, paused, layerHeights: plan.layerHeights }
    const producer = await this.#sending().produce({
      track,
      encodings: plan.encodings,
      codecOptions: plan.codecOptions,
      ...(preferred ? { codec: preferred } : {}),
      // Whoever opened the track ends it; a muted microphone sends nothing at all.
      stopTracks: false,
      disableTrackOnPause: track.kind === 'audio',
      zeroRtpOnPause: true,
      appData: data,
    })
    if (paused) producer.pause()
    return this.#handle(producer)
  }

  close(): void {
    for (const { health, transport } of this.#sides) {
      health.close()
      transport.close()
    }
  }

  get #sides(): Side[] {
    return this.#send ? [this.#recv, this.#send] : [this.#recv]
  }

  #sending(): MediaTransport {
    if (this.#send) return this.#send.transport
    const side = this.#watch('send', this.#device.createSendTransport(this.#media.send))
    this.#send = side
    if (!this.#signalingUp) side.health.signalingChanged(false)
    side.transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      this.#ask('producer:open', {
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

  #handle(producer: MediaProducer): ProducerHandle {
    const ask = this.#ask
    const producerId = ProducerId.parse(producer.id)
    return {
      id: producerId,
      get track() {
        return producer.track ?? missingTrack(producerId)
      },
      get paused() {
        return producer.paused
      },
      async setPaused(paused) {
        // Silence begins here, at once; speech begins when the server lets it through.
        if (paused) producer.pause()
        else producer.resume()
        await ask('producer:setPaused', { producerId, paused })
      },
      replaceTrack: (track) => producer.replaceTrack({ track }),
      async close() {
        producer.close()
        await ask('producer:close', { producerId }).catch((error: unknown) => {
          // The server was quicker: it has closed it already.
          if (failureCode(error) !== 'notYours') throw error
        })
      },
    }
  }

  #codecCapability(codec: VideoCodec): types.RtpCodecCapability | undefined {
    const mimeType = `video/${codec}`
    return this.#device.sendRtpCapabilities.codecs?.find((candidate) => candidate.mimeType.toLowerCase() === mimeType)
  }

  #watch(direction: Direction, transport: MediaTransport): Side {
    const health = new TransportHealth({
      restartIce: async () => {
        const { iceParameters } = await this.#ask('media:restartIce', { direction })
        if (!transport.closed) await transport.restartIce({ iceParameters })
      },
      giveUp: this.#onBroken,
    })
    transport.on('connect', ({ dtlsParameters }, done) => {
      // The socket is ordered, so nothing has to wait for the answer; a refusal means new transports.
      this.#ask('media:connect', { direction, dtlsParameters }).catch(() => {
        if (!transport.closed) this.#onBroken()
      })
      done()
    })
    transport.on('connectionstatechange', (state) => health.changed(state))
    return { transport, health }
  }
}

/** What travels through mediasoup-client to our own `produce` listener. */
const { rtpParameters: RtpParameters } = requests['producer:open'].data.shape
const ProduceData = requests['producer:open'].data.omit({ rtpParameters: true })

function missingTrack(producerId: string): never {
  throw new Error(`producer ${producerId} has no track`)
}
