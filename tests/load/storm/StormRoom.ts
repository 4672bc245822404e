import { randomUUID } from 'node:crypto'
import {
  DeviceId,
  FreshMedia,
  type MeetingId,
  type ParticipantId,
  requests,
  type Source,
} from '@diem-cau/signaling-contract'
import { ConsumerParameters } from '@diem-cau/sfu-contract'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Farm } from '../farm/Farm.ts'
import type { FarmEndpoint } from '../farm/FarmEndpoint.ts'
import type { FarmTrack } from '../farm/FarmTrack.ts'
import { StormLine, type StormLineOptions } from './StormLine.ts'

export interface StormRoomOptions {
  readonly url: string
  readonly meetingId: MeetingId
  readonly token: string
  readonly name: string
  /** Whose camera it waits for. */
  readonly chair: ParticipantId
}

/** When it began to connect with success, and when it saw the chair; ms since 1970. */
export interface Seen {
  readonly beganAt: number
  readonly seenAt: number
}

const HEIGHTS = [180, 360, 720]
const STAGE = 720
/** As the web client's socket comes back: first after about this, then twice as long, at most; milliseconds. */
const RECONNECT_MS = 400
const RECONNECT_MAX_MS = 4000

const now = () => performance.timeOrigin + performance.now()

const joined = requests['meeting:join'].response
  .pick({ endpointId: true })
  .extend({ media: z.looseObject({ kind: z.string() }) })
const described = requests['media:describe'].response
const produced = requests['producer:open'].response
const nothing = z.unknown()

/** What a room must read of what it is told; the rest is left unparsed. */
const Opened = z.object({
  consumers: z.array(
    ConsumerParameters.pick({ consumerId: true, kind: true, rtpParameters: true }).extend({
      participantId: z.string(),
      source: z.string(),
    }),
  ),
})
const Events = z.object({ events: z.array(z.object({ seq: z.int() })).min(1) })
const Demand = z.object({
  producers: z.array(z.object({ producerId: z.string(), layer: z.int().nullable() })),
})
/** A room that comes in as fast as it can: what its page would wait for it waits for, and for nothing else. */
export class StormRoom {
  readonly #farm: Farm
  readonly #options: StormRoomOptions
  readonly #deviceId = DeviceId.parse(randomUUID())
  readonly #tracks = new Map<string, FarmTrack>()
  readonly #demands = new Map<string, number | null>()
  readonly #chairSsrc = Promise.withResolvers<number>()
  /** The receiving transport is there: consumers may be made on it. */
  readonly #receiving = Promise.withResolvers<void>()
  readonly #endpoint: FarmEndpoint
  #endpointId: z.infer<typeof joined>['endpointId'] | null = null
  #line: StormLine | null = null
  /** The number of the last event that it was told of is read when it comes back only. */
  #lastEvents: () => unknown = () => ({ events: [{ seq: 0 }] })

  constructor(farm: Farm, options: StormRoomOptions) {
    this.#farm = farm
    this.#options = options
    this.#endpoint = farm.endpoint()
    this.#chairSsrc.promise.catch(() => undefined)
  }

