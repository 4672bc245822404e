import {
  type LoggedEvent,
  MeetingError,
  type MeetingId,
  type Notice,
  type ParticipantId,
  type RequestData,
  type RequestId,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MeetingLog } from '../../db/log/MeetingLog.ts'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import type { Due, PaceRule } from '../../domain/meeting/core/subject.ts'
import { conduct } from '../../domain/meeting/decide/conduct.ts'
import type {
  Books,
  ConductRequestName,
  ConductSystemCommand,
  PassingName,
} from '../../domain/meeting/decide/ConductCommand.ts'
import { actingParticipant } from '../../domain/meeting/decide/decide.ts'
import { asking } from '../../domain/meeting/decide/asking.ts'
import { unitSpans } from '../../domain/record/unitSpans.ts'
import { Chat } from './Chat.ts'
import type { ConductStore } from './ConductStore.ts'
import { ConductTimers } from './ConductTimers.ts'
import type { Asking, Meeting } from './Meeting.ts'
import { Pace } from './Pace.ts'
import { SYSTEM } from './SystemWriter.ts'

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

/** Conducts one meeting: its requests with what must be looked up for them, changes that come with time, and messages that only pass through. */
export class Conducting {
  readonly #options: ConductingOptions
  readonly #timers: ConductTimers<Due<ConductSystemCommand, Books>>
  readonly #books: Books
  readonly #paces = new Map<PassingName, Pace>()

  constructor(options: ConductingOptions) {
    this.#options = options
    const { clock, chairGraceMs } = options
    this.#books = booksOf(options)
    this.#timers = new ConductTimers({
      clock,
      due: conduct.due,
      onDue: ({ command }) => void this.#byItself(async () => command(this.#books)),
      timings: chairGraceMs === undefined ? {} : { chairGraceMs },
    })
  }

  /** The meeting was opened in this process: what its log says goes on. */
  async begin(): Promise<void> {
    this.#timers.onState(this.#options.meeting.state)
    await this.takePlanOver()
  }

  /** Records the plan as it is now; before anybody came there is nothing to tell. */
  async takePlanOver(): Promise<void> {
    const { meeting, meetingId, store, logger } = this.#options
    if (meeting.state.phase === 'scheduled') return
    try {
      const programme = await store.programme(meetingId)
      if (programme) await meeting.execute({ type: 'setProgramme', programme }, { actor: SYSTEM })
    } catch (error) {
      logger.warn({ err: error }, 'the programme of the meeting was not taken over')
    }
  }

  onCommitted(events: readonly LoggedEvent[]): void {
    const { meeting } = this.#options
    this.#timers.onState(meeting.state)
    for (const { event } of events) {
      if (event.type === 'meetingOpened') void this.takePlanOver()
      if (event.type === 'meetingEnded') void this.#onEnded()
    }
  }

  /**
   * Decides and records what a participant asks. What must be known for it is looked up when its turn has come: a ballot before it counts.
   * @throws MeetingError the refusal
   */
  async ask<N extends ConductRequestName>(
    actor: Actor,
    type: N,
    data: RequestData<N>,
    requestId: RequestId,
  ): Promise<void> {
    await this.#options.meeting.execute(asking(type, data, this.#books), { actor, requestId, once: true })
  }

  /**
   * Answers what is no fact of the meeting.
   * @throws MeetingError the refusal
   */
  async pass<N extends PassingName>(actor: Actor, name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    const { meeting, notify } = this.#options
    const { state } = meeting
    const from = allowed(actingParticipant(state, actor))
    const { pace, refuse, answer } = conduct.passing[name]
    const refused = refuse?.(state, from, data)
    if (refused) throw refused
    if (pace) this.#pace(name, pace).take(from.participantId)
    const passed = allowed(await answer(state, from, data, this.#books))
    for (const { to, notice } of passed.tell ?? []) notify(to, notice)
    return passed.answer
  }

  close(): void {
    this.#timers.close()
  }

  async #onEnded(): Promise<void> {
    const { meetingId, store, logger, onEnded } = this.#options
    try {
      await store.ended(meetingId)
    } catch (error) {
      logger.warn({ err: error }, 'the schedule does not say that the meeting ended')
    }
    onEnded?.()
  }

  async #byItself(command: Asking): Promise<void> {
    const { meeting, logger } = this.#options
    try {
      await meeting.execute(command, { actor: SYSTEM })
    } catch (error) {
      logger.warn({ err: error }, 'what was due is not recorded: trying again')
    } finally {
      // A step that was not taken is still due.
      this.#timers.onState(meeting.state)
    }
  }

  #pace(name: PassingName, rule: PaceRule): Pace {
    const known = this.#paces.get(name)
    if (known) return known
    const pace = new Pace({ ...rule, clock: this.#options.clock })
    this.#paces.set(name, pace)
    return pace
  }
}

/** The books of this meeting: all that the subjects read and write besides the state. */
function booksOf({ meetingId, log, store, clock }: ConductingOptions): Books {
  const { addChat, chatOf } = new Chat({ meetingId, store, clock })
  return {
    now: clock,
    tally: (voteId) => log.tally(meetingId, voteId),
    paperName: (paperId, version) => store.paperName(meetingId, paperId, version),
    unitSpans: async (unitCode) => unitSpans(await log.read(meetingId, 0), unitCode),
    addChat,
    chatOf,
  }
}

function allowed<T>(result: T | MeetingError): T {
  if (result instanceof MeetingError) throw result
  return result
}
