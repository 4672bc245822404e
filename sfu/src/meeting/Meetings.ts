import { type CloseReason, ControlError, type EndpointId, type MeetingId, type Notice } from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import type { Endpoint, EndpointOptions } from './Endpoint.ts'
import { KeyedQueue } from './KeyedQueue.ts'
import { Meeting } from './Meeting.ts'
import type { MeetingPart } from './MeetingPart.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import type { PipesOptions } from './Pipes.ts'
import { place, WORKER_CAPACITY, type WorkerCapacity, type WorkerLoad } from './placement.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'

/** A join that finds every worker dead waits so long for a replacement before it is refused, in milliseconds. */
const WORKER_WAIT_MS = 2000

/** Of one worker; a meeting counts on each that carries a part of it. */
export type MeetingCounts = { meetings: number; endpoints: number; producers: number; consumers: number }

export type MeetingsOptions = {
  readonly pipes: PipesOptions
  readonly capacity?: WorkerCapacity
}

export type MeetingsEvents = {
  notice: [MeetingId, Notice]
  /** Closed, or lost with its worker. */
  ended: [MeetingId]
}

/** Every meeting of this node, and which workers carry it. */
export class Meetings extends EventEmitter<MeetingsEvents> {
  readonly #pool: WorkerPool
  readonly #options: MeetingsOptions
  readonly #log: Logger
  readonly #open = new Map<MeetingId, Meeting>()
  readonly #joining = new Map<MeetingId, number>()
  readonly #endpoints = new KeyedQueue<EndpointId>()
  #closed = false

  constructor(pool: WorkerPool, options: MeetingsOptions, log: Logger) {
    super()
    this.#pool = pool
    this.#options = options
    this.#log = log
  }

  get all(): Meeting[] {
    return [...this.#open.values()]
  }

  /** Also true while somebody joins it, whether it is made by then or not. */
  has(meetingId: MeetingId): boolean {
    return this.#open.has(meetingId) || this.#joining.has(meetingId)
  }

  get(meetingId: MeetingId): Meeting | undefined {
    return this.#open.get(meetingId)
  }

  /** The meeting an endpoint is in. */
  meetingOf(endpointId: EndpointId): Meeting | undefined {
    for (const meeting of this.#open.values()) if (meeting.endpoint(endpointId) !== undefined) return meeting
    return undefined
  }

  countsOn(worker: MediaWorker): MeetingCounts {
    const counts: MeetingCounts = { meetings: 0, endpoints: 0, producers: 0, consumers: 0 }
    for (const meeting of this.#open.values()) {
      const part = meeting.parts.find((candidate) => candidate.worker === worker)
      if (part === undefined) continue
      counts.meetings += 1
      for (const endpoint of part.endpoints) {
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
  ): Promise<{ part: MeetingPart; endpoint: Endpoint }> {
    this.#joining.set(meetingId, (this.#joining.get(meetingId) ?? 0) + 1)
    try {
      return await this.#endpoints.run(endpointId, async () => {
        const present = this.meetingOf(endpointId)
        if (present !== undefined && present.meetingId !== meetingId) {
          throw new ControlError('notYours', 'the endpoint is in another meeting')
        }
        return this.#obtain(meetingId).openEndpoint(endpointId, options)
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
  close(meetingId: MeetingId, reason: CloseReason): void {
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

  #obtain(meetingId: MeetingId): Meeting {
    const open = this.#open.get(meetingId)
    if (open !== undefined) return open
    if (this.#closed) throw new ControlError('unavailable', 'the media node stops; try another')
    const meeting = new Meeting(meetingId, {
      pipes: this.#options.pipes,
      workerAlive: () => this.#pool.waitForOne(WORKER_WAIT_MS),
      place: (parts) => this.#place(parts),
      log: this.#log,
    })
    meeting.on('notice', (notice) => this.emit('notice', meetingId, notice))
    meeting.on('lost', () => this.#forget(meeting))
    this.#open.set(meetingId, meeting)
    return meeting
  }

  #place(parts: readonly MediaWorker[]): MediaWorker | undefined {
    const loadOf = (worker: MediaWorker): WorkerLoad => ({
      cpu: worker.cpu,
      consumers: this.countsOn(worker).consumers,
      bitrate: 0,
      // With those under way: all rooms of a meeting join at the same moment.
      endpoints: this.all.reduce((sum, meeting) => sum + meeting.endpointsOn(worker), 0),
      meetings: this.all.filter((meeting) => meeting.isOn(worker)).length,
    })
    return place(parts, this.#pool.alive, loadOf, this.#options.capacity ?? WORKER_CAPACITY)
  }

  #forget(meeting: Meeting): void {
    if (this.#open.get(meeting.meetingId) !== meeting) return
    this.#open.delete(meeting.meetingId)
    this.#log.info({ meetingId: meeting.meetingId }, 'a meeting ended here')
    this.emit('ended', meeting.meetingId)
  }
}
