import type { Logger } from 'pino'
import type { Presence } from './Presence.ts'

/** Knowledge may be so old, milliseconds. */
const LOOK_MS = 500

/** Keeps who is there of one kind, as it was last seen. The last knowledge stands while the directory cannot be reached. */
export class Known<Entry> {
  readonly #presence: Presence<Entry>
  readonly #logger: Logger
  readonly #timer: NodeJS.Timeout
  #seen: ReadonlyMap<string, Entry> = new Map()
  #looking: Promise<void> | null = null
  readonly #listeners: (() => void)[] = []

  constructor(presence: Presence<Entry>, logger: Logger) {
    this.#presence = presence
    this.#logger = logger
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  get all(): ReadonlyMap<string, Entry> {
    return this.#seen
  }

  /** Told each time that it was brought up to date. */
  onLooked(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Brings it up to date. Never fails. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null))
    return this.#looking
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    try {
      this.#seen = await this.#presence.list()
    } catch (error) {
      this.#logger.debug({ err: error }, 'who is there is not known anew')
      return
    }
    for (const listener of this.#listeners) listener()
  }
}
