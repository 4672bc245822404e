import {
  type ConsumerId,
  type FreshMedia,
  type Notice,
  ProducerId,
  requests,
  type RtpCapabilities,
  type Source,
} from '@diem-cau/signaling-contract'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { Device, FakeHandler, testFakeParameters, type types } from 'mediasoup-client'
import type { TestSocket } from './TestSocket.ts'

type Offered = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

/** RTP parameters of a camera of 1280x720 in three simulcast layers. */
const CAMERA_LAYERS = [180, 360, 720]

const { rtpParameters: RtpParameters } = requests['producer:open'].data.shape

const kindOf = { mic: 'audio', camera: 'video', screen: 'video', screenAudio: 'audio' } as const

export interface Received extends Offered {
  readonly consumer: types.Consumer
}

/** The media side of a client: mediasoup-client with its fake handler, so that signalling is real and RTP is not. */
export class FakeMedia {
  readonly device: Device
  readonly received = new Map<ConsumerId, Received>()
  readonly #socket: TestSocket
  #send: types.Transport | null = null
  #recv: types.Transport | null = null
  /** Offered before this side had its transports. */
  #early: Offered[] = []
  /** True resumes consumers as soon as this side has them, as a client does. */
  autoResume = true

  private constructor(socket: TestSocket, device: Device) {
    this.#socket = socket
    this.device = device
  }

  static async create(socket: TestSocket): Promise<FakeMedia> {
    const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(testFakeParameters) })
    return new FakeMedia(socket, device)
  }

  /** Loads the device with what the media nodes can; null while there is no node. */
  async describe(): Promise<RtpCapabilities | null> {
    if (!this.device.loaded) {
      const { routerRtpCapabilities } = await this.#socket.request('media:describe', {})
      if (!routerRtpCapabilities) return null
      await this.device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities })
    }
    return this.device.recvRtpCapabilities as RtpCapabilities
  }

  /** Makes both transports; what was there before is closed. */
  async open(media: FreshMedia): Promise<void> {
    this.close()
    if (!this.device.loaded) {
      await this.device.load({ routerRtpCapabilities: media.routerRtpCapabilities as types.RtpCapabilities })
      await this.#socket.request('media:capabilities', {
        rtpCapabilities: this.device.recvRtpCapabilities as RtpCapabilities,
      })
    }
    this.#send = this.device.createSendTransport(media.send)
    this.#recv = this.device.createRecvTransport(media.recv)
    this.#connectOnDemand(this.#send, 'send')
    this.#connectOnDemand(this.#recv, 'recv')
    this.#send.on('produce', ({ rtpParameters, appData }, done, fail) => {
      const { source, paused } = appData as { source: Source; paused: boolean }
      const layerHeights = source === 'camera' ? CAMERA_LAYERS : source === 'screen' ? [1080] : []
      this.#socket
        .request('producer:open', { source, rtpParameters: RtpParameters.parse(rtpParameters), paused, layerHeights })
        .then(({ producerId }) => done({ id: producerId }), fail)
    })
    await this.consume(this.#early.splice(0))
  }

  #connectOnDemand(transport: types.Transport, direction: 'send' | 'recv'): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      this.#socket.request('media:connect', { direction, dtlsParameters }).then(() => done(), fail)
    })
  }

  /** Connects the receiving transport before there is anything to receive, as a client does at the door. */
  async standBy(): Promise<void> {
    const codec = this.device.recvRtpCapabilities.codecs?.find(({ kind }) => kind === 'audio')
    if (!this.#recv || codec?.preferredPayloadType === undefined) throw new Error('nothing to stand by with')
    const { mimeType, clockRate, channels = 2, preferredPayloadType } = codec
    await this.#recv.consume({
      id: 'standby',
      producerId: 'standby',
      kind: 'audio',
      rtpParameters: {
        mid: 'standby',
        codecs: [{ mimeType, clockRate, channels, payloadType: preferredPayloadType }],
        encodings: [{ ssrc: 2 }],
      },
    })
  }

  async produce(source: Source, paused = false): Promise<ProducerId> {
    if (!this.#send) throw new Error('no sending transport')
    const kind = kindOf[source]
    const producer = await this.#send.produce({
      track: new FakeMediaStreamTrack({ kind }),
      ...(source === 'camera'
        ? { encodings: CAMERA_LAYERS.map((_, i) => ({ rid: `r${i}`, maxBitrate: 100_000 * 3 ** i })) }
        : {}),
      appData: { source, paused },
    })
    return ProducerId.parse(producer.id)
  }

  /** The client's half of `consumersOpened`. */
  async consume(offered: readonly Offered[]): Promise<void> {
    const recv = this.#recv
    if (!recv) {
      this.#early.push(...offered)
      return
    }
    await Promise.all(
      offered.map(async (one) => {
        const consumer = await recv.consume({
          id: one.consumerId,
          producerId: one.producerId,
          kind: one.kind,
          rtpParameters: one.rtpParameters as types.RtpParameters,
        })
        this.received.set(one.consumerId, { ...one, consumer })
      }),
    )
    if (this.autoResume && offered.length > 0) {
      await this.#socket.request('consumer:resume', { consumerIds: offered.map((one) => one.consumerId) })
    }
  }

  drop(consumerIds: readonly ConsumerId[]): void {
    for (const id of consumerIds) {
      this.received.get(id)?.consumer.close()
      this.received.delete(id)
    }
  }

  close(): void {
    this.drop([...this.received.keys()])
    this.#send?.close()
    this.#recv?.close()
    this.#send = this.#recv = null
  }
}
