import { EventEmitter } from 'node:events'
import { type BrowserOptions, RoomBrowser } from './RoomBrowser.ts'
import { judge, wrongWith } from './judge.ts'
import type { Seen } from './Seen.ts'

const LOOK_MS = 1_000
/** A look that is not answered within so long is over, in milliseconds; the next one may be. */
const ANSWER_MS = 2_000
/** A browser that lived for so long was well: the next end starts counting anew, in milliseconds. */
const WELL_MS = 60_000
const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 5_000

interface Events {
  /** Each look at the page; null: it did not answer. */
  seen: [Seen | null]
  /** Something was done about the browser, and why. */
  did: ['started' | 'opened' | 'killed' | 'ended', string]
}

/** Keeps a browser running with the room's page: starts it again when it ends, hangs, or shows something else. */
export class Watchdog extends EventEmitter<Events> {
  readonly #options: BrowserOptions
  readonly #origin: string
  #browser: RoomBrowser | null = null
  #startedAt = 0
  #answeredAt: number | null = null
  #wrongSince: number | null = null
  #seen: Seen | null = null
  #deaths = 0
  #isLooking = false
  #timer: NodeJS.Timeout | undefined
  #restart: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(options: BrowserOptions) {
    super()
    this.#options = options
    this.#origin = new URL(options.url).origin
  }

  /** The browser that runs just now. */
  get browser(): RoomBrowser | null {
    return this.#browser
  }

  start(): void {
    this.#launch()
    this.#timer = setInterval(() => this.#tick(), LOOK_MS)
  }

  /** Ends the browser in peace; by force when it takes long. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    clearTimeout(this.#restart)
    const browser = this.#browser
    if (!browser) return
    const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()))
    browser.stop()
    const force = setTimeout(() => browser.kill(), 5_000)
    await ended
    clearTimeout(force)
  }

  #launch(): void {
    this.#startedAt = Date.now()
    this.#answeredAt = null
    this.#wrongSince = null
    this.#seen = null
    const browser = new RoomBrowser(this.#options)
    this.#browser = browser
    this.emit('did', 'started', `pid ${String(browser.pid)}`)
    browser.once('exit', () => this.#onExit())
  }

  #onExit(): void {
    this.#browser = null
    if (this.#isStopped) return
    this.#deaths = Date.now() - this.#startedAt > WELL_MS ? 1 : this.#deaths + 1
    const delayMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, this.#deaths - 3))
    this.emit('did', 'ended', `again in ${delayMs} ms`)
    this.#restart = setTimeout(() => this.#launch(), delayMs)
  }

  /** Looks, and judges by what was seen until now: a page that does not answer is no reason to wait for its answer. */
  #tick(): void {
    const browser = this.#browser
    if (!browser) return
    if (!this.#isLooking) void this.#look(browser)
    const verdict = judge(
      {
        startedAt: this.#startedAt,
        answeredAt: this.#answeredAt,
        wrongSince: this.#wrongSince,
        seen: this.#seen,
      },
      this.#origin,
      Date.now(),
    )
    if (verdict === 'kill') {
      this.emit('did', 'killed', this.#answeredAt === null ? 'no page' : 'the page does not answer')
      browser.kill()
    }
    if (verdict === 'open') {
      this.emit('did', 'opened', this.#seen?.href ?? '')
      this.#wrongSince = Date.now()
      browser.open().catch(() => undefined)
    }
  }

  async #look(browser: RoomBrowser): Promise<void> {
    this.#isLooking = true
    try {
      const seen = await browser.look(ANSWER_MS)
      if (browser === this.#browser) this.#onSeen(seen)
    } catch {
      if (browser === this.#browser) this.emit('seen', null)
    } finally {
      this.#isLooking = false
    }
  }

  #onSeen(seen: Seen): void {
    const now = Date.now()
    this.#answeredAt = now
    this.#seen = seen
    this.#wrongSince = wrongWith(seen, this.#origin) === null ? null : (this.#wrongSince ?? now)
    this.emit('seen', seen)
  }
}
