import { randomUUID } from 'node:crypto'
import { EndpointId } from '@diem-cau/sfu-contract'
import { type AccountId, MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import type { ConnectTestLine, TestLine } from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { mediaError } from '../../../errors/mediaError.ts'
import type { SfuClient } from './MediaNodes.ts'

/** A line that nobody needs any more ends by itself, in milliseconds. */
const LIFE_MS = 20_000
/** So many lines of one account are there at a time: one over UDP, one over TCP. */
const MOST = 2

type Line = {
  readonly client: SfuClient
  readonly meetingId: MeetingId
  readonly endpointId: EndpointId
  readonly of: AccountId
}

/** Lines to a media node that carry nothing: somebody's browser tries whether they come to be (SPEC 16.13). */
export class TestLines {
  readonly #lines = new Map<string, Line>()
  readonly #timers = new Set<NodeJS.Timeout>()

  /** @throws MeetingError `rateLimited` for too many at a time, `mediaUnavailable` when the node does not take it */
  async open(client: SfuClient, of: AccountId): Promise<TestLine> {
    if ([...this.#lines.values()].filter((line) => line.of === of).length >= MOST)
      throw new MeetingError('rateLimited', 'two lines are being tried', { retryAfterSec: LIFE_MS / 1000 })
    const lineId = randomUUID()
    const meetingId = MeetingId.parse(`test.${lineId}`)
    const endpointId = EndpointId.parse(`test.${lineId}`)
    this.#lines.set(lineId, { client, meetingId, endpointId, of })
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void this.#end(lineId)
    }, LIFE_MS).unref()
    this.#timers.add(timer)
    try {
      const { routerRtpCapabilities, send } = await client.request('endpoint:join', {
        meetingId,
        endpointId,
        rtpCapabilities: null,
        voice: false,
      })
      return { lineId, routerRtpCapabilities, transport: send }
    } catch (error) {
      void this.#end(lineId)
      throw mediaError(error)
    }
  }

  /** @throws MeetingError `notFound` when it has ended, or is another's */
  async connect(lineId: string, of: AccountId, { dtlsParameters }: z.infer<typeof ConnectTestLine>): Promise<void> {
    const line = this.#lines.get(lineId)
    if (!line || line.of !== of) throw new MeetingError('notFound', 'this line has ended')
    try {
      await line.client.request('endpoint:connect', { endpointId: line.endpointId, direction: 'send', dtlsParameters })
    } catch (error) {
      throw mediaError(error)
    }
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    await Promise.all([...this.#lines.keys()].map((lineId) => this.#end(lineId)))
  }

  /** Does not fail: what a node that is away kept of it is closed there when it is back. */
  async #end(lineId: string): Promise<void> {
    const line = this.#lines.get(lineId)
    this.#lines.delete(lineId)
    await line?.client.request('meeting:close', { meetingId: line.meetingId }).catch(() => undefined)
  }
}
