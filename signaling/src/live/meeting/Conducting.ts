import {
  isOffice,
  leadsPaper,
  type LoggedEvent,
  MeetingError,
  type MeetingId,
  type Notice,
  type Participant,
  type ParticipantId,
  type RequestData,
  type RequestId,
  type UnitCode,
  type UnitSpan,
  type VoteId,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { Actor } from '../../domain/meeting/core/Command.ts'
import type { ConductRequest } from '../../domain/meeting/core/ConductCommand.ts'
import { actingParticipant } from '../../domain/meeting/decide/decide.ts'
import { unitSpans } from '../../domain/record/unitSpans.ts'
import type { ConductStore } from './ConductStore.ts'
import type { Asking, Meeting } from './Meeting.ts'
import type { MeetingLog } from '../../db/log/MeetingLog.ts'
import { Chat } from './Chat.ts'
import { ConductTimers } from './ConductTimers.ts'
import { Pace } from './Pace.ts'

const SYSTEM: Actor = { kind: 'system' }

export type ConductingOptions = {
  readonly meetingId: MeetingId
  readonly meeting: Meeting
  readonly log: MeetingLog
  readonly store: ConductStore
  readonly clock: () => number
  readonly logger: Logger
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  readonly chairGraceMs?: number
  /** The schedule knows by then. */
  readonly onEnded?: () => void
}

/** How one meeting is conducted: its requests with what must be looked up for them, what comes with time, and what only passes through. */
export class Conducting {
  readonly #options: ConductingOptions
  readonly #timers: ConductTimers
  readonly #chat: Chat
  readonly #chatPace: Pace
  readonly #pointPace: Pace
  readonly #complaintPace: Pace
  readonly #timesPace: Pace

  constructor(options: ConductingOptions) {
    this.#options = options
    const { clock, meetingId, store, notify, chairGraceMs } = options
    this.#timers = new ConductTimers({
      clock,
      onChairOpen: () => void this.#byItself({ type: 'settleChair' }),
      onVoteTimeUp: (voteId) => void this.#voteTimeUp(voteId),
      ...(chairGraceMs === undefined ? {} : { chairGraceMs }),
    })
    this.#chat = new Chat({ meetingId, store, clock, notify })
    this.#chatPace = new Pace({ perSecond: 1, burst: 8, clock })
    this.#pointPace = new Pace({ perSecond: 12, burst: 24, clock })
    this.#complaintPace = new Pace({ perSecond: 0.1, burst: 4, clock })
    this.#timesPace = new Pace({ perSecond: 1, burst: 5, clock })
  }

  /** The meeting was opened in this process: what its log says goes on. */
  async begin(): Promise<void> {
    this.#timers.changed(this.#options.meeting.state)
    await this.replanned()
  }

  /** The plan as it is now; before anybody came there is nothing to tell. */
  async replanned(): Promise<void> {
    const { meeting, meetingId, store, logger } = this.#options
    if (meeting.state.phase === 'scheduled') return
    try {
      const programme = await store.programme(meetingId)
      if (programme) await meeting.execute({ type: 'setProgramme', programme }, { actor: SYSTEM })
    } catch (error) {
      logger.warn({ err: error }, 'the programme of the meeting was not taken over')
    }
  }

  committed(events: readonly LoggedEvent[]): void {
    const { meeting } = this.#options
    this.#timers.changed(meeting.state)
    for (const { event } of events) {
      if (event.type === 'meetingOpened') void this.replanned()
      if (event.type === 'meetingEnded') void this.#ended()
    }
  }

  /**
   * Decides and records what a participant asks.
   * @throws MeetingError the refusal
   */
  async ask(actor: Actor, request: Pick<ConductRequest, 'type' | 'data'>, requestId: RequestId): Promise<void> {
    await this.#options.meeting.execute(() => this.#withKnown(request), { actor, requestId, once: true })
  }

  async sendChat(actor: Actor, data: RequestData<'chat:send'>): Promise<void> {
    const from = this.#asker(actor)
    this.#chatPace.take(from.participantId)
    await this.#chat.send(this.#options.meeting.state, from, data)
  }

  chatHistory(actor: Actor): ReturnType<Chat['history']> {
    return this.#chat.history(this.#asker(actor))
  }

  /** Where the presenter looks goes to everyone else, and is forgotten. */
  point(actor: Actor, point: RequestData<'paper:point'>): void {
    const { meeting, notify } = this.#options
    const from = this.#asker(actor)
    if (!meeting.state.conduct.paper) throw new MeetingError('notFound', 'no paper is open')
    if (!leadsPaper(meeting.state, from)) throw new MeetingError('forbidden', 'not the presenter')
    this.#pointPace.take(from.participantId)
    for (const { participantId } of this.#participants()) {
      if (participantId !== from.participantId) notify(participantId, { name: 'paperPointed', point })
    }
  }

  /** To those who can mend it. */
  complain(actor: Actor, { about, what }: RequestData<'complaint:send'>): void {
    const { meeting, notify, clock } = this.#options
    const from = this.#asker(actor)
    if (about !== null && !meeting.state.participants[about]) throw new MeetingError('notFound', 'not in the meeting')
    this.#complaintPace.take(from.participantId)
    const complaint = { from: from.participantId, about, what, at: clock() }
    for (const participant of this.#participants()) {
      if (participant.seat === 'technician' || isOffice(meeting.state, participant)) notify(participant.participantId, { name: 'complaint', complaint })
    }
  }

  /** All of the log is read for it: not more often than a person opens rows. */
  async unitTimes(actor: Actor, unitCode: UnitCode): Promise<UnitSpan[]> {
    const { meeting, meetingId, log } = this.#options
    const from = this.#asker(actor)
    if (!isOffice(meeting.state, from)) throw new MeetingError('forbidden', 'for chair and secretary')
    this.#timesPace.take(from.participantId)
    return unitSpans(await log.read(meetingId, 0), unitCode)
  }

  close(): void {
    this.#timers.close()
  }

  /** Looked up when the request's turn has come: a ballot before it counts. */
  async #withKnown(request: Pick<ConductRequest, 'type' | 'data'>): Promise<ConductRequest> {
    const { meetingId, store, log } = this.#options
    // Name and data belong together: they were parsed by the schema of the name.
    const asked = { tally: null, paperName: null, ...request } as ConductRequest
    switch (asked.type) {
      case 'paper:open':
        return { ...asked, paperName: await store.paperName(meetingId, asked.data.paperId, asked.data.version) }
      case 'vote:close':
        return { ...asked, tally: await log.tally(meetingId, asked.data.voteId) }
      default:
        return asked
    }
  }

  async #ended(): Promise<void> {
    const { meetingId, store, logger, onEnded } = this.#options
    try {
      await store.ended(meetingId)
    } catch (error) {
      logger.warn({ err: error }, 'the schedule does not say that the meeting ended')
    }
    onEnded?.()
  }

  #voteTimeUp(voteId: VoteId): Promise<void> {
    const { log, meetingId } = this.#options
    return this.#byItself(async () => ({ type: 'voteTimeUp', voteId, tally: await log.tally(meetingId, voteId) }))
  }

  async #byItself(command: Asking): Promise<void> {
    const { meeting, logger } = this.#options
    try {
      await meeting.execute(command, { actor: SYSTEM })
    } catch (error) {
      logger.warn({ err: error }, 'what was due is not recorded: trying again')
    } finally {
      // Not done means it is still due.
      this.#timers.changed(meeting.state)
    }
  }

  #asker(actor: Actor): Participant {
    const participant = actingParticipant(this.#options.meeting.state, actor)
    if (participant instanceof MeetingError) throw participant
    return participant
  }

  #participants(): Participant[] {
    return Object.values(this.#options.meeting.state.participants)
  }
}
