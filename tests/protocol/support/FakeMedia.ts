import {
  type ConsumerId,
  type FreshMedia,
  type LegId,
  type Notice,
  type ProducerId,
  type RtpCapabilities,
  type Source,
} from '@diem-cau/signaling-contract'
import { Device, FakeHandler, testFakeParameters, type types } from 'mediasoup-client'
import { FakeLeg } from './FakeLeg.ts'
import { LegFollower } from './LegFollower.ts'
import type { TestSocket } from './TestSocket.ts'

type Opened = Extract<Notice, { name: 'consumersOpened' }>
type Offered = Opened['consumers'][number]

export interface Received extends Offered {
  readonly leg: LegId
  readonly consumer: types.Consumer
}

/** The media side of a client: mediasoup-client with its fake handler, so that signalling is real and RTP is not. */
export class FakeMedia {
  readonly device: Device
  readonly received = new Map<ConsumerId, Received>()
  readonly #socket: TestSocket
  readonly #legs: LegFollower<FakeLeg>
  /** All that is sent, which goes over each leg that is to carry; true = paused. */
  readonly #sent = new Map<Source, boolean>()
  /** Offered before this side had its transports. */
  #early: Opened[] = []
  /** True resumes consumers as soon as this side has them, as a client does. */
  autoResume = true
  /** Set when another leg that the server offered could not be followed to. */
  fault: unknown = null

  private constructor(socket: TestSocket, device: Device) {
    this.#socket = socket
    this.device = device
    this.#legs = new LegFollower({
      make: (media) => new FakeLeg(media, { device, socket, sent: this.#sent, onClosed: (leg) => this.#onClosed(leg) }),
      take: (leg) => socket.request('media:taken', { leg }),
      receives: true,
      onFault: (error) => {
        this.fault ??= error
        socket.poke()
      },
    })
  }

  static async create(socket: TestSocket): Promise<FakeMedia> {
    const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(testFakeParameters) })
    return new FakeMedia(socket, device)
  }

  /** The leg that carries; null: none does. */
  get leg(): LegId | null {
    return this.#legs.carries?.leg ?? null
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

  /** Makes both transports; what was there before is closed, and what was sent is for the test to send again. */
  async open(media: FreshMedia): Promise<void> {
    this.close()
    if (!this.device.loaded) {
      await this.device.load({ routerRtpCapabilities: media.routerRtpCapabilities as types.RtpCapabilities })
      await this.#socket.request('media:capabilities', {
        rtpCapabilities: this.device.recvRtpCapabilities as RtpCapabilities,
      })
    }
    this.#legs.replaceAll(media)
    for (const opened of this.#early.splice(0)) if (opened.leg === media.leg) await this.consume(opened)
  }

  /** Connects the receiving transport before there is anything to receive, as a client does at the door. */
  standBy(): Promise<void> {
    return this.#carries().connectReceiving()
  }

  async produce(source: Source, paused = false): Promise<ProducerId> {
    const producerId = await this.#carries().send(source, paused)
    this.#sent.set(source, paused)
    return producerId
  }

  /** Follows the server to another leg. */
  onNotice(notice: Notice): void {
    this.#legs.onNotice(notice)
  }

  /** The client's half of `consumersOpened`. */
  async consume(opened: Opened): Promise<void> {
    const { leg, consumers } = opened
    const side = this.#legs.of(leg)
    if (!side) {
      if (!this.#legs.carries) this.#early.push(opened)
      return
    }
    await Promise.all(
      consumers.map(async (one) =>
        this.received.set(one.consumerId, { ...one, leg, consumer: await side.receive(one) }),
      ),
    )
    if (this.autoResume && consumers.length > 0) {
      await this.#socket.request('consumer:resume', { consumerIds: consumers.map((one) => one.consumerId) })
    }
    this.#legs.onReceived(leg)
  }

  drop(consumerIds: readonly ConsumerId[]): void {
    for (const id of consumerIds) {
      this.received.get(id)?.consumer.close()
      this.received.delete(id)
    }
  }

  close(): void {
    this.#legs.closeAll()
    this.#sent.clear()
  }

  #onClosed(leg: LegId): void {
    this.drop([...this.received.values()].filter((one) => one.leg === leg).map(({ consumerId }) => consumerId))
  }

  #carries(): FakeLeg {
    const { carries } = this.#legs
    if (!carries) throw new Error('no transports')
    return carries
  }
}
