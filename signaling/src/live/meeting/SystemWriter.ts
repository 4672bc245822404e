import type { Logger } from 'pino'
import type { Actor } from '../../domain/meeting/core/Actor.ts'
import type { Command } from '../../domain/meeting/decide/Command.ts'
import type { Meeting } from './Meeting.ts'

export const SYSTEM: Actor = { kind: 'system' }

/** A fact that must come to be on record is tried again after this, in milliseconds. */
const INSIST_MS = 1_000

/** Commits what happened by itself. */
export class SystemWriter {
  readonly #meeting: Pick<Meeting, 'execute'>
  readonly #logger: Logger
  readonly #waiting = new Set<NodeJS.Timeout>()
  #isClosed = false

  constructor(meeting: Pick<Meeting, 'execute'>, logger: Logger) {
    this.#meeting = meeting
    this.#logger = logger
  }

  /** A log that cannot be written now is no reason to stop (SPEC 2.6). */
  record(command: Command): void {
    this.#meeting.execute(command, { actor: SYSTEM }).catch((error: unknown) => {
      this.#logger.warn({ err: error, command: command.type }, 'not recorded')
    })
  }

  /** Records what must come to be on record: tries again until it is, or until it is not so any more (null). */
  insist(happened: () => Command | null): void {
    const command = happened()
    if (!command) return
    this.#meeting.execute(command, { actor: SYSTEM }).catch((error: unknown) => {
      this.#logger.warn({ err: error, command: command.type }, 'not recorded: trying again')
      if (this.#isClosed) return
      const timer = setTimeout(() => {
        this.#waiting.delete(timer)
        this.insist(happened)
      }, INSIST_MS)
      this.#waiting.add(timer)
    })
  }

  /** Does what the meeting is told to do. @throws MeetingError the refusal, or `storeUnavailable` */
  async execute(command: Command): Promise<void> {
    await this.#meeting.execute(command, { actor: SYSTEM })
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#waiting) clearTimeout(timer)
    this.#waiting.clear()
  }
}
