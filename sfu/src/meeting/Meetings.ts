import {
  type CloseReason,
  ControlError,
  type EndpointId,
  type MeetingId,
  type NodeId,
  type NodeLimits,
  type NodeNotice,
  WORKER_CAPACITY,
  type WorkerCapacity,
} from '@diem-cau/sfu-contract'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import { type Bitrate, Bitrates } from './Bitrates.ts'
import type { Endpoint, EndpointOptions } from './Endpoint.ts'
import { KeyedQueue } from './KeyedQueue.ts'
import { LineEstimates } from './LineEstimates.ts'
import { Meeting } from './Meeting.ts'
import type { MeetingPart } from './MeetingPart.ts'
import type { MediaWorker } from '../node/MediaWorker.ts'
import type { OtherNodes } from './NodeLine.ts'
import type { PipesOptions } from './Pipes.ts'
import { place, type WorkerLoad } from './placement.ts'
import { StatisticsTurns } from './StatisticsTurns.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'

/** A join that finds every worker dead waits so long for a replacement before it is refused, in milliseconds. */
const WORKER_WAIT_MS = 2000

/** Counts of one worker; a meeting counts on each that carries a part of it. Bitrates in bits a second. */
export type MeetingCounts = Bitrate & { meetings: number; endpoints: number; producers: number; consumers: number }

export type MeetingsOptions = {
  readonly pipes: PipesOptions
  readonly nodes: OtherNodes
  readonly capacity?: WorkerCapacity
  readonly limits: NodeLimits
}

export type MeetingsEvents = {
  notice: [MeetingId, NodeNotice]
  /** The meeting was closed, or lost with its worker. */
  ended: [MeetingId]
  /** No other node takes anything from it any more. */
  relayed: [MeetingId]
}

/** Every meeting of this node, and which workers carry it. */
export class Meetings extends EventEmitter<MeetingsEvents> {
  readonly #pool: WorkerPool
  readonly #options: MeetingsOptions
  readonly #log: Logger
  readonly #open = new Map<MeetingId, Meeting>()
  readonly #joining = new Map<MeetingId, number>()
  readonly #endpoints = new KeyedQueue<EndpointId>()
  readonly #arriving = new Set<EndpointId>()
  readonly #bitrates = new Bitrates()
  readonly #turns = new StatisticsTurns<Endpoint>()
  /** What lines of endpoints carried that are gone, perhaps. */
  readonly lines = new LineEstimates()
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

  /** True also while somebody joins it, whether it is made by then or not. */
  has(meetingId: MeetingId): boolean {
    return this.#open.has(meetingId) || this.#joining.has(meetingId)
  }

  /** True when there is an endpoint in it, or is about to be. */
  isJoined(meetingId: MeetingId): boolean {
    return this.#joining.has(meetingId) || (this.#open.get(meetingId)?.endpoints.length ?? 0) > 0
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
    const parts = this.#partsOn(worker)
    const counts = { meetings: parts.length, endpoints: 0, producers: 0, consumers: 0 }
    for (const part of parts) {
      counts.endpoints += part.size
      counts.consumers += part.consumerCount
      for (const endpoint of part.endpoints) counts.producers += endpoint.producers.length
    }
    return { ...counts, ...this.#bitrates.sum(parts.flatMap((part) => part.transports)) }
  }

  /**
   * Asks transports what they carry, for {@link countsOn}.
   * @param tellsStatistics all that is known of the endpoints whose turn it is goes out as notices; their transports are asked in their turn
   */
  async measure(tellsStatistics: boolean): Promise<void> {
    const parts = this.all.flatMap((meeting) => meeting.parts)
    const transports = parts.flatMap((part) => part.transports)
    if (!tellsStatistics) return this.#bitrates.measure(transports)
    const inTurn = new Set<unknown>(parts.flatMap((part) => part.endpoints.flatMap((endpoint) => endpoint.transports)))
    await Promise.all([
      this.#bitrates.measure(transports.filter((transport) => !inTurn.has(transport))),
      this.#tellStatistics(),
    ])
  }

  /**
   * Makes the endpoint, anew if it is there, and its meeting if it is the first.
   * @param apartFrom on another worker than this one
   * @throws ControlError `notYours` if it is in another meeting, `full` at a limit of the node, `unavailable` if no worker is alive
   */
  async join(
    meetingId: MeetingId,
    endpointId: EndpointId,
    options: EndpointOptions,
    apartFrom?: EndpointId,
  ): Promise<{ part: MeetingPart; endpoint: Endpoint }> {
    this.#joining.set(meetingId, (this.#joining.get(meetingId) ?? 0) + 1)
    try {
      return await this.#endpoints.run(endpointId, async () => {
        const present = this.meetingOf(endpointId)
        if (present !== undefined && present.meetingId !== meetingId) {
          throw new ControlError('notYours', 'the endpoint is in another meeting')
        }
        this.#requireRoom(meetingId, endpointId)
        this.#arriving.add(endpointId)
        try {
          return await this.#obtain(meetingId).openEndpoint(endpointId, options, apartFrom)
        } finally {
          this.#arriving.delete(endpointId)
        }
      })
    } finally {
      const others = (this.#joining.get(meetingId) ?? 1) - 1
      if (others === 0) this.#joining.delete(meetingId)
      else this.#joining.set(meetingId, others)
    }
  }

