import {
  type AccountId,
  type LoggedEvent,
  MeetingError,
  type MeetingId,
  type MeetingState,
  type UnitCode,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { phaseAt, type PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import type { MediaNodes } from '../media/nodes/MediaNodes.ts'
import type { ConductStore } from './ConductStore.ts'
import { isStoreFailure } from '../../db/engine/storeFailure.ts'
import type { Limit } from '../../office/limits/Limit.ts'
import type { MeetingStatus } from '../../office/MeetingStatus.ts'
import type { OfficeNote, RunningMeetings } from '../../office/RunningMeetings.ts'
import type { Bulletin } from '../directory/Bulletin.ts'
import type { News } from '../directory/News.ts'
import type { Lease, Leases } from '../directory/Leases.ts'
import { claimMeeting } from './claimMeeting.ts'
import { MeetingHost } from './MeetingHost.ts'
import type { MeetingLog } from '../../db/log/MeetingLog.ts'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import { OpenMeetings } from './OpenMeetings.ts'
import { type MayStay, putOutUninvited } from './putOutUninvited.ts'
import { sendElsewhere } from './sendElsewhere.ts'

/** A meeting planned to end longer ago than this is not waited for at a start; a join still opens it. */
const UNFINISHED_FOR_MS = 24 * 60 * 60_000

/** The registry looks this often for meetings that ran out and that nobody is in. */
const SWEEP_MS = 60_000

export type MeetingRegistryOptions = {
  /** The id of this process; without it nothing is handed over to it. */
  readonly processId?: string
  readonly log: MeetingLog
  /** A process without a meeting's lease neither writes to its log nor speaks to its media node (SPEC 2.1). */
  readonly leases: Leases
  /** Tells of another process whether it has ended; without it nobody's end is known before its leases run out. */
  readonly hasEnded?: (processId: string) => Promise<boolean>
  readonly store: ConductStore
  readonly find: (meetingId: MeetingId) => Promise<PlannedMeeting | null>
  readonly mayStay: MayStay
  readonly mediaNodes: MediaNodes
  readonly logger: Logger
  readonly clock: () => number
  readonly lineGraceMs: number
  readonly chairGraceMs?: number
  /** Most participants of one meeting; as `decideJoin` has it unless told. */
  readonly maxParticipants?: number
  /** The region of a unit's branch, empty without one; without it media is placed by the server's region. */
  readonly regionOfUnit?: (code: UnitCode) => string
  /** Endpoints up to which a meeting keeps a leg in reserve for each (SPEC 5.15), 120 unless told. */
  readonly reserveEndpoints?: number | undefined
  /** Told what concerns meetings that other processes conduct; without it there are none. */
  readonly others?: Pick<Bulletin, 'tell'>
  /** Somebody was refused in a meeting, or waits, at a limit. */
  readonly onLimit?: (meetingId: MeetingId, limit: Limit) => void
  /** This happened in a meeting that is in that state now: on record, and told to its clients. */
  readonly onCommitted?: (state: MeetingState, events: readonly LoggedEvent[]) => void
  /** A meeting has ended, and its log says so. */
  readonly onEnded?: (meetingId: MeetingId) => void
  /** Others ask this which meetings are open; the registry makes its own unless one is given. */
  readonly open?: OpenMeetings
}

/** The meetings that this process conducts: opened on demand, and at start where people may be waiting. */
export class MeetingRegistry implements RunningMeetings {
  readonly #options: MeetingRegistryOptions
  readonly #opening = new Map<MeetingId, Promise<MeetingHost | null>>()
  readonly #open: OpenMeetings
  readonly #leases = new Map<MeetingId, Lease>()
  /** Hosts that are let go of write what they had begun: the next one of the same meeting waits for that. */
  readonly #closing = new Map<MeetingId, Promise<void>>()
  readonly #sweeper: NodeJS.Timeout
  #refusedAsFull = 0
  /** It is said once of each. */
  readonly #unreadable = new Set<MeetingId>()
  #check: Promise<void> = Promise.resolve()
  /** The process that goes on with all that this one had; null: this one does not end. */
  #leftTo: string | null = null
  #nextCheck: Promise<void> | null = null

  constructor(options: MeetingRegistryOptions) {
    this.#options = options
    this.#open = options.open ?? new OpenMeetings()
    this.#sweeper = setInterval(() => void this.#sweep(), SWEEP_MS).unref()
  }

  /** Takes up every meeting that was under way and that no other process conducts (SPEC 6.4, 6.6). */
  async start(): Promise<void> {
    const { store, clock } = this.#options
    await store.endedBefore(clock() - UNFINISHED_FOR_MS)
    await this.#takeUpUnfinished()
  }

  /** Joins that were refused because their meeting was full, since this process started. */
  get refusedAsFull(): number {
    return this.#refusedAsFull
  }

  async #takeUpUnfinished(): Promise<void> {
    const { log, clock } = this.#options
    const ids = await log.unfinished(clock() - UNFINISHED_FOR_MS)
    await Promise.all(ids.map((id) => this.#takeUp(id)))
  }

  /** A meeting that cannot be read is left out: nobody else waits for it. */
  async #takeUp(meetingId: MeetingId): Promise<void> {
    try {
      await this.open(meetingId)
    } catch (error) {
      if (isStoreFailure(error)) throw error
      // Another process conducts it, or it cannot be asked whether one does.
      if (error instanceof MeetingError || this.#unreadable.has(meetingId)) return
      this.#unreadable.add(meetingId)
      this.#options.logger.error(
        { err: error, meetingId },
        'the log of this meeting cannot be read: it is left out until its rows are mended',
      )
    }
  }

  /**
   * The meeting's host; null when no such meeting is planned.
   * @throws MeetingError `elsewhere` with the process that conducts it, `placementUnavailable` while it cannot be known which
   */
  open(meetingId: MeetingId): Promise<MeetingHost | null> {
    const known = this.#opening.get(meetingId)
    if (known) return known
    if (this.#leftTo !== null)
      return Promise.reject(new MeetingError('elsewhere', 'this process ends', { process: this.#leftTo }))
    const opening = this.#openHost(meetingId)
    this.#opening.set(meetingId, opening)
    const forget = () => {
      if (this.#opening.get(meetingId) === opening) this.#opening.delete(meetingId)
    }
    opening.then((host) => host ?? forget(), forget)
    return opening
  }

  /** Hosts of the meetings that are open now. */
  get hosts(): MeetingHost[] {
    return this.#open.hosts
  }

  /** The host if the meeting is open here already. */
  peek(meetingId: MeetingId): MeetingHost | null {
    return this.#open.find(meetingId)
  }

  statusOf(meetingId: MeetingId): MeetingStatus | null {
    return this.#open.statusOf(meetingId)
  }

  /** The other process that conducts the meeting; null: none does. */
  conductedBy(meetingId: MeetingId): string | null {
    return this.#open.conductedBy(meetingId)
  }

  attended(): ReadonlySet<MeetingId> {
    return this.#open.attended()
  }

  isIn(accountId: AccountId): boolean {
    return this.#open.isIn(accountId)
  }

  conducts(meetingId: MeetingId, accountId: AccountId): boolean {
    return this.#open.conducts(meetingId, accountId)
  }

  barred(meetingId: MeetingId): ReadonlySet<AccountId> | null {
    return this.#open.barred(meetingId)
  }

  async replanned(meetingIds: readonly MeetingId[]): Promise<void> {
    if (meetingIds.length === 0) return
    this.#options.others?.tell({ kind: 'replanned', meetingIds: [...meetingIds] })
    await this.#replan(meetingIds)
  }

  /** Does what is to be done here about what happened in another process. */
  async onNews(news: News): Promise<void> {
    switch (news.kind) {
      case 'replanned':
        return this.#replan(news.meetingIds)
      case 'noted':
        this.#note(news)
        return
      case 'signInsEnded':
        return this.checkInvited()
      case 'meetingEnded':
        return
      case 'handedOver':
        // Its clients are on their way: it is open when they come.
        if (news.to === this.#options.processId) await this.#takeUp(news.meetingId)
        return
      default:
        news satisfies never
    }
  }

  async #replan(meetingIds: readonly MeetingId[]): Promise<void> {
    for (const host of meetingIds.flatMap((id) => this.peek(id) ?? [])) {
      const schedule = await this.#options.find(host.meeting.meetingId)
      if (!schedule) continue
      // First: what is said of the new plan is not for who is not in it.
      await putOutUninvited(host, this.#options.mayStay, this.#options.logger)
      await host.reschedule(schedule)
    }
  }

  note(meetingId: MeetingId, by: AccountId, event: OfficeNote): void {
    const noted = { meetingId, event: { ...event, by: participantIdOf(by) } }
    if (!this.#note(noted)) this.#options.others?.tell({ kind: 'noted', ...noted })
  }

  /** @returns whether this process conducts the meeting */
  #note({ meetingId, event }: Pick<Extract<News, { kind: 'noted' }>, 'meetingId' | 'event'>): boolean {
    const host = this.peek(meetingId)
    host?.record({ type: 'noteOffice', event })
    return host !== null
  }

  /** Accounts were disabled, or roles taken away: who is invited by nothing any more is put out (SPEC 3.6). */
  checkInvited(): Promise<void> {
    // Everyone signs out after a meeting: all who ask while it is looked at wait together for one more look.
    this.#nextCheck ??= this.#checkAfter(this.#check)
    this.#check = this.#nextCheck
    return this.#nextCheck
  }

  async #checkAfter(running: Promise<void>): Promise<void> {
    await running
    this.#nextCheck = null
    for (const host of this.hosts) await putOutUninvited(host, this.#options.mayStay, this.#options.logger)
  }

  /**
   * Lets another process go on with all meetings of this one, and sends their clients there (SPEC 22.2). Resolves when they have gone, or had the
   * time to. Media goes on at its nodes.
   */
  async handOver(to: string): Promise<void> {
    this.#leftTo = to
    await Promise.all(this.hosts.map((host) => this.#handOver(host, to)))
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    await Promise.all(this.hosts.map(({ meeting }) => this.#letGo(meeting.meetingId)))
    this.#opening.clear()
  }

  async #openHost(meetingId: MeetingId): Promise<MeetingHost | null> {
    const schedule = await this.#options.find(meetingId)
    if (!schedule) return null
    await this.#closing.get(meetingId)
    // Another process may take it at any time, also while it is read and first written to here.
    const own: { isLost: boolean; host: MeetingHost | null } = { isLost: false, host: null }
    const onTaken = () => {
      own.isLost = true
      if (own.host) void this.#stepDown(own.host)
    }
    const lease = await claimMeeting(this.#options, meetingId, onTaken)
    try {
      const host = await this.#host(schedule, onTaken)
      own.host = host
      this.#leases.set(meetingId, lease)
      this.#open.add(meetingId, host)
      if (own.isLost) await this.#stepDown(host)
      return host
    } catch (error) {
      await lease.release()
      throw error
    }
  }

  #host(schedule: PlannedMeeting, onTaken: () => void): Promise<MeetingHost> {
    const { log, store, mediaNodes, logger, clock, lineGraceMs, chairGraceMs, maxParticipants, regionOfUnit } =
      this.#options
    const { meetingId } = schedule
    return MeetingHost.open({
      schedule,
      log,
      store,
      mediaNodes,
      clock,
      lineGraceMs,
      ...(chairGraceMs === undefined ? {} : { chairGraceMs }),
      ...(maxParticipants === undefined ? {} : { maxParticipants }),
      ...(regionOfUnit ? { regionOfUnit } : {}),
      reserveEndpoints: this.#options.reserveEndpoints,
      onLimit: (limit) => {
        if (limit.limit === 'meeting') this.#refusedAsFull += 1
        this.#options.onLimit?.(meetingId, limit)
      },
      onCommitted: (state, events) => this.#options.onCommitted?.(state, events),
      onEnded: () => void this.#onEnded(meetingId),
      onChanged: () => void this.#open.changed(meetingId),
      logger: logger.child({ meetingId }),
      onTaken,
    })
  }

  /** Another process conducts the meeting: its clients go there when they reconnect. */
  async #stepDown(host: MeetingHost): Promise<void> {
    const { meetingId } = host.meeting
    // One that was let go of before says nothing about the one that is there now.
    if (this.peek(meetingId) !== host) return
    this.#options.logger.warn({ meetingId }, 'another signaling process took the meeting: stepping down')
    for (const client of host.clients) client.disconnect()
    await this.#letGo(meetingId)
  }

  async #handOver(host: MeetingHost, to: string): Promise<void> {
    const { meetingId } = host.meeting
    const { clients } = host
    // All that was asked is committed when it is let go of: the other one reads it in the log.
    await this.#letGo(meetingId)
    this.#options.others?.tell({ kind: 'handedOver', meetingId, to })
    this.#options.logger.info({ meetingId, to, clients: clients.length }, 'a meeting was handed over')
    await sendElsewhere(host, clients, to)
  }

  async #onEnded(meetingId: MeetingId): Promise<void> {
    this.#options.onEnded?.(meetingId)
    await this.#forgetEnded(meetingId)
  }

  /** Over by its log and by its plan: whoever asks for it again is answered from these. Until the plan says so it is kept. */
  async #forgetEnded(meetingId: MeetingId): Promise<void> {
    const { store, logger } = this.#options
    try {
      await store.ended(meetingId)
      await this.#letGo(meetingId)
    } catch (error) {
      logger.warn({ err: error, meetingId }, 'the plan does not say yet that the meeting has ended: trying again')
    }
  }

  async #letGo(meetingId: MeetingId): Promise<void> {
    const host = this.#open.remove(meetingId)
    const lease = this.#leases.get(meetingId)
    this.#opening.delete(meetingId)
    this.#leases.delete(meetingId)
    const close = async () => {
      await host?.close()
      await lease?.release()
    }
    const closing = close()
    const settled = closing.catch(() => undefined)
    this.#closing.set(meetingId, settled)
    void settled.then(() => this.#closing.get(meetingId) === settled && this.#closing.delete(meetingId))
    await closing
  }

  async #sweep(): Promise<void> {
    const { clock, logger } = this.#options
    try {
      // These are meetings of a process that died, to which nobody came back.
      await this.#takeUpUnfinished()
    } catch (error) {
      logger.warn({ err: error }, 'meetings that were under way could not be looked for')
    }
    await this.checkInvited()
    for (const host of this.hosts) {
      const { phase, participants } = host.state
      if (phase === 'ended') await this.#forgetEnded(host.meeting.meetingId)
      if (phase === 'ended' || Object.keys(participants).length > 0) continue
      const now = phaseAt(host.schedule, clock(), false)
      if (now !== 'ended' && now !== 'cancelled') continue
      // Nobody came in, but some may stand at its door.
      if (phase === 'scheduled') void host.media.endMeeting()
      if (phase !== 'open' || now !== 'ended') continue
      try {
        await host.end()
      } catch (error) {
        logger.warn({ err: error, meetingId: host.meeting.meetingId }, 'meeting not ended: trying again')
      }
    }
  }
}
