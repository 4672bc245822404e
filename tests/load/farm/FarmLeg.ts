import type { Direction } from '@diem-cau/sfu-contract'
import type { FreshMedia, LegId, ProducerId, Source } from '@diem-cau/signaling-contract'
import type { LegSide } from '../../protocol/support/LegFollower.ts'
import type { TestSocket } from '../../protocol/support/TestSocket.ts'
import type { FarmEndpoint } from './FarmEndpoint.ts'
import type { FarmTrack } from './FarmTrack.ts'
import type { FarmTransport } from './FarmTransport.ts'

/** Something that a room sends; it is made anew for each leg. */
export interface FarmSource {
  readonly source: Source
  readonly layerHeights: number[]
  /** Makes it, muted: it begins when the server knows of it. */
  readonly make: (send: FarmTransport) => Promise<FarmTrack>
}

interface FarmLegOptions {
  readonly endpoint: FarmEndpoint
  readonly socket: Pick<TestSocket, 'request'>
  readonly directions: readonly Direction[]
  readonly sources: readonly FarmSource[]
  /** What the server said of a producer; undefined = nothing, or nothing that is heeded. */
  readonly demand: (producerId: ProducerId) => number | null | undefined
}

/** One leg of a room of the farm: real transports, and what goes over them. */
export class FarmLeg implements LegSide {
  readonly leg: LegId
  readonly endpoint: FarmEndpoint
  readonly #media: FreshMedia
  readonly #options: FarmLegOptions
  readonly #tracks = new Map<ProducerId, FarmTrack>()

  constructor(media: FreshMedia, options: FarmLegOptions) {
    this.leg = media.leg
    this.endpoint = options.endpoint
    this.#media = media
    this.#options = options
  }

  async connect(): Promise<void> {
    const { socket, directions } = this.#options
    for (const direction of directions) {
      const dtlsParameters = await this.endpoint.connect(direction, this.#media[direction])
      await socket.request('media:connect', { leg: this.leg, direction, dtlsParameters })
    }
    await Promise.all(directions.map((direction) => this.endpoint[direction].connected))
  }

  async produce(): Promise<void> {
    for (const source of this.#options.sources) await this.#open(source)
  }

  /** The server said something of this producer; of another one's it is nothing to this leg. */
  onDemand(producerId: ProducerId): void {
    const track = this.#tracks.get(producerId)
    if (track) void this.#send(track, producerId)
  }

  async close(): Promise<void> {
    this.#tracks.clear()
    await this.endpoint.close()
  }

  async #open({ source, layerHeights, make }: FarmSource): Promise<void> {
    const track = await make(this.endpoint.send)
    const { rtpParameters } = track
    const { producerId } = await this.#options.socket.request('producer:open', {
      leg: this.leg,
      source,
      paused: false,
      rtpParameters,
      layerHeights,
    })
    this.#tracks.set(producerId, track)
    await this.#send(track, producerId)
  }

  #send(track: FarmTrack, producerId: ProducerId): Promise<void> {
    const layer = this.#options.demand(producerId)
    return layer === undefined ? track.unmute() : track.sendUpTo(layer)
  }
}
