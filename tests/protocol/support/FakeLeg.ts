import {
  type FreshMedia,
  type LegId,
  type Notice,
  ProducerId,
  requests,
  type Source,
} from '@diem-cau/signaling-contract'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import type { Device, types } from 'mediasoup-client'
import type { LegSide } from './LegFollower.ts'
import type { TestSocket } from './TestSocket.ts'

type Offered = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

/** RTP parameters of a camera of 1280x720 in three simulcast layers. */
const CAMERA_LAYERS = [180, 360, 720]
/** What is carried only to have a transport negotiated; the server is not told of it. */
const STANDBY = 'standby'

const { rtpParameters: RtpParameters } = requests['producer:open'].data.shape

const kindOf = { mic: 'audio', camera: 'video', screen: 'video', screenAudio: 'audio' } as const

interface Options {
  readonly device: Device
  readonly socket: Pick<TestSocket, 'request'>
  /** All that the client sends; true = paused. */
  readonly sent: ReadonlyMap<Source, boolean>
  readonly onClosed: (leg: LegId) => void
}

/** One leg of a client with fake media: two transports of mediasoup-client, which negotiate with the first that they carry. */
export class FakeLeg implements LegSide {
  readonly leg: LegId
  readonly #options: Options
  readonly #send: types.Transport
  readonly #recv: types.Transport

  constructor(media: FreshMedia, options: Options) {
    this.leg = media.leg
    this.#options = options
    this.#send = options.device.createSendTransport(media.send)
    this.#recv = options.device.createRecvTransport(media.recv)
    this.#connectOnDemand(this.#send, 'send')
    this.#connectOnDemand(this.#recv, 'recv')
    this.#send.on('produce', ({ rtpParameters, appData }, done, fail) => {
      if (appData['source'] === STANDBY) return done({ id: STANDBY })
      const { source, paused } = appData as { source: Source; paused: boolean }
      const layerHeights = source === 'camera' ? CAMERA_LAYERS : source === 'screen' ? [1080] : []
      const parsed = RtpParameters.parse(rtpParameters)
      options.socket
        .request('producer:open', { leg: this.leg, source, rtpParameters: parsed, paused, layerHeights })
        .then(({ producerId }) => done({ id: producerId }), fail)
    })
  }

  async connect(): Promise<void> {
    await this.connectReceiving()
    await this.#send.produce({ track: new FakeMediaStreamTrack({ kind: 'audio' }), appData: { source: STANDBY } })
  }

  async connectReceiving(): Promise<void> {
    const codec = this.#options.device.recvRtpCapabilities.codecs?.find(({ kind }) => kind === 'audio')
    if (codec?.preferredPayloadType === undefined) throw new Error('nothing to stand by with')
    const { mimeType, clockRate, channels = 2, preferredPayloadType } = codec
    await this.#recv.consume({
      id: STANDBY,
      producerId: STANDBY,
      kind: 'audio',
      rtpParameters: {
        mid: STANDBY,
        codecs: [{ mimeType, clockRate, channels, payloadType: preferredPayloadType }],
        encodings: [{ ssrc: 2 }],
      },
    })
  }

  async produce(): Promise<void> {
    for (const [source, paused] of this.#options.sent) await this.send(source, paused)
  }

  async send(source: Source, paused: boolean): Promise<ProducerId> {
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

  receive({ consumerId, producerId, kind, rtpParameters }: Offered): Promise<types.Consumer> {
    return this.#recv.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
    })
  }

  close(): Promise<void> {
    this.#options.onClosed(this.leg)
    this.#send.close()
    this.#recv.close()
    return Promise.resolve()
  }

  #connectOnDemand(transport: types.Transport, direction: 'send' | 'recv'): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      this.#options.socket
        .request('media:connect', { leg: this.leg, direction, dtlsParameters })
        .then(() => done(), fail)
    })
  }
}
