import { type CloseReason, ControlError, type EndpointId, type MeetingId, type Notice } from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import type { Endpoint, EndpointOptions } from './Endpoint.ts'
import { KeyedQueue } from './KeyedQueue.ts'
import { MeetingRouter } from './MeetingRouter.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import { leastLoaded } from './placement.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'

/** A join that finds every worker dead waits so long for a replacement before it is refused, in milliseconds. */
const WORKER_WAIT_MS = 2000

export type MeetingCounts = { meetings: number; endpoints: number; producers: number; consumers: number }

export type MeetingsEvents = {
  notice: [MeetingId, Notice]
  /** Closed, or lost with its worker. */
  ended: [MeetingId]
}

/** Every meeting of this node, and which worker carries it. */
export class Meetings extends EventEmitter<MeetingsEvents> {
  readonly #pool: WorkerPool
  readonly #log: Logger
  readonly #open = new Map<MeetingId, MeetingRouter>()
  readonly #opening = new Map<MeetingId, Promise<MeetingRouter>>()
  readonly #joining = new Map<MeetingId, number>()
  readonly #endpoints = new KeyedQueue<EndpointId>()
  #closed = false

  constructor(pool: WorkerPool, log: Logger) {
    super()
    this.#pool = pool
    this.#log = log
  }

  get all(): MeetingRouter[] {
    return [...this.#open.values()]
  }

  /** Also true while somebody joins it, whether it is made by then or not. */
  has(meetingId: MeetingId): boolean {
    return this.#open.has(meetingId) || this.#joining.has(meetingId)
  }

  get(meetingId: MeetingId): MeetingRouter | undefined {
    return this.#open.get(meetingId)
  }

  /** The meeting an endpoint is in. */
  meetingOf(endpointId: EndpointId): MeetingRouter | undefined {
    for (const meeting of this.#open.values()) if (meeting.endpoint(endpointId) !== undefined) return meeting
    return undefined
  }

  countsOn(worker: MediaWorker): MeetingCounts {
    const counts: MeetingCounts = { meetings: 0, endpoints: 0, producers: 0, consumers: 0 }
    for (const meeting of this.#open.values()) {
      if (meeting.worker !== worker) continue
      counts.meetings += 1
      for (const endpoint of meeting.endpoints) {
        counts.endpoints += 1
        counts.producers += endpoint.producers.length
        counts.consumers += endpoint.consumerCount
      }
    }
    return counts
  }

  /**
   * Makes the endpoint, anew if it is there, and its meeting if it is the first.
   * @throws ControlError `notYours` if it is in another meeting, `unavailable` if no worker is alive
   */
  async join(
    meetingId: MeetingId,
    endpointId: EndpointId,
    options: EndpointOptions,
  ): Promise<{ meeting: MeetingRouter; endpoint: Endpoint }> {
    this.#joining.set(meetingId, (this.#joining.get(meetingId) ?? 0) + 1)
    try {
      return await this.#endpoints.run(endpointId, async () => {
        const present = this.meetingOf(endpointId)
        if (present !== undefined && present.meetingId !== meetingId) {
          throw new ControlError('notYours', 'the endpoint is in another meeting')
        }
        const meeting = await this.#obtain(meetingId)
        return { meeting, endpoint: await meeting.openEndpoint(endpointId, options) }
      })
    } finally {
      const others = (this.#joining.get(meetingId) ?? 1) - 1
      if (others === 0) this.#joining.delete(meetingId)
      else this.#joining.set(meetingId, others)
    }
  }

  /**
   * After a join of the same endpoint that is under way. Fine if it is not there.
   * @param allow throws if the caller may not touch this meeting
   */
  leave(endpointId: EndpointId, allow: (meetingId: MeetingId) => void): Promise<void> {
    return this.#endpoints.run(endpointId, async () => {
      const meeting = this.meetingOf(endpointId)
      if (meeting === undefined) return
      allow(meeting.meetingId)
      meeting.closeEndpoint(endpointId, 'endpointLeft')
    })
  }

  /** Fine if there is none. */
  async close(meetingId: MeetingId, reason: CloseReason): Promise<void> {
    try {
      await this.#opening.get(meetingId)
    } catch {
      // It never came to be, and whoever asked for it was told.
    }
    const meeting = this.#open.get(meetingId)
    if (meeting === undefined) return
    meeting.close(reason)
    this.#forget(meeting)
  }

  /** The node ends: no meeting opens any more. */
  closeAll(): void {
    this.#closed = true
    for (const meeting of this.#open.values()) {
      meeting.close('requested')
      this.#forget(meeting)
    }
    this.removeAllListeners()
  }

  async #obtain(meetingId: MeetingId): Promise<MeetingRouter> {
    const open = this.#open.get(meetingId)
    if (open !== undefined) return open
    let opening = this.#opening.get(meetingId)
    if (opening === undefined) {
      opening = this.#make(meetingId).finally(() => this.#opening.delete(meetingId))
      this.#opening.set(meetingId, opening)
    }
    return opening
  }

  async #make(meetingId: MeetingId): Promise<MeetingRouter> {
    await this.#pool.waitForOne(WORKER_WAIT_MS)
    const worker = leastLoaded(this.#pool.alive, (candidate) => ({ cpu: candidate.cpu, ...this.countsOn(candidate) }))
    if (worker === undefined)
      throw new ControlError('unavailable', 'no worker is alive; try another node, or again later')
    const meeting = await MeetingRouter.open(meetingId, worker, this.#log)
    if (this.#closed) {
      meeting.close('requested')
      throw new ControlError('unavailable', 'the media node stops; try another')
    }
    meeting.on('notice', (notice) => this.emit('notice', meetingId, notice))
    meeting.on('lost', () => this.#forget(meeting))
    this.#open.set(meetingId, meeting)
    this.#log.info({ meetingId, worker: worker.index }, 'a meeting opened')
    return meeting
  }

  #forget(meeting: MeetingRouter): void {
    if (this.#open.get(meeting.meetingId) !== meeting) return
    this.#open.delete(meeting.meetingId)
    this.#log.info({ meetingId: meeting.meetingId }, 'a meeting ended here')
    this.emit('ended', meeting.meetingId)
  }
}
