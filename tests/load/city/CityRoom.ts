import type {
  MeetingId,
  Notice,
  ParticipantId,
  ProducerId,
  RequestData,
  RequestName,
  RequestResponse,
  Source,
  Tile,
} from '@diem-cau/signaling-contract'
import { TestSocket } from '../../protocol/support/TestSocket.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmEndpoint } from '../farm/FarmEndpoint.ts'
import type { FarmTrack } from '../farm/FarmTrack.ts'

export interface CityRoomOptions {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
  readonly name: string
  /** Sends what is asked for (`demand`); otherwise everything, as clients did before that notice was. */
  readonly heedsDemand: boolean
}

type Opened = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

const HEIGHTS = [180, 360, 720]
/** Bytes of a packet beyond its payload: RTP header with extensions, SRTP tag, UDP and IPv4. */
const HEADERS = 12 + 24 + 16 + 8 + 20

/**
 * One room as the servers see it: a real socket, both lines to the media node, a microphone that never is silent, a camera of 720p
 * in three layers, and everything received that it looks at.
 */
export class CityRoom {
  readonly participantId: ParticipantId
  readonly #options: CityRoomOptions
  readonly #socket: TestSocket
  readonly #endpoint: FarmEndpoint
  readonly #tracks = new Map<ProducerId, FarmTrack>()
  readonly #demands = new Map<ProducerId, number | null>()
  readonly #firstPictures = new Map<ParticipantId, Promise<number>>()
  #tiles = ''

  private constructor(
    options: CityRoomOptions,
    participantId: ParticipantId,
    socket: TestSocket,
    endpoint: FarmEndpoint,
  ) {
    this.#options = options
    this.participantId = participantId
    this.#socket = socket
    this.#endpoint = endpoint
  }

  /** Comes into the meeting and switches microphone and camera on. */
  static async enter(farm: Farm, options: CityRoomOptions): Promise<CityRoom> {
    const { url, token, meetingId, name } = options
    const socket = await TestSocket.connect({ url, token })
    const { routerRtpCapabilities } = await socket.request('media:describe', {})
    const { participantId, media } = await socket.request('meeting:join', {
      meetingId,
      deviceName: name,
      takeover: false,
      resume: null,
      prepared: null,
      rtpCapabilities: routerRtpCapabilities,
      viewport: { tiles: [] },
    })
    if (media.kind !== 'fresh') throw new Error(`${name} got no transports: ${media.kind}`)
    const endpoint = farm.endpoint()
    const room = new CityRoom(options, participantId, socket, endpoint)
    for (const direction of ['send', 'recv'] as const) {
      const dtlsParameters = await endpoint.connect(direction, media[direction])
      await socket.request('media:connect', { direction, dtlsParameters })
    }
    await Promise.all([endpoint.send.connected, endpoint.recv.connected])
    for (const notice of socket.notices) room.#onNotice(notice)
    socket.onNotice((notice) => room.#onNotice(notice))
    await room.#open('mic', await endpoint.send.produceAudio({ muted: true }), [])
    await room.#open('camera', await endpoint.send.produceVideo({ muted: true }), HEIGHTS)
    return room
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  /** Puts these on its screen from now on. */
  async look(tiles: readonly Tile[]): Promise<void> {
    const text = JSON.stringify(tiles)
    if (text === this.#tiles) return
    this.#tiles = text
    await this.#socket.request('viewport:set', { tiles: [...tiles] })
  }

  /** Waits until that one's camera showed something here. @returns the first time, in ms since 1970 */
  firstPicture(of: ParticipantId): Promise<number> {
    return this.#socket.until(`a picture of ${of}`, () => this.#firstPictures.get(of)).then((at) => at)
  }

  /** Counts what went up its line so far: packets, and bytes with all headers. */
  async sent(): Promise<{ packets: number; bytes: number }> {
    const { sent } = await this.#endpoint.send.stats()
    const packets = sent.reduce((sum, one) => sum + one.packets, 0)
    return { packets, bytes: packets * HEADERS + sent.reduce((sum, one) => sum + one.bytes, 0) }
  }

  close(): void {
    this.#socket.close()
  }

  async #open(source: Source, track: FarmTrack, layerHeights: number[]): Promise<void> {
    const { rtpParameters } = track
    const { producerId } = await this.#socket.request('producer:open', {
      source,
      paused: false,
      rtpParameters,
      layerHeights,
    })
    this.#tracks.set(producerId, track)
    const demand = this.#demands.get(producerId)
    await (demand === undefined ? track.unmute() : track.sendUpTo(demand))
  }

  #onNotice(notice: Notice): void {
    if (notice.name === 'consumersOpened') void this.#consume(notice.consumers)
    if (notice.name !== 'demand' || !this.#options.heedsDemand) return
    for (const { producerId, layer } of notice.producers) {
      this.#demands.set(producerId, layer)
      void this.#tracks.get(producerId)?.sendUpTo(layer)
    }
  }

  async #consume(consumers: readonly Opened[]): Promise<void> {
    const { recv } = this.#endpoint
    for (const { kind, source, participantId, rtpParameters } of consumers) {
      const { ssrc } = await recv.consume(rtpParameters, { inspect: kind === 'audio' })
      if (source !== 'camera' || this.#firstPictures.has(participantId)) continue
      const first = recv.firstPacket(ssrc)
      first.catch(() => undefined)
      this.#firstPictures.set(participantId, first)
    }
    const consumerIds = consumers.map(({ consumerId }) => consumerId)
    // They are refused only when they are gone meanwhile.
    await this.#socket.request('consumer:resume', { consumerIds }).catch(() => undefined)
    this.#socket.poke()
  }
}
