import { randomUUID } from 'node:crypto'
import { EndpointId, type NetworkCamera, type ProducerId, type RtpCapabilities } from '@diem-cau/sfu-contract'
import { MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import {
  type CameraOnLine,
  type ConnectLine,
  type Echo,
  LINE_BITRATE,
  LINE_LIFE_MS,
  type LineCount,
  type OpenedLine,
  type ProduceOnLine,
} from '@diem-cau/signaling-contract/readiness'
import { mediaError } from '../../errors/mediaError.ts'
import type { TurnFor } from '../../live/media/nodes/MediaNodes.ts'
import type { SfuClient } from '../../live/media/nodes/MediaNodes.ts'
import { receivedOf } from './receivedOf.ts'

/** So many lines are open to one node at a time: 18 Mbit/s each way at most. */
const MOST_AT_NODE = 12
/** Of these so many for people without a sign-in, who must not keep rooms waiting. */
const MOST_OF_ANYBODY = 4
/** So many of one person or address: one to each of several nodes, and one that was left behind. */
const MOST_OF_ONE = 4
/** Whoever finds all of them taken tries again after so many seconds; a test of a line takes about three. */
const AGAIN_SEC = 3

/** Whose line it is: an account, or for people without a sign-in their address. */
export type LineOwner = { readonly key: string; readonly isSignedIn: boolean }

type Line = {
  readonly client: SfuClient
  readonly owner: LineOwner
  readonly meetingId: MeetingId
  readonly endpointId: EndpointId
  readonly timer: NodeJS.Timeout
  /** What it sends, by kind: all of it comes back. */
  readonly sent: Map<'audio' | 'video', Echo>
}

/** Endpoints that hear themselves, each in a meeting that nobody else is in (SPEC 18.5). */
export class EchoLines {
  readonly #lines = new Map<string, Line>()
  readonly #turnFor: TurnFor

  constructor(turnFor: TurnFor = () => null) {
    this.#turnFor = turnFor
  }

  /** @throws MeetingError `rateLimited` while too many are open, `mediaUnavailable` when the node does not take it */
  async open(client: SfuClient, owner: LineOwner): Promise<OpenedLine> {
    this.#requireRoom(client, owner)
    const lineId = randomUUID()
    const line: Line = {
      client,
      owner,
      meetingId: MeetingId.parse(`echo.${lineId}`),
      endpointId: EndpointId.parse(`echo.${lineId}`),
      timer: setTimeout(() => void this.end(lineId), LINE_LIFE_MS).unref(),
      sent: new Map(),
    }
    this.#lines.set(lineId, line)
    try {
      const { meetingId, endpointId } = line
      const { routerRtpCapabilities, send, recv } = await client.request('endpoint:join', {
        meetingId,
        endpointId,
        rtpCapabilities: null,
        voice: true,
        echo: { bitrate: LINE_BITRATE },
      })
      const turn = this.#turnFor(endpointId, 'line')
      return { lineId, routerRtpCapabilities, send, recv, ...(turn ? { turn } : {}) }
    } catch (error) {
      await this.end(lineId)
      throw mediaError(error)
    }
  }

  /** @throws MeetingError `notFound` when it has ended; so do all that follow */
  async connect(lineId: string, { direction, dtlsParameters }: ConnectLine): Promise<void> {
    await this.#ask(lineId, ({ client, endpointId }) =>
      client.request('endpoint:connect', { endpointId, direction, dtlsParameters }),
    )
  }

  /** Sends something, and has it come back. @throws MeetingError `unsupportedMedia` when the browser cannot receive what it sends */
  produce(lineId: string, { kind, rtpParameters, rtpCapabilities }: ProduceOnLine): Promise<Echo> {
    const source = kind === 'audio' ? 'mic' : 'camera'
    return this.#bringBack(lineId, kind, rtpCapabilities, ({ client, endpointId }) =>
      client.request('endpoint:produce', { endpointId, source, rtpParameters, paused: false }),
    )
  }

  /**
   * Has the room that opened the line look at its camera of the network (SPEC 23.19).
   * @throws MeetingError `notFound` when it is another's line; `unsupportedMedia` when its browser has no H.264
   */
  produceCamera(
    lineId: string,
    owner: LineOwner,
    camera: NetworkCamera,
    { rtpCapabilities }: CameraOnLine,
  ): Promise<Echo> {
    return this.#bringBack(lineId, 'video', rtpCapabilities, ({ client, endpointId, owner: { key } }) => {
      if (key !== owner.key) throw new MeetingError('notFound', 'this line is of somebody else')
      return client.request('endpoint:produceFrom', { endpointId, camera, paused: false })
    })
  }

  async resume(lineId: string): Promise<void> {
    await this.#ask(lineId, ({ client, endpointId, sent }) =>
      client.request('endpoint:resume', {
        endpointId,
        consumerIds: [...sent.values()].map(({ consumer }) => consumer.consumerId),
      }),
    )
  }

  count(lineId: string): Promise<LineCount> {
    return this.#ask(lineId, async ({ client, endpointId }) =>
      receivedOf((await client.request('endpoint:stats', { endpointId })).producers),
    )
  }

  /** Does not fail: what a node that is away kept of it is closed there when it is back. */
  async end(lineId: string): Promise<void> {
    const line = this.#lines.get(lineId)
    this.#lines.delete(lineId)
    clearTimeout(line?.timer)
    await line?.client.request('meeting:close', { meetingId: line.meetingId }).catch(() => undefined)
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#lines.keys()].map((lineId) => this.end(lineId)))
  }

  #requireRoom(client: SfuClient, owner: LineOwner): void {
    const open = [...this.#lines.values()]
    const there = open.filter((line) => line.client === client)
    const isTooMany =
      open.filter((line) => line.owner.key === owner.key).length >= MOST_OF_ONE ||
      there.length >= MOST_AT_NODE ||
      (!owner.isSignedIn && there.filter((line) => !line.owner.isSignedIn).length >= MOST_OF_ANYBODY)
    if (isTooMany) throw new MeetingError('rateLimited', 'too many lines are being tried', { retryAfterSec: AGAIN_SEC })
  }

  #bringBack(
    lineId: string,
    kind: 'audio' | 'video',
    rtpCapabilities: RtpCapabilities,
    produce: (line: Line) => Promise<{ producerId: ProducerId }>,
  ): Promise<Echo> {
    return this.#ask(lineId, async (line) => {
      const { client, endpointId, sent } = line
      await client.request('endpoint:capabilities', { endpointId, rtpCapabilities })
      const { producerId } = await produce(line)
      const others = [...sent].flatMap(([other, { producerId: id }]) => (other === kind ? [] : [id]))
      const { consumers, refused } = await client.request('endpoint:subscribe', {
        endpointId,
        sources: [...others, producerId].map((id) => ({ producerId: id, paused: false, priority: 1 })),
      })
      const consumer = consumers.find((made) => made.producerId === producerId)
      if (!consumer) throw new MeetingError('unsupportedMedia', refused[0]?.error.message ?? 'it does not come back')
      const echo = { producerId, consumer }
      sent.set(kind, echo)
      return echo
    })
  }

  async #ask<T>(lineId: string, ask: (line: Line) => Promise<T>): Promise<T> {
    const line = this.#lines.get(lineId)
    if (!line) throw new MeetingError('notFound', 'this line has ended')
    try {
      return await ask(line)
    } catch (error) {
      throw mediaError(error)
    }
  }
}
