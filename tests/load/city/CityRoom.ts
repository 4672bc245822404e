import type {
  MeetingId,
  ParticipantId,
  RequestData,
  RequestName,
  RequestResponse,
  Tile,
} from '@diem-cau/signaling-contract'
import { TestSocket } from '../../protocol/support/TestSocket.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmTransport } from '../farm/FarmTransport.ts'
import { type Opened, RoomMedia } from '../farm/RoomMedia.ts'
import type { VideoOptions } from '../farm/streams.ts'

export interface CityRoomOptions {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
  readonly name: string
  /** Sends what is asked for (`demand`); otherwise everything, as clients did before that notice was. */
  readonly heedsDemand: boolean
  /** What its camera films: noise of 720p unless told. */
  readonly camera?: VideoOptions
}

const HEIGHTS = [180, 360, 720]
/** Bytes of a packet beyond its payload: RTP header with extensions, SRTP tag, UDP and IPv4. */
const HEADERS = 12 + 24 + 16 + 8 + 20

/**
 * One room as the servers see it: a real socket, both lines to the media node, a microphone that never is silent, a camera of 720p
 * in three layers, and everything received that it looks at.
 */
export class CityRoom {
  readonly participantId: ParticipantId
  readonly #socket: TestSocket
  readonly #firstPictures = new Map<ParticipantId, Promise<number>>()
  #media!: RoomMedia
  #tiles = ''

  private constructor(participantId: ParticipantId, socket: TestSocket) {
    this.participantId = participantId
    this.#socket = socket
  }

  /** Comes into the meeting and switches microphone and camera on. */
  static async enter(farm: Farm, options: CityRoomOptions): Promise<CityRoom> {
    const { url, token, meetingId, name, heedsDemand, camera = {} } = options
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
    const room = new CityRoom(participantId, socket)
    room.#media = await RoomMedia.open(media, {
      farm,
      socket,
      heedsDemand,
      sources: [
        { source: 'mic', layerHeights: [], make: (send) => send.produceAudio({ muted: true }) },
        { source: 'camera', layerHeights: HEIGHTS, make: (send) => send.produceVideo({ ...camera, muted: true }) },
      ],
      receive: (recv, consumers) => room.#consume(recv, consumers),
    })
    return room
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  say<N extends RequestName>(name: N, data: RequestData<N>): void {
    this.#socket.say(name, data)
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
    const { packets, bytes } = await this.#media.sent()
    return { packets, bytes: packets * HEADERS + bytes }
  }

  close(): void {
    this.#socket.close()
  }

  async #consume(recv: FarmTransport, consumers: readonly Opened[]): Promise<void> {
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
