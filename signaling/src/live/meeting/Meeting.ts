import {
  initialState,
  type LoggedEvent,
  MeetingError,
  type MeetingEvent,
  type MeetingId,
  type MeetingState,
  reduceAll,
  type RequestId,
  type Sync,
} from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import { decide } from '../../domain/meeting/decide/decide.ts'
import { secretChoice } from '../../domain/meeting/decide/secretChoice.ts'
import { StoreError } from '../../db/engine/StoreError.ts'
import { goesTogether } from './goesTogether.ts'
import { Mailbox } from './Mailbox.ts'
import type { LogEntry, MeetingLog, SecretChoice } from '../../db/log/MeetingLog.ts'

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

/** Participants whose commands are gathered for a millisecond: each commit is told to all of them, and waits for the disk. */
const GATHERED_PER_MS = 2

/** However many there are, an answer waits no longer for others than this: the chair shall see it while it is given. Milliseconds. */
const MOST_GATHER_MS = 100

/** A command that waits for its turn, and who waits for it. */
type Job = {
  readonly asking: Asking
  readonly asked: Asked
  readonly onStep: (step: CommandStep) => void
  readonly outcome: PromiseWithResolvers<readonly LoggedEvent[]>
}

/** What a job leads to. */
type Decided = { readonly job: Job; readonly entries: readonly LogEntry[]; readonly choice: SecretChoice | null }

/** A meeting as it will be once what was decided is committed. */
type Ahead = { readonly state: MeetingState; readonly seq: number }

/** `writing`, until it is closed (`finishing`: what was asked before) or another process was quicker (`taken`). */
type Role = 'writing' | 'finishing' | 'taken'

/**
 * The single writer of one meeting (SPEC 2.1): commands wait in a mailbox; each is decided, its
 * events are committed to the log, reduced into the state and told to everyone, then acknowledged.
 * Of many that come at once those that {@link goesTogether} names share a commit and a notice.
 */
export class Meeting {
  readonly meetingId: MeetingId
  readonly #options: MeetingOptions
  readonly #mailbox = new Mailbox<Job>({
    handle: (jobs) => this.#handle(jobs),
    joins: goesTogether,
    gatherMs: () => Math.min(MOST_GATHER_MS, Object.keys(this.#state.participants).length / GATHERED_PER_MS),
  })
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
    const outcome = Promise.withResolvers<readonly LoggedEvent[]>()
    this.#mailbox.post({ asking: command, asked, onStep, outcome })
    return outcome.promise
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

  /** Each job is decided as if those before it were committed already. What is refused is no matter to the others. */
  async #handle(jobs: readonly Job[]): Promise<void> {
    const decided: Decided[] = []
    let ahead: Ahead = { state: this.#state, seq: this.#seq }
    for (const job of jobs) {
      try {
        // Another process may have been quicker with what came before.
        if (this.#role === 'taken') throw elsewhere()
        const { asking } = job
        const command = typeof asking === 'function' ? await asking() : asking
        const entries = this.#wasDone(job.asked) ? [] : this.#decide(ahead, command, job.asked)
        job.onStep({ kind: 'decided', before: ahead.state, events: entries.map((entry) => entry.event) })
        decided.push({ job, entries, choice: secretChoice(ahead.state, command, entries) })
        ahead = { state: reduceAll(ahead.state, entries), seq: entries.at(-1)?.seq ?? ahead.seq }
      } catch (error) {
        job.outcome.reject(error)
      }
    }
    try {
      await this.#append(decided)
      this.#commit(ahead, decided)
    } catch (error) {
      // Whoever has nothing to commit, and came before the others, need not know of it.
      const first = decided.findIndex(({ entries }) => entries.length > 0)
      for (const { job } of decided.splice(first)) job.outcome.reject(error)
    }
    for (const { job, entries } of decided) this.#finish(job, entries.map(logged))
  }

  /** @throws MeetingError `storeUnavailable` or `elsewhere`: then nothing happened */
  async #append(decided: readonly Decided[]): Promise<void> {
    const entries = decided.flatMap((one) => one.entries)
    if (entries.length === 0) return
    try {
      const choices = decided.flatMap(({ choice }) => choice ?? [])
      await this.#options.log.append(this.meetingId, entries, choices)
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'collision') throw this.#stepDown()
      const commands = [...new Set(entries.map(({ event }) => event.type))]
      this.#options.logger.error({ err: error, meetingId: this.meetingId, events: commands }, 'log not written')
      throw new MeetingError('storeUnavailable')
    }
  }

  #finish({ onStep, outcome }: Job, events: readonly LoggedEvent[]): void {
    try {
      onStep({ kind: 'committed' })
      outcome.resolve(events)
    } catch (error) {
      outcome.reject(error)
    }
  }

  async #remember(seq: number): Promise<void> {
    for (const { actor, requestId } of await this.#options.log.requests(this.meetingId, Math.max(0, seq)))
      this.#done.add(`${actor} ${requestId}`)
  }

  #wasDone({ actor, requestId = null, once = false }: Asked): boolean {
    return once && requestId !== null && this.#done.has(`${nameOf(actor) ?? ''} ${requestId}`)
  }

  #decide(ahead: Ahead, command: Command, { actor, requestId = null }: Asked): LogEntry[] {
    const at = this.#options.clock()
    const events = decide(ahead.state, command, actor, at)
    if (events instanceof MeetingError) throw events
    return events.map((event, index) => ({ seq: ahead.seq + 1 + index, at, event, actor: nameOf(actor), requestId }))
  }

  #commit(ahead: Ahead, decided: readonly Decided[]): void {
    const events = decided.flatMap(({ entries }) => entries.map(logged))
    if (events.length === 0) return
    this.#state = ahead.state
    this.#seq = ahead.seq
    this.#keep(events)
    this.#options.onCommitted(events)
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
    this.#state = reduceAll(this.#state, events)
    this.#seq = events.at(-1)?.seq ?? this.#seq
    this.#keep(events)
  }

  #keep(events: readonly LoggedEvent[]): void {
    this.#recent = [...this.#recent, ...events].slice(-MAX_EVENTS_IN_SYNC)
  }
}

const logged = ({ seq, at, event }: LogEntry): LoggedEvent => ({ seq, at, event })

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
