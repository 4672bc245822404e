import {
  type AccountId,
  type EndpointId,
  type LoggedEvent,
  MeetingError,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
  type RequestId,
  type RequestResponse,
  type RtpCapabilities,
  type Sync,
  type UnitCode,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MeetingLog } from '../../db/log/MeetingLog.ts'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { MAX_PARTICIPANTS, refusalAtDoor } from '../../domain/meeting/door/decideJoin.ts'
import { mustWait } from '../../domain/meeting/door/waitingRoom.ts'
import { firstViewOf } from '../../domain/meeting/receiving/subscriptions.ts'
import type { PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import type { Limit } from '../../office/limits/Limit.ts'
import { MeetingMedia } from '../media/endpoints/MeetingMedia.ts'
import type { MediaNodes } from '../media/nodes/MediaNodes.ts'
import { Admission, type Admitted } from './Admission.ts'
import { AfterCommit } from './AfterCommit.ts'
import { Conducting } from './Conducting.ts'
import type { ConductStore } from './ConductStore.ts'
import { Doorstep } from './Doorstep.ts'
import { syncForClients } from './forClients.ts'
import { HomeRegions } from './HomeRegions.ts'
import type { JoinAsk, Visitor } from './JoinAsk.ts'
import { Lines } from './Lines.ts'
import { Meeting } from './Meeting.ts'
import type { Client, Member } from './Member.ts'
import { Members } from './Members.ts'
import { SystemWriter } from './SystemWriter.ts'

export type MeetingHostOptions = {
  readonly schedule: PlannedMeeting
  readonly log: MeetingLog
  readonly store: ConductStore
  readonly mediaNodes: MediaNodes
  readonly logger: Logger
  readonly clock: () => number
  readonly lineGraceMs: number
  readonly chairGraceMs?: number
  /** Most that the meeting takes; as `decideJoin` has it unless told. */
  readonly maxParticipants?: number
  /** Somebody was refused, or waits, at a limit. */
  readonly onLimit?: (limit: Limit) => void
  /** The region of a unit's branch, empty without one: media is placed by it. */
  readonly regionOfUnit?: (code: UnitCode) => string
  /** Endpoints up to which a meeting keeps a leg in reserve for each (SPEC 5.15), 120 unless told. */
  readonly reserveEndpoints?: number | undefined
  readonly onEnded?: () => void
  readonly onCommitted?: (state: MeetingState, events: readonly LoggedEvent[]) => void
  /** The host calls this after every commit. */
  readonly onChanged?: () => void
  /** Another signaling process has the meeting now. */
  readonly onTaken: () => void
}

/** A joined client's place: valid as long as its endpoint is the participant's. */
export type Place = { readonly host: MeetingHost; readonly member: Member; readonly endpointId: EndpointId }

/** A meeting under way: its writer, its media and the clients that are in it. */
export class MeetingHost {
  readonly meeting: Meeting
  readonly media: MeetingMedia
  readonly conducting: Conducting
  readonly #options: MeetingHostOptions
  readonly #members = new Members()
  readonly #writer: SystemWriter
  readonly #lines: Lines
  readonly #doorstep: Doorstep
  readonly #afterCommit: AfterCommit
  readonly #regions: HomeRegions
  #schedule: PlannedMeeting
  #isClosed = false

  private constructor(options: MeetingHostOptions, meeting: Meeting) {
    this.#options = options
    this.#schedule = options.schedule
    this.meeting = meeting
    const { mediaNodes, clock, log, store, logger, chairGraceMs, onEnded } = options
    const { meetingId } = options.schedule
    const notify: Members['notify'] = (participantId, notice) => this.#members.notify(participantId, notice)
    this.#writer = new SystemWriter(meeting, logger)
    this.#lines = new Lines(this.#writer, logger, options.lineGraceMs)
    this.#doorstep = new Doorstep(meetingId, this.#writer)
    this.#regions = new HomeRegions({
      state: () => meeting.state,
      hostUnit: () => this.#schedule.hostUnit.code,
      ofUnit: options.regionOfUnit ?? (() => ''),
    })
    this.media = new MeetingMedia({
      meetingId,
      mediaNodes,
      clock,
      logger,
      regionOf: (participantId) => this.#regions.of(participantId),
      reserveEndpoints: options.reserveEndpoints,
      events: {
        state: () => meeting.state,
        notify,
        broadcast: (notice) => this.#members.broadcast(notice),
        onMediaLost: (endpointIds) => this.#onMediaLost(endpointIds),
        onProducersLost: (producerIds) => this.loseProducers(producerIds),
        onNodesFull: () => options.onLimit?.({ limit: 'nodes' }),
        onTaken: options.onTaken,
      },
    })
    this.conducting = new Conducting({
      meetingId,
      meeting,
      log,
      store,
      clock,
      logger,
      notify,
      ...(chairGraceMs === undefined ? {} : { chairGraceMs }),
      ...(onEnded ? { onEnded } : {}),
    })
    this.#afterCommit = new AfterCommit({
      meetingId,
      media: this.media,
      conducting: this.conducting,
      members: this.#members,
      doorstep: this.#doorstep,
      lines: this.#lines,
      settleDoor: () => this.#settleDoor(),
    })
  }

  /** Goes on from the log. Whoever was in the meeting is waited for: no socket is there yet (SPEC 6.4). */
  static async open(options: MeetingHostOptions): Promise<MeetingHost> {
    const { schedule, log, clock, logger, lineGraceMs } = options
    let host: MeetingHost | null = null
    const meeting = await Meeting.open({
      meetingId: schedule.meetingId,
      log,
      clock,
      logger,
      onCommitted: (events) => {
        if (!host) return
        host.#afterCommit.onCommitted(events)
        options.onChanged?.()
        options.onCommitted?.(host.state, events)
      },
      onTaken: () => options.onTaken(),
    })
    host = new MeetingHost(options, meeting)
    for (const { endpointId } of Object.values(meeting.state.participants)) host.#lines.lose(endpointId)
    host.#doorstep.awaitReturn(() => meeting.state.door.waiting, lineGraceMs)
    host.#settleDoor()
    await host.conducting.begin()
    return host
  }

  get state(): MeetingState {
    return this.meeting.state
  }

  get schedule(): PlannedMeeting {
    return this.#schedule
  }

  /** Its plan was changed: from now on people are let in by the new one, and it is conducted by it. */
  async reschedule(schedule: PlannedMeeting): Promise<void> {
    this.#schedule = schedule
    this.media.prepared.onNews({ kind: 'meetingChanged' })
    this.#settleDoor()
    await this.conducting.takePlanOver()
  }

  /** Brings a client up to date that has all events up to `seq`; null = none yet. */
  syncSince(seq: number | null): Sync {
    return syncForClients(this.meeting.syncSince(seq))
  }

  /** Clients that are connected now, in the meeting or waiting to be let in. */
  get clients(): Client[] {
    return [...this.#members.clients, ...this.#doorstep.clients]
  }

  /**
   * Transports for a client at the door; null when there can be none just now (SPEC 5.7).
   * @throws MeetingError what a join would be refused with
   */
  async prepare(
    client: Client,
    { account, ...invited }: Visitor,
    capabilities: RtpCapabilities,
  ): Promise<RequestResponse<'media:prepare'>['prepared']> {
    const { accountId } = account
    const participantId = participantIdOf(accountId)
    const { maxParticipants } = this.#options
    this.#regions.comes(participantId, invited.invitation?.unit ?? null)
    const joinWould = () => {
      const limit = maxParticipants === undefined ? {} : { maxParticipants }
      const visitor = { ...invited, ...limit, schedule: this.#schedule, participantId }
      const refusal = refusalAtDoor(this.state, visitor, this.#options.clock())
      return refusal ?? (mustWait(this.state, visitor) ? 'wait' : 'comeIn')
    }
    const opensWith = firstViewOf(invited.invitation?.seat ?? 'guest')
    return this.media.prepared.prepare({ client, accountId, participantId, opensWith, joinWould }, capabilities)
  }

  /**
   * Lets a client in, or back in, or to the doorstep. Notices for one that is in wait until {@link Member.release}.
   * @throws MeetingError see SPEC §3
   */
  async join(client: Client, ask: JoinAsk): Promise<Admitted> {
    const { maxParticipants, logger, onLimit } = this.#options
    this.#regions.comes(participantIdOf(ask.account.accountId), ask.invitation?.unit ?? null)
    const parts = {
      meeting: this.meeting,
      media: this.media,
      members: this.#members,
      doorstep: this.#doorstep,
      lines: this.#lines,
      schedule: this.#schedule,
      maxParticipants,
      syncSince: (seq: number | null) => this.syncSince(seq),
    }
    try {
      return await new Admission(parts, client, ask).run()
    } catch (error) {
      if (error instanceof MeetingError && error.code === 'meetingFull') {
        logger.warn({ err: error, accountId: ask.account.accountId }, 'a meeting is full')
        onLimit?.({ limit: 'meeting', most: maxParticipants ?? MAX_PARTICIPANTS })
      }
      throw error
    }
  }

  /** The client waits no longer, or its socket is gone (SPEC 3.8). */
  leaveDoor(client: Client, accountId: AccountId): void {
    this.#doorstep.leave(participantIdOf(accountId), client)
  }

  /** The client said goodbye (SPEC 3.5). */
  async leave({ member, endpointId }: Place, client: Client, requestId: RequestId): Promise<void> {
    const actor: Actor = { kind: 'endpoint', participantId: member.participantId, endpointId }
    await this.meeting.execute({ type: 'leave' }, { actor, requestId })
    member.detach(client)
  }

  /** The client's socket is gone; its place is kept a while (SPEC 6.1). */
  onDisconnected({ member, endpointId }: Place, client: Client): void {
    // Who goes after the meeting was let go of is the next process's to wait for.
    if (member.detach(client) && !this.#isClosed) this.#lines.lose(endpointId)
  }

  /** Commits what happened by itself. */
  record(command: Command): void {
    this.#writer.record(command)
  }

  /** Executes what happened by itself. @throws MeetingError when it cannot be recorded now */
  execute(command: Command): Promise<void> {
    return this.#writer.execute(command)
  }

  /** These ended at the media node, or never lived: nobody is shown as sending what nobody sends. */
  loseProducers(producerIds: readonly ProducerId[]): void {
    if (producerIds.length > 0) this.#writer.insist(() => ({ type: 'loseProducers', producerIds }))
  }

  /** It may not be here any more (SPEC 3.6). */
  async putOut(participantId: ParticipantId): Promise<void> {
    this.media.prepared.release({ participantId })
    await this.#writer.execute({ type: 'putOut', participantId })
    this.#doorstep.turnAway(participantId, new MeetingError('forbidden', 'not invited any more').toBody())
  }

  /** Tells the client of a participant, if there is one. */
  tell(participantId: ParticipantId, notice: Notice): void {
    this.#members.notify(participantId, notice)
  }

  /** Ends the meeting for everyone. */
  end(): Promise<void> {
    return this.#writer.execute({ type: 'end' })
  }

  /** Stops without a trace in the log: media and places are kept for the next process. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#writer.close()
    this.#lines.close()
    this.#doorstep.close()
    this.conducting.close()
    await this.meeting.close()
    this.media.close()
  }

  /** Those who need not wait any more, as the plan and the lock are now, come in. */
  #settleDoor(): void {
    // The door is settled in its turn, because a join that was decided by the plan before may be on its way to the disk.
    this.#writer.insist(() => ({ type: 'settleDoor', schedule: this.#schedule }))
  }

  /** All that these endpoints send, and what they are about to. What they send later, on new transports, is not meant. */
  #onMediaLost(endpointIds: readonly EndpointId[]): void {
    const lost = new Set(
      Object.values(this.state.participants).flatMap((who) =>
        endpointIds.includes(who.endpointId) ? [who.participantId] : [],
      ),
    )
    this.#writer.record({ type: 'loseMedia', endpointIds })
    this.loseProducers(
      Object.values(this.state.producers).flatMap((producer) =>
        lost.has(producer.participantId) ? [producer.producerId] : [],
      ),
    )
  }
}
