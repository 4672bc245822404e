import { randomUUID } from 'node:crypto'
import {
  type AccountId,
  EndpointId,
  type FreshMedia,
  type JoinMedia,
  type LoggedEvent,
  MeetingError,
  type MeetingEvent,
  type MeetingState,
  type Notice,
  type ParticipantId,
  type ProducerId,
  type RequestId,
  type RequestResponse,
  type RtpCapabilities,
  type Sync,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { refusalAtDoor } from '../../domain/meeting/door/decideJoin.ts'
import { mustWait } from '../../domain/meeting/door/waitingRoom.ts'
import type { Schedule } from '../../domain/office/Schedule.ts'
import { MeetingMedia } from '../media/endpoints/MeetingMedia.ts'
import type { SfuRegistry } from '../media/nodes/SfuRegistry.ts'
import type { ConductStore } from './ConductStore.ts'
import { Conducting } from './Conducting.ts'
import { eventForClients, syncForClients } from './forClients.ts'
import { Doorstep } from './Doorstep.ts'
import { LineGrace } from './LineGrace.ts'
import { Meeting } from './Meeting.ts'
import type { MeetingLog } from '../../db/log/MeetingLog.ts'
import type { JoinAsk, Visitor } from './JoinAsk.ts'
import { type Client, Member } from './Member.ts'
import { participantIdOf } from '../../domain/meeting/core/participantIdOf.ts'

export type MeetingHostOptions = {
  readonly schedule: Schedule
  readonly log: MeetingLog
  readonly store: ConductStore
  readonly registry: SfuRegistry
  readonly logger: Logger
  readonly clock: () => number
  readonly lineGraceMs: number
  readonly chairGraceMs?: number
  readonly onEnded?: () => void
  /** Another signaling process has the meeting now. */
  readonly onTaken: () => void
}

/** Where a joined client stands: valid as long as its endpoint is the participant's. */
export type Place = { readonly host: MeetingHost; readonly member: Member; readonly endpointId: EndpointId }

export const SYSTEM: Actor = { kind: 'system' }

/** What could not be recorded and must be is tried again after this, in milliseconds. */
const INSIST_MS = 1_000

/** Unique for ever. */
export function newEndpointId(): EndpointId {
  return EndpointId.parse(`e.${randomUUID()}`)
}

/** A meeting under way: its writer, its media and the clients that are in it. */
export class MeetingHost {
  readonly meeting: Meeting
  readonly media: MeetingMedia
  readonly conducting: Conducting
  readonly #options: MeetingHostOptions
  readonly #members = new Map<ParticipantId, Member>()
  readonly #grace: LineGrace
  readonly #doorstep: Doorstep
  readonly #insisting = new Set<NodeJS.Timeout>()
  #closed = false
  #visitorsGrace: NodeJS.Timeout | null = null
  #schedule: Schedule

  private constructor(options: MeetingHostOptions, meeting: Meeting) {
    this.#options = options
    this.#schedule = options.schedule
    this.meeting = meeting
    const { registry, clock, schedule } = options
    this.media = new MeetingMedia({
      meetingId: schedule.meetingId,
      registry,
      clock,
      logger: options.logger,
      events: {
        state: () => meeting.state,
        notify: (participantId, notice) => this.#members.get(participantId)?.notify(notice),
        broadcast: (notice) => this.#broadcast(notice),
        mediaLost: (endpointIds) => this.#mediaLost(endpointIds),
        producersLost: (producerIds) => this.loseProducers(producerIds),
        taken: options.onTaken,
      },
    })
    const { log, store, logger, chairGraceMs, onEnded } = options
    this.conducting = new Conducting({
      meetingId: schedule.meetingId,
      meeting,
      log,
      store,
      clock,
      logger,
      notify: (participantId, notice) => this.#members.get(participantId)?.notify(notice),
      ...(chairGraceMs === undefined ? {} : { chairGraceMs }),
      ...(onEnded ? { onEnded } : {}),
    })
    this.#doorstep = new Doorstep(schedule.meetingId)
    this.#grace = new LineGrace(options.lineGraceMs, (endpointId) => void this.#expire(endpointId))
  }

  /** Goes on from the log. Whoever was in the meeting is waited for: no socket is there yet (SPEC 6.4). */
  static async open(options: MeetingHostOptions): Promise<MeetingHost> {
    const { schedule, log, clock, logger } = options
    let host: MeetingHost | null = null
    const meeting = await Meeting.open({
      meetingId: schedule.meetingId,
      log,
      clock,
      logger,
      onCommitted: (events) => host?.committed(events),
      onTaken: () => options.onTaken(),
    })
    host = new MeetingHost(options, meeting)
    for (const { endpointId } of Object.values(meeting.state.participants)) host.#loseLine(endpointId)
    host.#awaitVisitors()
    host.#settleDoor()
    await host.conducting.begin()
    return host
  }

  get state(): MeetingState {
    return this.meeting.state
  }

  get schedule(): Schedule {
    return this.#schedule
  }

  /** Its plan was changed: from now on people are let in by the new one, and it is conducted by it. */
  async reschedule(schedule: Schedule): Promise<void> {
    this.#schedule = schedule
    this.#unprepareUnwelcome()
    this.#settleDoor()
    await this.conducting.replanned()
  }

  /** What a client needs that has all events up to `seq`; null = none yet. */
  syncSince(seq: number | null): Sync {
    return syncForClients(this.meeting.syncSince(seq))
  }

  /** Clients that are connected now. */
  get clients(): Client[] {
    return [...this.#members.values()].flatMap((member) => member.client ?? [])
  }

  /**
   * Transports for someone at the door, under this id; null when there can be none just now.
   * @throws MeetingError what a join would be refused with (SPEC 5.7)
   */
  async prepare(
    endpointId: EndpointId,
    client: Pick<Client, 'notify'>,
    { account, ...visitor }: Visitor,
    capabilities: RtpCapabilities,
  ): Promise<FreshMedia | null> {
    const { accountId } = account
    const participantId = participantIdOf(accountId)
    const refusal = () =>
      refusalAtDoor(this.state, { ...visitor, schedule: this.#schedule, participantId }, this.#options.clock())
    const waits = () => mustWait(this.state, { ...visitor, schedule: this.#schedule, participantId })
    const refused = refusal()
    if (refused) throw refused
    if (waits()) return null
    return this.media.prepare(
      endpointId,
      { accountId, participantId, notify: (notice) => client.notify(notice), isWelcome: () => !refusal() && !waits() },
      capabilities,
    )
  }

  /**
   * Lets a client in, or back in. Its notices wait until {@link Member.release}.
   * @throws MeetingError see SPEC §3
   */
  async join(client: Client, ask: JoinAsk): Promise<{ place: Place; response: RequestResponse<'meeting:join'> }> {
    const { account, data, requestId, prepared } = ask
    const participantId = participantIdOf(account.accountId)
    const member = this.#member(participantId)
    const repeated = member.joined?.requestId === requestId ? member.joined : null
    const fresh = prepared ?? newEndpointId()
    const committed = Promise.withResolvers<void>()
    committed.promise.catch(() => undefined)
    const step: { media: Promise<JoinMedia> | null; former: EndpointId | null; sync: Sync | null } = {
      media: null,
      former: null,
      sync: null,
    }

    const command = {
      type: 'join',
      schedule: this.#schedule,
      invitation: ask.invitation,
      mayKnow: ask.mayKnow,
      participantId,
      endpointId: fresh,
      deviceId: ask.deviceId,
      deviceName: data.deviceName,
      takeover: data.takeover,
      resume: repeated?.endpointId ?? data.resume?.endpointId ?? null,
    } as const
    try {
      await this.meeting.execute(
        command,
        { actor: { kind: 'account', accountId: account.accountId }, requestId },
        {
          onDecided: (events, state) => {
            step.former = state.participants[participantId]?.endpointId ?? null
            const isNew = events.some((e) => e.type === 'participantJoined' || e.type === 'endpointReplaced')
            if (!isNew) return
            const { rtpCapabilities, viewport } = data
            step.media = this.media.join(participantId, fresh, rtpCapabilities, viewport, committed.promise)
            step.media.catch(() => undefined)
          },
          onDone: () => {
            if (!this.state.participants[participantId]) {
              this.#doorstep.add(participantId, client)
              return
            }
            this.#moveIn(member, client, data.deviceName)
            step.sync = this.syncSince(data.resume?.seq ?? null)
          },
        },
      )
    } catch (error) {
      committed.reject(error)
      throw error
    }
    committed.resolve()
    if (!step.sync) throw new MeetingError(this.state.door.lock ? 'meetingLocked' : 'waitingRoom')

    const endpointId = step.media ? fresh : (step.former ?? fresh)
    this.#grace.stop(endpointId)
    if (step.former && step.former !== endpointId) {
      this.#grace.stop(step.former)
      void this.media.leave(step.former)
    }
    const place: Place = { host: this, member, endpointId }
    try {
      const made = await (step.media ??
        this.media.resume(participantId, endpointId, data.rtpCapabilities, data.viewport))
      const answered = made.kind === 'kept' && repeated ? repeated.media : made
      if (step.media || answered.kind !== 'kept') member.joined = { requestId, endpointId, media: answered }
      if (!step.sync) throw new MeetingError('internal')
      return { place, response: { participantId, endpointId, sync: step.sync, media: answered } }
    } catch (error) {
      this.disconnected(place, client)
      throw error
    }
  }

  /** Waits no longer, or its socket is gone (SPEC 3.8). */
  leaveDoor(client: Client, accountId: AccountId): void {
    const participantId = participantIdOf(accountId)
    if (this.#doorstep.remove(participantId, client)) this.#leftDoor(participantId)
  }

  /** The client said goodbye (SPEC 3.5). */
  async leave({ member, endpointId }: Place, client: Client, requestId: RequestId): Promise<void> {
    const actor: Actor = { kind: 'endpoint', participantId: member.participantId, endpointId }
    await this.meeting.execute({ type: 'leave' }, { actor, requestId })
    member.detach(client)
  }

  /** The client's socket is gone; its place is kept a while (SPEC 6.1). */
  disconnected({ member, endpointId }: Place, client: Client): void {
    if (member.detach(client)) this.#loseLine(endpointId)
  }

  /** Commits what happened by itself. A log that cannot be written now is no reason to stop (SPEC 2.6). */
  record(command: Command): void {
    this.meeting.execute(command, { actor: SYSTEM }).catch((error: unknown) => {
      this.#options.logger.warn({ err: error, command: command.type }, 'not recorded')
    })
  }

  /** These ended at the media node, or never lived: nobody is shown as sending what nobody sends. */
  loseProducers(producerIds: readonly ProducerId[]): void {
    if (producerIds.length > 0) this.#insist(() => ({ type: 'loseProducers', producerIds }))
  }

  /** The same of what must come to be on record: tried again until it is, or until it is not so any more (null). */
  #insist(happened: () => Command | null): void {
    const command = happened()
    if (!command) return
    this.meeting.execute(command, { actor: SYSTEM }).catch((error: unknown) => {
      this.#options.logger.warn({ err: error, command: command.type }, 'not recorded: trying again')
      if (this.#closed) return
      const timer = setTimeout(() => {
        this.#insisting.delete(timer)
        this.#insist(happened)
      }, INSIST_MS)
      this.#insisting.add(timer)
    })
  }

  /** It may not be here any more (SPEC 3.6). */
  async putOut(participantId: ParticipantId): Promise<void> {
    this.media.unprepareWhere((who) => who.participantId === participantId)
    await this.meeting.execute({ type: 'putOut', participantId }, { actor: SYSTEM })
    this.#doorstep.turnAway(participantId, new MeetingError('forbidden', 'not invited any more').toBody())
  }

  /** Ends the meeting for everyone. */
  async end(): Promise<void> {
    await this.meeting.execute({ type: 'end' }, { actor: SYSTEM })
  }

  /** Stops without a trace in the log: media and places are kept for the next process. */
  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#insisting) clearTimeout(timer)
    this.#grace.close()
    if (this.#visitorsGrace) clearTimeout(this.#visitorsGrace)
    this.conducting.close()
    await this.meeting.close()
    this.media.close()
  }

  /** Gates close first, and what who conducts stopped; then everyone is told, then media follows. */
  committed(events: readonly LoggedEvent[]): void {
    this.media.gate()
    for (const { event } of events) {
      if (event.type === 'producerClosed' && (event.reason === 'notAllowed' || event.reason === 'stopped'))
        this.#closeAtNode(event)
    }
    this.#broadcast({ name: 'events', meetingId: this.meeting.meetingId, events: events.map(eventForClients) })
    this.conducting.committed(events)
    for (const { event } of events) {
      // Another device of theirs waits for nothing any more: it asks again, and is told where they are.
      if (event.type === 'participantJoined') this.#doorstep.admit([event.participantId])
      if (event.type === 'participantLeft') this.#gone(event.participantId)
      if (event.type === 'participantLeft' && event.reason === 'removed')
        this.#eject(event.participantId, new MeetingError('forbidden', 'not invited any more'))
      if (event.type === 'participantExpelled') this.#expelled(event)
      if (event.type === 'doorUnlocked') this.#settleDoor()
      if (event.type === 'visitorsAdmitted') this.#doorstep.admit(event.participantIds)
      if (event.type === 'meetingEnded') this.#ended()
    }
    this.#unprepareUnwelcome()
    this.media.stateChanged()
  }

  /** Of who would not be let in any more nothing stays ready at the door, whatever it was that changed (SPEC 5.9). */
  #unprepareUnwelcome(): void {
    this.media.unprepareWhere(({ isWelcome }) => !isWelcome())
  }

  #moveIn(member: Member, client: Client, deviceName: string): void {
    const former = member.client
    if (former && former !== client) {
      const error = new MeetingError('replaced', 'joined on another device', { deviceName })
      former.ejected({ name: 'ejected', error: error.toBody() })
    }
    member.attach(client)
  }

  #gone(participantId: ParticipantId): void {
    for (const endpointId of this.media.endpointsOf(participantId)) {
      this.#grace.stop(endpointId)
      void this.media.leave(endpointId)
    }
  }

  #eject(participantId: ParticipantId, error: MeetingError): void {
    const member = this.#members.get(participantId)
    if (!member?.client) return
    const { client } = member
    client.ejected({ name: 'ejected', error: error.toBody() })
    member.detach(client)
  }

  /** Told why, on whatever device; of who may not come back nothing stays ready (SPEC 3.10, 3.11). */
  #expelled({ participantId, barred, reason }: Extract<MeetingEvent, { type: 'participantExpelled' }>): void {
    const error = new MeetingError(
      barred ? 'barred' : 'expelled',
      'put out by who conducts',
      reason === '' ? {} : { reason },
    )
    this.#eject(participantId, error)
    this.#doorstep.turnAway(participantId, error.toBody())
    this.media.unprepareWhere((who) => who.participantId === participantId)
  }

  /** Those who need not wait any more, as the plan and the lock are now, come in. */
  #settleDoor(): void {
    // Decided in its turn: a join that was decided by the plan before may be on its way to the disk.
    this.#insist(() => ({ type: 'settleDoor', schedule: this.#schedule }))
  }

  /** Producers closed for other reasons are known to the node, or closed there by who asked. */
  #closeAtNode({ participantId, producerId }: Extract<MeetingEvent, { type: 'producerClosed' }>): void {
    for (const endpointId of this.media.endpointsOf(participantId))
      void this.media.closeProducer(endpointId, producerId)
  }

  #ended(): void {
    this.#grace.close()
    const error = new MeetingError('meetingEnded').toBody()
    for (const client of [...this.clients, ...this.#doorstep.clients]) client.ejected({ name: 'ejected', error })
    this.#doorstep.clear()
    this.#members.clear()
    void this.media.endMeeting()
  }

  /** Who waited before this process was started comes back as quickly as the others, or waits no longer. */
  #awaitVisitors(): void {
    if (this.state.door.waiting.length === 0) return
    this.#visitorsGrace = setTimeout(() => {
      for (const { participantId } of this.state.door.waiting) this.#leftDoor(participantId)
    }, this.#options.lineGraceMs).unref()
  }

  /** Nobody of theirs waits any more, unless they are back by the time it is recorded. */
  #leftDoor(participantId: ParticipantId): void {
    this.#insist(() => (this.#doorstep.has(participantId) ? null : { type: 'leaveDoor', participantId }))
  }

  /** All that these endpoints send, and what they are about to. What they send later, on new transports, is not meant. */
  #mediaLost(endpointIds: readonly EndpointId[]): void {
    const lost = new Set(
      Object.values(this.state.participants).flatMap((who) =>
        endpointIds.includes(who.endpointId) ? [who.participantId] : [],
      ),
    )
    this.record({ type: 'loseMedia', endpointIds })
    this.loseProducers(
      Object.values(this.state.producers).flatMap((producer) =>
        lost.has(producer.participantId) ? [producer.producerId] : [],
      ),
    )
  }

  #loseLine(endpointId: EndpointId): void {
    this.#grace.start(endpointId)
    this.record({ type: 'loseLine', endpointId })
  }

  async #expire(endpointId: EndpointId): Promise<void> {
    try {
      await this.meeting.execute({ type: 'loseLine', endpointId }, { actor: SYSTEM })
      await this.meeting.execute({ type: 'expireLine', endpointId }, { actor: SYSTEM })
    } catch (error) {
      this.#options.logger.warn({ err: error, endpointId }, 'place not given up: trying again')
      this.#grace.start(endpointId)
    }
  }

  #member(participantId: ParticipantId): Member {
    const known = this.#members.get(participantId)
    if (known) return known
    const member = new Member(participantId)
    this.#members.set(participantId, member)
    return member
  }

  #broadcast(notice: Notice): void {
    for (const member of this.#members.values()) member.notify(notice)
  }
}
