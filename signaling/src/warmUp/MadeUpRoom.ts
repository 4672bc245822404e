import { randomUUID } from 'node:crypto'
import {
  DeviceId,
  type MeetingId,
  type Notice,
  PROTOCOL_VERSION,
  type RequestData,
  type RequestName,
  type RequestResponse,
  type Source,
  Answer,
  RequestId,
} from '@diem-cau/signaling-contract'
import { io, type Socket } from 'socket.io-client'
import { madeUpCapabilities, madeUpDtls, madeUpRtp } from './madeUpMedia.ts'

/** A room that comes into a made-up meeting over a socket, as its page would. */
export class MadeUpRoom {
  readonly #socket: Socket
  readonly #received = Promise.withResolvers<void>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('notice', (raw: unknown) => this.#onNotice(raw))
  }

  static async connect(url: string, token: string): Promise<MadeUpRoom> {
    const socket = io(url, {
      auth: { token, protocol: PROTOCOL_VERSION, deviceId: DeviceId.parse(randomUUID()) },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return new MadeUpRoom(socket)
  }

  /** Comes in, opens camera and microphone, and looks at the first who is there; resolves when that is received. */
  async enter(meetingId: MeetingId): Promise<void> {
    await this.#ask('media:describe', {})
    const { sync, participantId } = await this.#ask('meeting:join', {
      meetingId,
      deviceName: 'made-up',
      takeover: false,
      resume: null,
      prepared: null,
      rtpCapabilities: madeUpCapabilities,
      viewport: null,
    })
    const there = sync.kind === 'snapshot' ? Object.values(sync.state.participants) : []
    const seen = there.find((one) => one.participantId !== participantId)
    await Promise.all([
      this.#ask('media:connect', { direction: 'recv', dtlsParameters: madeUpDtls }),
      this.#ask('media:connect', { direction: 'send', dtlsParameters: madeUpDtls }),
      this.#ask('viewport:set', {
        tiles: seen ? [{ participantId: seen.participantId, source: 'camera', height: 720 }] : [],
      }),
      this.#open('mic', []),
      this.#open('camera', [180, 360, 720]),
    ])
    if (seen) await this.#received.promise
  }

  /** As the chair: the meeting has begun. */
  async begin(): Promise<void> {
    await this.#ask('meeting:start', { belowQuorum: true })
  }

  close(): void {
    this.#socket.disconnect()
  }

  async #open(source: Source, layerHeights: number[]): Promise<void> {
    await this.#ask('producer:open', { source, paused: false, rtpParameters: madeUpRtp(source), layerHeights })
  }

  async #ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    const requestId = RequestId.parse(randomUUID())
    const answer = Answer.parse(await this.#socket.emitWithAck('request', { requestId, name, data }))
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
    return answer.data as RequestResponse<N>
  }

  #onNotice(raw: unknown): void {
    const notice = raw as Notice
    if (notice.name !== 'consumersOpened') return
    const consumerIds = notice.consumers.map(({ consumerId }) => consumerId)
    this.#ask('consumer:resume', { consumerIds }).then(() => this.#received.resolve(), this.#received.reject)
  }
}
