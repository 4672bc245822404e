import type { Direction } from '@diem-cau/sfu-contract'
import type { FreshMedia, Notice, ProducerId } from '@diem-cau/signaling-contract'
import { LegFollower } from '../../protocol/support/LegFollower.ts'
import type { TestSocket } from '../../protocol/support/TestSocket.ts'
import type { Farm } from './Farm.ts'
import { FarmLeg, type FarmSource } from './FarmLeg.ts'
import type { FarmTransport } from './FarmTransport.ts'

export type Opened = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

interface Options {
  readonly farm: Farm
  readonly socket: Pick<TestSocket, 'request' | 'notices' | 'onNotice'>
  readonly sources: readonly FarmSource[]
  /** Sends what is asked for (`demand`); otherwise everything. */
  readonly heedsDemand: boolean
  /** Makes consumers and asks for them. null: this room receives nothing, and has no receiving transport. */
  readonly receive: ((recv: FarmTransport, consumers: readonly Opened[]) => Promise<void>) | null
  /** Gets all that the socket says, also what it said before. */
  readonly onNotice?: (notice: Notice) => void
}

/** Of what is sent, packets and bytes of payload. */
interface Sent {
  readonly packets: number
  readonly bytes: number
}

/** What a room of the farm sends and receives, over whichever leg carries: it moves when the server says so (SPEC 5.14 to 5.16). */
export class RoomMedia {
  readonly #options: Options
  readonly #legs: LegFollower<FarmLeg>
  readonly #demands = new Map<ProducerId, number | null>()
  #receiving: Promise<void> = Promise.resolve()

  private constructor(options: Options) {
    this.#options = options
    const { farm, socket, sources, receive } = options
    const directions: readonly Direction[] = receive ? ['send', 'recv'] : ['send']
    const demand = (producerId: ProducerId) => this.#demands.get(producerId)
    this.#legs = new LegFollower({
      make: (media) => new FarmLeg(media, { endpoint: farm.endpoint(), socket, directions, sources, demand }),
      take: (leg) => socket.request('media:taken', { leg }),
      receives: receive !== null,
      onFault: (error) => console.error(`a room of the farm could not follow to another leg: ${String(error)}`),
    })
  }

  /** Connects what a join was answered with, and sends. */
  static async open(media: FreshMedia, options: Options): Promise<RoomMedia> {
    const room = new RoomMedia(options)
    const leg = room.#legs.replaceAll(media)
    await leg.connect()
    const take = (notice: Notice) => {
      room.#take(notice)
      options.onNotice?.(notice)
    }
    for (const notice of options.socket.notices) take(notice)
    options.socket.onNotice(take)
    await leg.produce()
    return room
  }

  /** The receiving transport of the leg that carries. */
  get recv(): FarmTransport {
    const { carries } = this.#legs
    if (!carries) throw new Error('this room has no leg')
    return carries.endpoint.recv
  }

  /** Resolves when all is made that was offered so far. */
  get received(): Promise<void> {
    return this.#receiving
  }

  /** What went up so far over the legs that there are. */
  async sent(): Promise<Sent> {
    const stats = await Promise.all(this.#legs.all.map(({ endpoint }) => endpoint.send.stats()))
    const sent = stats.flatMap((one) => one.sent)
    return {
      packets: sent.reduce((sum, { packets }) => sum + packets, 0),
      bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  }

  /** Lets go of all its legs. */
  async close(): Promise<void> {
    await Promise.all(this.#legs.all.map((leg) => leg.close()))
  }

  #take(notice: Notice): void {
    this.#legs.onNotice(notice)
    if (notice.name === 'demand' && this.#options.heedsDemand) {
      for (const { producerId, layer } of notice.producers) {
        this.#demands.set(producerId, layer)
        for (const leg of this.#legs.all) leg.onDemand(producerId)
      }
    }
    if (notice.name !== 'consumersOpened') return
    this.#receiving = this.#receiving.then(() => this.#receive(notice)).catch(() => undefined)
  }

  async #receive({ leg, consumers }: Extract<Notice, { name: 'consumersOpened' }>): Promise<void> {
    const side = this.#legs.of(leg)
    if (!side || !this.#options.receive) return
    await this.#options.receive(side.endpoint.recv, consumers)
    this.#legs.onReceived(leg)
  }
}
