import {
  initialState,
  type LoggedEvent,
  MeetingError,
  type MeetingEvent,
  type MeetingId,
  type MeetingState,
  reduce,
  type RequestId,
  type Sync,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { decide } from '../../domain/meeting/decide/decide.ts'
import { secretChoice } from '../../domain/meeting/decide/secretChoice.ts'
import { StoreError } from '../../db/engine/StoreError.ts'
import { Mailbox } from './Mailbox.ts'
import type { LogEntry, MeetingLog } from '../../db/log/MeetingLog.ts'

/** Events kept at hand for those who come back; who missed more gets a snapshot (SPEC 2.4). */
export const MAX_EVENTS_IN_SYNC = 500

/** Rows of the log whose requests may still be repeated to this process: a client asks again as soon as its line is back. */
const REMEMBERED_REQUESTS = 2_000

export type MeetingOptions = {
  readonly meetingId: MeetingId
  readonly log: MeetingLog
  readonly logger: Logger
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** The meeting calls this after every commit, in order, before anyone else's command is looked at. */
  readonly onCommitted: (events: readonly LoggedEvent[]) => void
  /** Another process writes this meeting: this one has stepped down, and refuses everything (SPEC 2.5). */
  readonly onTaken?: () => void
}

/** A command, or what makes one. */
export type Asking = Command | (() => Promise<Command>)

export type Asked = {
  readonly actor: Actor
  readonly requestId?: RequestId | null
  /** True for a command that is done once, whichever process did it: a repetition that finds it on record does nothing (SPEC 1.6). */
  readonly once?: boolean
}

/** The progress of a command, told inside the mailbox: nothing else happens to the meeting meanwhile. */
export type CommandStep =
  /** These will be committed (none: it is so already): what need not wait for the disk may begin. */
  | { readonly kind: 'decided'; readonly before: MeetingState; readonly events: readonly MeetingEvent[] }
  /** They are on record, and everyone was told. */
  | { readonly kind: 'committed' }

/** `writing`, until it is closed (`finishing`: what was asked before) or another process was quicker (`taken`). */
type Role = 'writing' | 'finishing' | 'taken'

/**
 * The single writer of one meeting (SPEC 2.1): commands wait in a mailbox; each is decided, its
 * events are committed to the log, reduced into the state and told to everyone, then acknowledged.
 */
export class Meeting {
  readonly meetingId: MeetingId
  readonly #options: MeetingOptions
  readonly #mailbox = new Mailbox()
  #state: MeetingState
  #seq = 0
  #recent: LoggedEvent[] = []
  #role: Role = 'writing'
  /** Requests that other processes did; this one's own repetitions are answered before they come here. */
  readonly #done = new Set<string>()

  private constructor(options: MeetingOptions) {
    this.#options = options
    this.meetingId = options.meetingId
    this.#state = initialState(options.meetingId)
  }

  /** Reads the log, so that a restarted process goes on where the last one was (SPEC 6.4). */
  static async open(options: MeetingOptions): Promise<Meeting> {
    const meeting = new Meeting(options)
    meeting.#apply(await options.log.read(options.meetingId, 0))
    await meeting.#remember(meeting.#seq - REMEMBERED_REQUESTS)
    return meeting
  }

  get state(): MeetingState {
    return this.#state
  }

  /** The number of the last event; 0 before the first. */
  get seq(): number {
    return this.#seq
  }

  /**
   * Decides and commits one command.
   * @param command a function is called when its turn has come: what it looks up is not outdated when it is decided
   * @param onStep told of each step that is reached
   * @returns the events that it led to
   * @throws MeetingError the refusal, or `storeUnavailable` when the log cannot be written: then nothing happened
   */
  execute(
    command: Asking,
    asked: Asked,
    onStep: (step: CommandStep) => void = () => undefined,
  ): Promise<readonly LoggedEvent[]> {
    if (this.#role !== 'writing') return Promise.reject(elsewhere())
    return this.#mailbox.run(async () => {
      // Another process may have been quicker with what came before.
      if (this.#role === 'taken') throw elsewhere()
      const events = await this.#execute(command, asked, onStep)
      onStep({ kind: 'committed' })
      return events
    })
  }

  /** Brings someone up to date who has all events up to `seq`; null = nothing yet. */
  syncSince(seq: number | null): Sync {
    const oldest = this.#recent[0]?.seq ?? this.#seq + 1
    if (seq === null || seq > this.#seq || seq < oldest - 1) {
      return { kind: 'snapshot', seq: this.#seq, state: this.#state }
    }
    return { kind: 'events', events: this.#recent.filter((event) => event.seq > seq) }
  }

  /** Refuses everything from now on. Resolves when all that was asked before is committed: then another process may write. */
  close(): Promise<void> {
    if (this.#role === 'writing') this.#role = 'finishing'
    return this.#mailbox.idle()
  }

  async #execute(asking: Asking, asked: Asked, onStep: (step: CommandStep) => void): Promise<readonly LoggedEvent[]> {
    const command = typeof asking === 'function' ? await asking() : asking
    const entries = this.#wasDone(asked) ? [] : this.#decide(command, asked)
    onStep({ kind: 'decided', before: this.#state, events: entries.map((entry) => entry.event) })
    if (entries.length === 0) return []
    try {
      await this.#options.log.append(this.meetingId, entries, secretChoice(this.#state, command, entries))
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'collision') throw this.#stepDown()
      this.#options.logger.error({ err: error, meetingId: this.meetingId, command: command.type }, 'log not written')
      throw new MeetingError('storeUnavailable')
    }
    return this.#commit(entries)
  }

  async #remember(seq: number): Promise<void> {
    for (const { actor, requestId } of await this.#options.log.requests(this.meetingId, Math.max(0, seq)))
      this.#done.add(`${actor} ${requestId}`)
  }

  #wasDone({ actor, requestId = null, once = false }: Asked): boolean {
    return once && requestId !== null && this.#done.has(`${nameOf(actor) ?? ''} ${requestId}`)
  }

  #decide(command: Command, { actor, requestId = null }: Asked): LogEntry[] {
    const at = this.#options.clock()
    const events = decide(this.#state, command, actor, at)
    if (events instanceof MeetingError) throw events
    return events.map((event, index) => ({ seq: this.#seq + 1 + index, at, event, actor: nameOf(actor), requestId }))
  }

  #commit(entries: readonly LogEntry[]): readonly LoggedEvent[] {
    const events = entries.map(({ seq, at, event }) => ({ seq, at, event }))
    this.#apply(events)
    this.#options.onCommitted(events)
    return events
  }

  /** Another writer was quicker (SPEC 2.5): what this one knows is outdated, and nothing is decided by it any more. */
  #stepDown(): MeetingError {
    this.#role = 'taken'
    this.#options.logger.warn(
      { meetingId: this.meetingId, seq: this.#seq },
      'another process writes this meeting: stepping down',
    )
    this.#options.onTaken?.()
    return elsewhere()
  }

  #apply(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      this.#state = reduce(this.#state, event)
      this.#seq = event.seq
    }
    this.#recent = [...this.#recent, ...events].slice(-MAX_EVENTS_IN_SYNC)
  }
}

/** A client that is told so comes back to the process that conducts the meeting now. */
function elsewhere(): MeetingError {
  return new MeetingError('elsewhere', 'another process conducts the meeting')
}

function nameOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'account':
      return actor.accountId
    case 'endpoint':
      return actor.participantId
    case 'system':
      return null
    default:
      return actor satisfies never
  }
}
