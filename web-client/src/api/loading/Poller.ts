import { pollDelay } from './pollDelay.ts'

/** Below this a page that comes back into sight does not ask again, in milliseconds. */
const FRESH_MS = 10_000

type Page = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>

interface Options {
  /** False: what there is was asked for already. */
  readonly atOnce: boolean
  /** How soon it asks again while somebody looks, in milliseconds. */
  readonly shownMs?: number | undefined
}

/** Asks again and again until it is stopped: later after failures, seldom while nobody looks, at once when somebody looks again; never twice at a time. */
export class Poller {
  readonly #ask: (signal: AbortSignal) => Promise<void>
  readonly #page: Page
  readonly #shownMs: number | undefined
  readonly #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #askedAt = 0
  #isAsking = false

  /** @param ask rejects when it failed */
  constructor(ask: (signal: AbortSignal) => Promise<void>, page: Page, { atOnce, shownMs }: Options) {
    this.#ask = ask
    this.#page = page
    this.#shownMs = shownMs
    page.addEventListener('visibilitychange', this.#look)
    if (atOnce) void this.#run()
    else this.#later()
  }

  stop(): void {
    this.#abort.abort()
    clearTimeout(this.#timer)
    this.#page.removeEventListener('visibilitychange', this.#look)
  }

  readonly #look = () => {
    if (this.#page.hidden || this.#isAsking) return
    // What was to be asked when nobody looked is asked sooner now.
    if (Date.now() - this.#askedAt > FRESH_MS) void this.#run()
    else this.#later()
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => void this.#run(),
      pollDelay({ failures: this.#failures, hidden: this.#page.hidden, chance: Math.random(), ...(this.#shownMs === undefined ? {} : { shownMs: this.#shownMs }) }),
    )
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer)
    this.#askedAt = Date.now()
    this.#isAsking = true
    try {
      await this.#ask(this.#abort.signal)
      this.#failures = 0
    } catch {
      this.#failures += 1
    }
    this.#isAsking = false
    if (!this.#abort.signal.aborted) this.#later()
  }
}