  /** Comes in, with microphone and camera. Resolves with when it saw the chair; both are on by then. */
  async enter(): Promise<Seen> {
    const { meetingId, name, chair } = this.#options
    const beganAt = now()
    const line = await this.#connect()
    const { routerRtpCapabilities } = await line.ask('media:describe', {}, described)
    const { endpointId, media } = await line.ask(
      'meeting:join',
      {
        meetingId,
        deviceName: name,
        takeover: false,
        resume: null,
        prepared: null,
        rtpCapabilities: routerRtpCapabilities,
        viewport: null,
      },
      joined,
    )
    this.#endpointId = endpointId
    const transports = FreshMedia.parse(media)
    // Told before the line begins to stand, as the page does.
    const connecting = (['recv', 'send'] as const).map(async (direction) => {
      const { dtlsParameters } = this.#farm
      await Promise.all([
        line.ask('media:connect', { direction, dtlsParameters }, nothing),
        this.#endpoint.connect(direction, transports[direction]),
      ])
      if (direction === 'recv') this.#receiving.resolve()
    })
    const looking = line.ask(
      'viewport:set',
      { tiles: [{ participantId: chair, source: 'camera', height: STAGE }] },
      nothing,
    )
    const [, sending] = connecting
    await sending
    await Promise.all([this.#send('mic', []), this.#send('camera', HEIGHTS), looking, ...connecting])
    const seenAt = await this.#endpoint.recv.firstPacket(await this.#chairSsrc.promise)
    return { beganAt, seenAt }
  }

  /** The line is gone: comes back to the place it had, as often as it takes. Resolves with when the chair is seen there. */
  async comeBack(): Promise<Seen> {
    for (let delay = RECONNECT_MS; ; delay = Math.min(delay * 2, RECONNECT_MAX_MS)) {
      await pause(delay * (0.5 + Math.random()))
      const beganAt = now()
      try {
        this.#line = await this.#connect()
      } catch {
        continue
      }
      return { beganAt, seenAt: await this.#resume(this.#line) }
    }
  }

  get lineGone(): Promise<void> {
    return this.#line?.gone ?? Promise.resolve()
  }

  close(): void {
    this.#line?.close()
  }

  async #connect(): Promise<StormLine> {
    const { url, token } = this.#options
    const onNotice: StormLineOptions['onNotice'] = (name, read) => this.#onNotice(name, read)
    this.#line = await StormLine.connect({ url, token, deviceId: this.#deviceId, onNotice })
    return this.#line
  }

  async #resume(line: StormLine): Promise<number> {
    const { meetingId, name, chair } = this.#options
    const endpointId = this.#endpointId
    if (!endpointId) throw new Error(`${name} was never in`)
    const { media } = await line.ask(
      'meeting:join',
      {
        meetingId,
        deviceName: name,
        takeover: false,
        resume: { endpointId, seq: Events.parse(this.#lastEvents()).events.at(-1)?.seq ?? 0 },
        prepared: null,
        rtpCapabilities: null,
        viewport: { tiles: [{ participantId: chair, source: 'camera', height: STAGE }] },
      },
      joined,
    )
    if (media.kind !== 'kept') throw new Error(`${name} lost its media: ${media.kind}`)
    const { arrival } = await this.#endpoint.recv.watch(await this.#chairSsrc.promise)
    return arrival
  }

  async #send(source: Source, layerHeights: number[]): Promise<void> {
    const { send } = this.#endpoint
    const track = source === 'mic' ? await send.produceAudio({ muted: true }) : await send.produceVideo({ muted: true })
    const { rtpParameters } = track
    const data = { source, paused: false, rtpParameters, layerHeights }
    const line = this.#line
    if (!line) throw new Error('no line')
    const { producerId } = await line.ask('producer:open', data, produced)
    this.#tracks.set(producerId, track)
    const demand = this.#demands.get(producerId)
    await (demand === undefined ? track.unmute() : track.sendUpTo(demand))
  }

  #onNotice(name: string, read: () => unknown): void {
    switch (name) {
      case 'events':
        this.#lastEvents = read
        break
      case 'consumersOpened':
        void this.#consume(Opened.parse(read()).consumers)
        break
      case 'demand':
        for (const { producerId, layer } of Demand.parse(read()).producers) {
          this.#demands.set(producerId, layer)
          void this.#tracks.get(producerId)?.sendUpTo(layer)
        }
        break
      default:
        break
    }
  }

  async #consume(consumers: z.infer<typeof Opened>['consumers']): Promise<void> {
    const line = this.#line
    await this.#receiving.promise
    for (const { kind, source, participantId, rtpParameters } of consumers) {
      const { ssrc } = await this.#endpoint.recv.consume(rtpParameters, { inspect: kind === 'audio' })
      if (source === 'camera' && participantId === this.#options.chair) this.#chairSsrc.resolve(ssrc)
    }
    const consumerIds = consumers.map(({ consumerId }) => consumerId)
    // Refused only when they are gone meanwhile.
    await line?.ask('consumer:resume', { consumerIds }, nothing).catch(() => undefined)
  }
}
