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
import { Board } from './Board.ts'

const HEIGHTS = [180, 360, 720]
const PATIENCE_MS = 60_000

interface Options {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
}

/** The chair of a large meeting: reads all that it is told as the page does, keeps the board, and pages through a wall of all rooms. */
export class Chair {
  readonly participantId: ParticipantId
  readonly board: Board
  readonly #socket: TestSocket
  readonly #pictures = new Map<ParticipantId, Promise<number>>()

  private constructor(participantId: ParticipantId, board: Board, socket: TestSocket) {
    this.participantId = participantId
    this.board = board
    this.#socket = socket
  }

  static async enter(farm: Farm, { url, meetingId, token }: Options): Promise<Chair> {
    const socket = await TestSocket.connect({ url, token })
    const { routerRtpCapabilities } = await socket.request('media:describe', {})
    const { participantId, sync, media } = await socket.request('meeting:join', {
      meetingId,
      deviceName: 'chair',
      takeover: false,
      resume: null,
      prepared: null,
      rtpCapabilities: routerRtpCapabilities,
      viewport: { tiles: [] },
    })
    if (media.kind !== 'fresh') throw new Error(`the chair got no transports: ${media.kind}`)
    const chair = new Chair(participantId, new Board(sync), socket)
    for (const notice of socket.notices) chair.board.onNotice(notice)
    socket.onNotice((notice) => chair.board.onNotice(notice))
    await RoomMedia.open(media, {
      farm,
      socket,
      heedsDemand: true,
      sources: [{ source: 'camera', layerHeights: HEIGHTS, make: (send) => send.produceVideo({ muted: true }) }],
      receive: (recv, consumers) => chair.#consume(recv, consumers),
    })
    return chair
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  /** Waits until the board, or what else the chair was told, is as it should be. */
  until<T>(what: string, probe: () => T | null | undefined | false): Promise<T> {
    return this.#socket.until(what, probe, PATIENCE_MS)
  }

  /** Turns the wall to these rooms. @returns milliseconds until each of them was seen, from the turn on */
  async turnTo(rooms: readonly ParticipantId[], height: number): Promise<number[]> {
    const tiles = rooms.map((participantId): Tile => ({ participantId, source: 'camera', height }))
    const before = new Set(this.#pictures.keys())
    const turnedAt = performance.timeOrigin + performance.now()
    await this.#socket.request('viewport:set', { tiles })
    const fresh = rooms.filter((id) => !before.has(id))
    await this.until('the pictures of a page', () => fresh.every((id) => this.#pictures.has(id)))
    const seenAt = await Promise.all(fresh.flatMap((id) => this.#pictures.get(id) ?? []))
    return seenAt.map((at) => at - turnedAt)
  }

  close(): void {
    this.#socket.close()
  }

  async #consume(recv: FarmTransport, consumers: readonly Opened[]): Promise<void> {
    const received = await Promise.all(
      consumers.map(({ rtpParameters }) => recv.consume(rtpParameters, { inspect: false })),
    )
    for (const [n, { source, participantId }] of consumers.entries()) {
      const ssrc = received[n]?.ssrc
      if (source !== 'camera' || ssrc === undefined) continue
      const first = recv.firstPacket(ssrc)
      first.catch(() => undefined)
      this.#pictures.set(participantId, first)
    }
    const consumerIds = consumers.map(({ consumerId }) => consumerId)
    // They are refused only when they are gone meanwhile.
    await this.#socket.request('consumer:resume', { consumerIds }).catch(() => undefined)
    this.#socket.poke()
  }
}
