import { type ParticipantId } from '@diem-cau/signaling-contract'
import { RtpParameters, TransportParameters } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup-client'
import type { MediaDevice, MediaTransport } from '../../../web-client/src/live/media/MediaDevice.ts'
import { asTrack } from '../../../web-client/src/live/testing/FakeDevice.ts'
import { FakeTrack } from '../../../web-client/src/live/testing/fakeBrowser.ts'
import { clipVideo } from '../../load/farm/clips.ts'
import type { Farm } from '../../load/farm/Farm.ts'
import type { FarmTrack } from '../../load/farm/FarmTrack.ts'
import type { FarmTransport } from '../../load/farm/FarmTransport.ts'
import type { Cable } from './Cable.ts'
import { FarmProducer } from './FarmProducer.ts'

/** Whose packets are waited for at this device, and the farm's number of who waits (Farm.gaps). */
interface Ear {
  readonly from: ParticipantId
  readonly listener: number
}

export interface FarmDeviceOptions {
  readonly farm: Farm
  readonly cable: Cable
  /** Which of the clips its camera films. */
  readonly clip: number
  readonly sound: Ear
  readonly picture: Ear
}

/** mediasoup-client's device for the web client's own classes, with the farm's transports instead of a browser's. */
export class FarmDevice implements MediaDevice {
  readonly recvRtpCapabilities: types.RtpCapabilities
  readonly sendRtpCapabilities: types.RtpCapabilities
  readonly #options: FarmDeviceOptions

  /** @param capabilities the router's, all of which the farm takes */
  constructor(capabilities: types.RtpCapabilities, options: FarmDeviceOptions) {
    this.recvRtpCapabilities = capabilities
    this.sendRtpCapabilities = capabilities
    this.#options = options
  }

  createSendTransport(options: types.TransportOptions): MediaTransport {
    return new FarmSide(options, this.#options)
  }

  createRecvTransport(options: types.TransportOptions): MediaTransport {
    return new FarmSide(options, this.#options)
  }
}

type Listeners = {
  connect: (data: { dtlsParameters: types.DtlsParameters }, done: () => void) => void
  produce: (
    data: { rtpParameters: types.RtpParameters; appData: types.AppData },
    done: (made: { id: string }) => void,
    failed: (error: Error) => void,
  ) => void
  connectionstatechange: (state: types.ConnectionState) => void
}

/** One direction, as mediasoup-client has it: negotiated with the first that it carries. */
class FarmSide implements MediaTransport {
  closed = false
  readonly #options: FarmDeviceOptions
  readonly #parameters: TransportParameters
  readonly #listeners: { [N in keyof Listeners]: Listeners[N][] } = {
    connect: [],
    produce: [],
    connectionstatechange: [],
  }
  #transport: Promise<FarmTransport> | null = null

  constructor(parameters: types.TransportOptions, options: FarmDeviceOptions) {
    this.#parameters = TransportParameters.parse(parameters)
    this.#options = options
  }

  on<N extends keyof Listeners>(event: N, listener: Listeners[N]): this {
    this.#listeners[event].push(listener)
    return this
  }

  async consume({ kind, rtpParameters, streamId = '' }: types.ConsumerOptions) {
    const transport = await this.#negotiated()
    const { sound, picture } = this.#options
    const ear = kind === 'audio' ? sound : picture
    // Streams are named for whose they are (MediaSession).
    const listener = streamId === `${ear.from}-room` ? ear.listener : 0
    // Sound is looked into: whoever moves sends the same twice, which is heard once.
    const inspect = kind === 'audio' && listener > 0
    const { ssrc } = await transport.consume(RtpParameters.parse(rtpParameters), { inspect, listener })
    return { track: asTrack(this.#mutedUntilFirst(transport, ssrc, kind ?? 'video')), close: () => undefined }
  }

  /** A track of a receiver, as the browser has it: it can be heard or seen with its first packet. */
  #mutedUntilFirst(transport: FarmTransport, ssrc: number, kind: 'audio' | 'video'): FakeTrack {
    const track = new FakeTrack(kind)
    track.muted = true
    transport.firstPacket(ssrc).then(
      () => track.mute(false),
      () => undefined,
    )
    return track
  }

  async produce({ track, encodings = [], appData = {} }: types.ProducerOptions) {
    const transport = await this.#negotiated()
    if (!track) throw new Error('a producer has a track')
    const sent =
      track.kind === 'audio'
        ? await transport.produceAudio({ muted: true })
        : await transport.produceVideo({ ...clipVideo(this.#options.clip), muted: true })
    const id = await this.#announce(sent, appData)
    if (this.closed) throw new Error('closed')
    // A leg on standby is negotiated with something that never sends.
    if (appData['source'] !== 'standby') await sent.unmute()
    return new FarmProducer({ id, track, sent, layers: Math.max(1, encodings.length) })
  }

  /** Resolves when checks begin with the new credentials; the state of the connection tells what became of them. */
  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map())
  }

  updateIceServers(): Promise<void> {
    return Promise.resolve()
  }

  async restartIce({ iceParameters }: { iceParameters: types.IceParameters }): Promise<void> {
    const transport = await this.#negotiated()
    transport.restartIce(TransportParameters.shape.iceParameters.parse(iceParameters)).catch(() => undefined)
  }

  close(): void {
    this.closed = true
    void this.#transport
      ?.then((transport) => {
        this.#options.cable.unplug(transport)
        return transport.close()
      })
      .catch(() => undefined)
  }

  #negotiated(): Promise<FarmTransport> {
    this.#transport ??= this.#negotiate()
    return this.#transport
  }

  async #negotiate(): Promise<FarmTransport> {
    const { farm, cable } = this.#options
    const transport = await farm.open(this.#parameters)
    transport.onLine((state) => {
      if (!this.closed) for (const listener of this.#listeners.connectionstatechange) listener(state)
    })
    await cable.plug(transport)
    for (const listener of this.#listeners.connect) listener({ dtlsParameters: farm.dtlsParameters }, () => undefined)
    return transport
  }

  #announce(sent: FarmTrack, appData: types.AppData): Promise<string> {
    const rtpParameters = sent.rtpParameters as types.RtpParameters
    const announced = new Promise<string>((resolve, reject) => {
      for (const listener of this.#listeners.produce)
        listener({ rtpParameters, appData }, ({ id }) => resolve(id), reject)
    })
    announced.catch(() => sent.stop().catch(() => undefined))
    return announced
  }
}
