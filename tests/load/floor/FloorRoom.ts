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
import type { FarmTransport } from '../farm/FarmTransport.ts'
import { type Opened, RoomMedia } from '../farm/RoomMedia.ts'

export interface FloorRoomOptions {
  readonly url: string
  readonly token: string
  readonly meetingId: MeetingId
  /** Its microphone is silent while nobody takes it, as a client's is; otherwise it never stops, whatever it is told. */
  readonly heedsDemand: boolean
}

/** A room that speaks without end and listens to all it is sent: real socket, real lines, real sound packets. */
export class FloorRoom {
  readonly participantId: ParticipantId
  readonly #socket: TestSocket
  /** SSRCs by the participant whose microphone arrives here. */
  readonly #ssrcs = new Map<ParticipantId, number>()
  readonly #consumers = new Map<string, { readonly whose: ParticipantId; readonly ssrc: number }>()
  /** It may be over before it was begun. */
  readonly #closed = new Set<string>()
  #media!: RoomMedia

  private constructor(participantId: ParticipantId, socket: TestSocket) {
    this.participantId = participantId
    this.#socket = socket
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
    const room = new FloorRoom(participantId, socket)
    room.#media = await RoomMedia.open(media, {
      farm,
      socket,
      // It asks nobody otherwise: it is the farm, not a browser with a mute button.
      heedsDemand,
      sources: [{ source: 'mic', layerHeights: [], make: (send) => send.produceAudio({ muted: true }) }],
      receive: (recv, consumers) => room.#consume(recv, consumers),
      onNotice: (notice) => room.#take(notice),
    })
    return room
  }

  ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return this.#socket.request(name, data)
  }

  /** Waits until this one's microphone would be heard here: all but its gate is ready. @returns the SSRC that it comes with */
  async standsBy(other: ParticipantId): Promise<number> {
    const ssrc = await this.#socket.until(`a consumer of ${other}`, () => this.#ssrcs.get(other))
    await this.#media.received
    return ssrc
  }

  /** Waits until packets of this one's microphone come with another SSRC than they did: it, or who hears it, has moved. */
  async hearsAnew(other: ParticipantId, before: number): Promise<void> {
    const ssrc = await this.#socket.until(`another consumer of ${other}`, () => {
      const now = this.#ssrcs.get(other)
      return now === before ? null : now
    })
    await this.#media.received
    await this.packets(ssrc, 20)
  }

  /** Waits until no other microphone than this one would be heard here. */
  async hearsOnly(other: ParticipantId): Promise<void> {
    await this.#socket.until(`only ${other}`, () => [...this.#ssrcs.keys()].every((id) => id === other))
  }

  /** Begins to wait for that microphone's next packet; see FarmTransport.watch. */
  watch(ssrc: number): Promise<{ arrival: Promise<number> }> {
    return this.#media.recv.watch(ssrc)
  }

  /** Packets that its microphone has sent so far. */
  async sent(): Promise<number> {
    return (await this.#media.sent()).packets
  }

  packets(ssrc: number, count: number): Promise<void> {
    return this.#media.recv.packets(ssrc, count)
  }

  /** Packets that have come here so far, announced or not, but those of one SSRC. */
  async received({ but }: { but: number | null }): Promise<number> {
    const { received } = await this.#media.recv.stats()
    return received.filter(({ ssrc }) => ssrc !== but).reduce((sum, { packets }) => sum + packets, 0)
  }

  /** Waits for the first packet ever of this SSRC. @returns when it came, in ms since 1970 */
  firstPacket(ssrc: number): Promise<number> {
    return this.#media.recv.firstPacket(ssrc)
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
    if (notice.name === 'events') {
      for (const { event } of notice.events)
        if (event.type === 'producerClosed' && event.source === 'mic' && event.reason !== 'moved')
          this.#ssrcs.delete(event.participantId)
    }
    if (notice.name === 'consumersClosed') for (const id of notice.consumerIds) this.#forget(id)
  }

  async #consume(recv: FarmTransport, consumers: readonly Opened[]): Promise<void> {
    const mics = consumers.filter(({ source }) => source === 'mic')
    const ready = await Promise.all(
      mics.map(async (mic) => ({
        mic,
        ssrc: (await recv.consume(mic.rtpParameters, { inspect: false })).ssrc,
      })),
    )
    if (ready.length === 0) return
    await this.#socket.request('consumer:resume', { consumerIds: mics.map(({ consumerId }) => consumerId) })
    for (const { mic, ssrc } of ready) {
      if (this.#closed.has(mic.consumerId)) continue
      this.#consumers.set(mic.consumerId, { whose: mic.participantId, ssrc })
      this.#ssrcs.set(mic.participantId, ssrc)
    }
    this.#socket.poke()
  }

  #forget(consumerId: string): void {
    this.#closed.add(consumerId)
    const consumer = this.#consumers.get(consumerId)
    this.#consumers.delete(consumerId)
    // Of who moved another one arrives already.
    if (consumer && this.#ssrcs.get(consumer.whose) === consumer.ssrc) this.#ssrcs.delete(consumer.whose)
    this.#socket.poke()
  }
}
