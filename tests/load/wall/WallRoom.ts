import type { ParticipantId, MeetingId, UnitRef } from '@diem-cau/signaling-contract'
import { TestSocket } from '../../protocol/support/TestSocket.ts'
import { CLIP_COLOURS, CLIP_LAYERS, clipVideo } from '../farm/clips.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmTrack } from '../farm/FarmTrack.ts'
import { RoomMedia } from '../farm/RoomMedia.ts'

export interface WallRoomOptions {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
  readonly unit: UnitRef
  /** Number of the clip that its camera films. */
  readonly clip: number
}

/** One room as the servers see it: a real socket, a real line to the media node, a camera whose picture can be decoded. */
export class WallRoom {
  readonly unit: UnitRef
  readonly participantId: ParticipantId
  readonly colour: (typeof CLIP_COLOURS)[number]
  readonly #socket: TestSocket
  #camera: FarmTrack | null = null

  private constructor({ unit, clip }: WallRoomOptions, participantId: ParticipantId, socket: TestSocket) {
    this.unit = unit
    this.participantId = participantId
    this.colour = CLIP_COLOURS[clip] ?? CLIP_COLOURS[0]
    this.#socket = socket
  }

  /** Comes into the meeting with its camera on. It receives nothing, because the chair's browser is measured. */
  static async enter(farm: Farm, options: WallRoomOptions): Promise<WallRoom> {
    const { url, token, meetingId, unit, clip } = options
    const socket = await TestSocket.connect({ url, token })
    const { participantId, media } = await socket.request('meeting:join', {
      meetingId,
      deviceName: unit.name,
      takeover: false,
      resume: null,
      prepared: null,
      rtpCapabilities: null,
      viewport: { tiles: [] },
    })
    if (media.kind !== 'fresh') throw new Error(`${unit.name} got no transports: ${media.kind}`)
    const room = new WallRoom(options, participantId, socket)
    await RoomMedia.open(media, {
      farm,
      socket,
      heedsDemand: false,
      sources: [
        {
          source: 'camera',
          layerHeights: CLIP_LAYERS.map(({ height }) => height),
          make: async (send) => (room.#camera = await send.produceVideo({ ...clipVideo(clip), muted: true })),
        },
      ],
      receive: null,
    })
    return room
  }

  /** Its camera sends all its layers, or nothing. */
  async send(on: boolean): Promise<void> {
    await (on ? this.#camera?.unmute() : this.#camera?.mute())
  }

  close(): void {
    this.#socket.close()
  }
}
