import {
  type MeetingId,
  type OptionId,
  type ParticipantId,
  requests,
  type VoteId,
  FreshMedia,
} from '@diem-cau/signaling-contract'
import { z } from 'zod'
import type { Farm } from '../farm/Farm.ts'
import type { FarmTransport } from '../farm/FarmTransport.ts'
import { type Opened, RoomMedia } from '../farm/RoomMedia.ts'
import { RoomLine } from './RoomLine.ts'

export interface ListeningRoomOptions {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
  readonly name: string
  /** The farm's number of it, from 1: whoever waits for what it hears. */
  readonly listener?: number
  /** What it hears is decrypted, which tells how long it was on its way. */
  readonly inspect?: boolean
}

const HEIGHTS = [180, 360, 720]
const Joined = requests['meeting:join'].response.pick({ participantId: true }).extend({ media: z.unknown() })
const done = z.unknown()

/** A room of a large meeting: camera and microphone are on, and it sends of them what somebody takes; it hears whoever has the floor. */
export class ListeningRoom {
  readonly participantId: ParticipantId
  readonly #line: RoomLine
  readonly #options: ListeningRoomOptions
  #media: RoomMedia | null = null
  #looksAt: ParticipantId | null = null
  #sees = false

  private constructor(participantId: ParticipantId, line: RoomLine, options: ListeningRoomOptions) {
    this.participantId = participantId
    this.#line = line
    this.#options = options
  }

  static async enter(farm: Farm, options: ListeningRoomOptions): Promise<ListeningRoom> {
    const { url, token, meetingId, name } = options
    const line = await RoomLine.connect(url, token)
    const { routerRtpCapabilities } = await line.request('media:describe', {})
    const { participantId, media } = await line.ask(
      'meeting:join',
      {
        meetingId,
        deviceName: name,
        takeover: false,
        resume: null,
        prepared: null,
        rtpCapabilities: routerRtpCapabilities,
        viewport: { tiles: [] },
      },
      Joined,
    )
    const room = new ListeningRoom(participantId, line, options)
    room.#media = await RoomMedia.open(FreshMedia.parse(media), {
      farm,
      socket: line,
      heedsDemand: true,
      sources: [
        { source: 'mic', layerHeights: [], make: (send) => send.produceAudio({ muted: true }) },
        { source: 'camera', layerHeights: HEIGHTS, make: (send) => send.produceVideo({ muted: true }) },
      ],
      receive: (recv, consumers) => room.#consume(recv, consumers),
    })
    return room
  }

  /** A picture of the one that it looks at has come. */
  get sees(): boolean {
    return this.#sees
  }

  async look(at: ParticipantId, height: number): Promise<void> {
    if (at === this.participantId) return
    this.#looksAt = at
    await this.#line.ask('viewport:set', { tiles: [{ participantId: at, source: 'camera', height }] }, done)
  }

  /** Confirms that its unit is there, with one person. */
  async confirm(): Promise<void> {
    await this.#line.ask('rollCall:confirm', { unitCode: null, count: 1, people: [this.#options.name] }, done)
  }

  async vote(voteId: VoteId, optionId: OptionId): Promise<void> {
    await this.#line.ask('vote:cast', { voteId, optionId }, done)
  }

  /** Says goodbye, and frees what it had. */
  async leave(): Promise<void> {
    await this.#line.ask('meeting:leave', {}, done)
    await this.#media?.close()
    this.close()
  }

  close(): void {
    this.#line.close()
  }

  async #consume(recv: FarmTransport, consumers: readonly Opened[]): Promise<void> {
    const { listener = 0, inspect = false } = this.#options
    for (const { kind, participantId, rtpParameters } of consumers) {
      const isHeard = kind === 'audio'
      const { ssrc } = await recv.consume(rtpParameters, {
        inspect: isHeard && inspect,
        listener: isHeard ? listener : 0,
      })
      if (!isHeard && participantId === this.#looksAt)
        recv.firstPacket(ssrc).then(
          () => (this.#sees = true),
          () => undefined,
        )
    }
    const consumerIds = consumers.map(({ consumerId }) => consumerId)
    // They are refused only when they are gone meanwhile.
    await this.#line.ask('consumer:resume', { consumerIds }, done).catch(() => undefined)
  }
}
