import type {
  MeetingId,
  Notice,
  ParticipantId,
  RequestData,
  RequestName,
  RequestResponse,
} from '@diem-cau/signaling-contract'
import { TestSocket } from '../../protocol/support/TestSocket.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmEndpoint } from '../farm/FarmEndpoint.ts'
import type { FarmTrack } from '../farm/FarmTrack.ts'

export interface FloorRoomOptions {
  readonly url: string
  readonly token: string
  readonly meetingId: MeetingId
  /** Its microphone is silent while nobody takes it, as a client's is; otherwise it never stops, whatever it is told. */
  readonly heedsDemand: boolean
}

type Opened = Extract<Notice, { name: 'consumersOpened' }>['consumers'][number]

/** A room that speaks without end and listens to all it is sent: real socket, real lines, real sound packets. */
export class FloorRoom {
  readonly participantId: ParticipantId
  readonly #socket: TestSocket
  readonly #endpoint: FarmEndpoint
  /** SSRCs by the participant whose microphone arrives here. */
  readonly #ssrcs = new Map<ParticipantId, number>()
  readonly #consumers = new Map<string, ParticipantId>()
  /** It may be over before it was begun. */
  readonly #closed = new Set<string>()
  #consuming: Promise<void> = Promise.resolve()
  #mic: FarmTrack | null = null
  /** The last demand for its microphone; undefined = none was told. */
  #demand: number | null | undefined

  private constructor(participantId: ParticipantId, socket: TestSocket, endpoint: FarmEndpoint) {
    this.participantId = participantId
    this.#socket = socket
    this.#endpoint = endpoint
  }

  static async enter(farm: Farm, { url, token, meetingId, heedsDemand }: FloorRoomOptions): Promise<FloorRoom> {
    const socket = await TestSocket.connect({ url, token })
    const { routerRtpCapabilities } = await socket.request('media:describe', {})
    const { participantId, media } = await socket.request('meeting:join', {
      meetingId,
      deviceName: 'floor',
      takeover: false,
      resume: null,
      prepared: null,
      rtpCapabilities: routerRtpCapabilities,
      viewport: { tiles: [] },
    })
    if (media.kind !== 'fresh') throw new Error(`no transports: ${media.kind}`)
    const endpoint = farm.endpoint()
    for (const direction of ['send', 'recv'] as const) {
      const dtlsParameters = await endpoint.connect(direction, media[direction])
      await socket.request('media:connect', { direction, dtlsParameters })
    }
    await Promise.all([endpoint.send.connected, endpoint.recv.connected])
    const room = new FloorRoom(participantId, socket, endpoint)
    for (const notice of socket.notices) room.#take(notice)
    socket.onNotice((notice) => room.#take(notice))
    const mic = await endpoint.send.produceAudio({ muted: true })
    await socket.request('producer:open', {
      source: 'mic',
      paused: false,
      rtpParameters: mic.rtpParameters,
      layerHeights: [],
    })
    // Asks nobody: it is the farm, not a browser with a mute button.
    if (heedsDemand) room.#mic = mic
    await mic.sendUpTo(heedsDemand && room.#demand !== undefined ? room.#demand : 0)
    return room
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  /** Waits until this one's microphone would be heard here: all but its gate is ready. @returns the SSRC that it comes with */
  async standsBy(other: ParticipantId): Promise<number> {
    const ssrc = await this.#socket.until(`a consumer of ${other}`, () => this.#ssrcs.get(other))
    await this.#consuming
    return ssrc
  }

  /** Waits until no other microphone than this one would be heard here. */
  async hearsOnly(other: ParticipantId): Promise<void> {
    await this.#socket.until(`only ${other}`, () => [...this.#ssrcs.keys()].every((id) => id === other))
  }

  /** Begins to wait for that microphone's next packet; see FarmTransport.watch. */
  watch(ssrc: number): Promise<{ arrival: Promise<number> }> {
    return this.#endpoint.recv.watch(ssrc)
  }

  /** Packets that its microphone has sent so far. */
  async sent(): Promise<number> {
    const { sent } = await this.#endpoint.send.stats()
    return sent.reduce((sum, { packets }) => sum + packets, 0)
  }

  packets(ssrc: number, count: number): Promise<void> {
    return this.#endpoint.recv.packets(ssrc, count)
  }

  /** Packets that have come here so far, announced or not, but those of one SSRC. */
  async received({ but }: { but: number | null }): Promise<number> {
    const { received } = await this.#endpoint.recv.stats()
    return received.filter(({ ssrc }) => ssrc !== but).reduce((sum, { packets }) => sum + packets, 0)
  }

  /** Waits for the first packet ever of this SSRC. @returns when it came, in ms since 1970 */
  firstPacket(ssrc: number): Promise<number> {
    return this.#endpoint.recv.firstPacket(ssrc)
  }

  /** Number of notices so far, to find those that come later. */
  get told(): number {
    return this.#socket.notices.length
  }

  /** Lists whom it was told to be speaking since, one list a report. */
  speaking(since: number): ParticipantId[][] {
    return this.#socket.notices
      .slice(since)
      .flatMap((notice) =>
        notice.name === 'speaking' ? [notice.levels.map(({ participantId }) => participantId)] : [],
      )
  }

  close(): void {
    this.#socket.close()
  }

  #take(notice: Notice): void {
    if (notice.name === 'consumersOpened') {
      this.#consuming = this.#consuming.then(() => this.#consume(notice.consumers))
      this.#consuming.catch(() => undefined)
    }
    if (notice.name === 'demand') {
      this.#demand = notice.producers.at(-1)?.layer
      if (this.#demand !== undefined) void this.#mic?.sendUpTo(this.#demand)
    }
    if (notice.name === 'events') {
      for (const { event } of notice.events)
        if (event.type === 'producerClosed' && event.source === 'mic') this.#ssrcs.delete(event.participantId)
    }
    if (notice.name === 'consumersClosed') for (const id of notice.consumerIds) this.#forget(id)
  }

  async #consume(consumers: readonly Opened[]): Promise<void> {
    const mics = consumers.filter(({ source }) => source === 'mic')
    const ready = await Promise.all(
      mics.map(async (mic) => ({
        mic,
        ssrc: (await this.#endpoint.recv.consume(mic.rtpParameters, { inspect: false })).ssrc,
      })),
    )
    if (ready.length === 0) return
    await this.#socket.request('consumer:resume', { consumerIds: mics.map(({ consumerId }) => consumerId) })
    for (const { mic, ssrc } of ready) {
      if (this.#closed.has(mic.consumerId)) continue
      this.#consumers.set(mic.consumerId, mic.participantId)
      this.#ssrcs.set(mic.participantId, ssrc)
    }
    this.#socket.poke()
  }

  #forget(consumerId: string): void {
    this.#closed.add(consumerId)
    const whose = this.#consumers.get(consumerId)
    this.#consumers.delete(consumerId)
    if (whose !== undefined) this.#ssrcs.delete(whose)
    this.#socket.poke()
  }
}
