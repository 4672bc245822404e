import type { Logger } from 'pino'

/** A part also ends what it begins: steps deferred to this are taken in reverse order, also when the part fails half-way. */
export type Closing = Pick<AsyncDisposableStack, 'defer'>

/** The parts of a server, started one after the other and closed in reverse order. */
export class Parts {
  readonly #logger: Logger
  readonly #started = new AsyncDisposableStack()
  #closing: Promise<void> | null = null

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Logs at debug how long the part took. Errors are passed on; `close` ends what was begun until then. */
  async start<T>(part: string, begin: (closing: Closing) => T | Promise<T>): Promise<T> {
    const steps = new AsyncDisposableStack()
    this.#started.defer(async () => {
      const since = performance.now()
      await steps.disposeAsync()
      this.#logger.debug({ part, ms: msSince(since) }, 'part closed')
    })
    const since = performance.now()
    const face = await begin(steps)
    this.#logger.debug({ part, ms: msSince(since) }, 'part started')
    return face
  }

  /** The last part first. A step that fails keeps no other from being taken; its error is thrown at the end. */
  close(): Promise<void> {
    this.#closing ??= this.#started.disposeAsync()
    return this.#closing
  }
}

const msSince = (since: number): number => Math.round(performance.now() - since)