  /**
   * A meeting that another node wants something of.
   * @param relay opens it if it is not here, for what comes from further on
   * @throws ControlError `meetingNotFound`, `full` at the limit of meetings
   */
  forNode(meetingId: MeetingId, relay: boolean): Meeting {
    const open = this.#open.get(meetingId)
    if (open !== undefined) return open
    if (!relay) throw new ControlError('meetingNotFound', 'no such meeting on this node')
    this.#requireRoomForMeeting(meetingId)
    return this.#obtain(meetingId)
  }

  /** Another node is gone: nothing is sent to it any more. */
  forgetNode(nodeId: NodeId): void {
    for (const meeting of this.all) meeting.outlets.close(nodeId)
  }

  /**
   * Closes an endpoint, after a join of it that is under way. Fine if it is not there.
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

  async #tellStatistics(): Promise<void> {
    const connected = this.all.flatMap((meeting) =>
      meeting.endpoints.filter(({ isConnected }) => isConnected).map((endpoint) => ({ endpoint, meeting })),
    )
    const meetingOf = new Map(connected.map(({ endpoint, meeting }) => [endpoint, meeting.meetingId]))
    const asked = this.#turns.next([...meetingOf.keys()])
    const read = await Promise.all(
      asked.map(async (endpoint) => ({
        meetingId: meetingOf.get(endpoint),
        statistics: await endpoint.measure((transport, carries) => this.#bitrates.note(transport, carries)),
      })),
    )
    for (const [meetingId, of] of Map.groupBy(read, ({ meetingId: id }) => id)) {
      const endpoints = of.flatMap(({ statistics }) => statistics ?? [])
      if (meetingId !== undefined && endpoints.length > 0)
        this.emit('notice', meetingId, { name: 'statistics', meetingId, endpoints })
    }
  }

  /** Throws at a limit of the node. An endpoint that is there already may be rebuilt. */
  #requireRoom(meetingId: MeetingId, endpointId: EndpointId): void {
    const { endpoints } = this.#options.limits
    this.#requireRoomForMeeting(meetingId)
    if (endpoints === null) return
    const there = new Set(this.#arriving)
    for (const meeting of this.all) for (const endpoint of meeting.endpoints) there.add(endpoint.endpointId)
    if (!there.has(endpointId) && there.size >= endpoints) throw full('endpoints', endpoints)
  }

  #requireRoomForMeeting(meetingId: MeetingId): void {
    const { meetings } = this.#options.limits
    if (meetings !== null && !this.#open.has(meetingId) && this.#open.size >= meetings) throw full('meetings', meetings)
  }

  #partsOn(worker: MediaWorker): MeetingPart[] {
    return this.all.flatMap(({ parts }) => parts.find((part) => part.worker === worker) ?? [])
  }

  #obtain(meetingId: MeetingId): Meeting {
    const open = this.#open.get(meetingId)
    if (open !== undefined) return open
    if (this.#closed) throw new ControlError('unavailable', 'the media node stops; try another')
    const meeting = new Meeting(meetingId, {
      pipes: this.#options.pipes,
      nodes: this.#options.nodes,
      workerAlive: () => this.#pool.waitForOne(WORKER_WAIT_MS),
      place: (parts, except) => this.#place(parts, except),
      log: this.#log,
    })
    meeting.on('notice', (notice) => this.emit('notice', meetingId, notice))
    meeting.on('lost', () => this.#forget(meeting))
    meeting.on('relayed', () => this.emit('relayed', meetingId))
    this.#open.set(meetingId, meeting)
    return meeting
  }

  #place(parts: readonly MediaWorker[], except?: MediaWorker): MediaWorker | undefined {
    const loadOf = (worker: MediaWorker): WorkerLoad => {
      const { consumers, bitrateIn, bitrateOut } = this.countsOn(worker)
      return {
        cpu: worker.cpu,
        consumers,
        bitrate: bitrateIn + bitrateOut,
        // Endpoints under way count too, as all rooms of a meeting join at the same moment.
        endpoints: this.all.reduce((sum, meeting) => sum + meeting.endpointsOn(worker), 0),
        meetings: this.all.filter((meeting) => meeting.isOn(worker)).length,
      }
    }
    const workers = this.#pool.alive.filter((worker) => worker !== except)
    return place(parts, workers, loadOf, this.#options.capacity ?? WORKER_CAPACITY)
  }

  #forget(meeting: Meeting): void {
    if (this.#open.get(meeting.meetingId) !== meeting) return
    this.#open.delete(meeting.meetingId)
    this.#log.info({ meetingId: meeting.meetingId }, 'a meeting ended here')
    this.emit('ended', meeting.meetingId)
  }
}

function full(what: keyof NodeLimits, limit: number): ControlError {
  const setting = { meetings: 'DIEM_CAU_SFU_MAX_MEETINGS', endpoints: 'DIEM_CAU_SFU_MAX_ENDPOINTS' }[what]
  return new ControlError('full', `the node takes ${limit} ${what}; use another node, or raise ${setting}`)
}
