import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { CdpPipe } from './CdpPipe.ts'
import { Seen } from './Seen.ts'

const TargetEvent = z.object({ targetInfo: z.object({ targetId: z.string(), type: z.string(), url: z.string() }) })
const Attached = z.object({ sessionId: z.string() })
const Evaluated = z.object({ result: z.object({ value: z.unknown() }) })
const Crashed = z.object({ targetId: z.string() })

/** The page tells this of itself (web-client/src/features/ownRoom), and where it is. */
const LOOK = `JSON.stringify({
  href: location.href,
  state: document.documentElement.dataset.roomState ?? null,
  freeUntil: document.documentElement.dataset.roomFreeUntil ?? null,
})`

export interface BrowserOptions {
  readonly command: string
  readonly flags: readonly string[]
  /** The page of the room. */
  readonly url: string
  readonly env: NodeJS.ProcessEnv
}

/** Holds one run of the browser, from its start to its end, and its one page. */
export class RoomBrowser extends EventEmitter<{ exit: [] }> {
  readonly #options: BrowserOptions
  readonly #child: ChildProcess
  readonly #pipe: CdpPipe
  #page: { readonly targetId: string; readonly sessionId: string } | null = null
  #hasCrashed = false

  constructor(options: BrowserOptions) {
    super()
    this.#options = options
    const { command, flags, url, env } = options
    this.#child = spawn(command, [...flags, '--remote-debugging-pipe', url], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      // A group of its own, so that all its processes can be ended.
      detached: true,
    })
    const [, , , writes, reads] = this.#child.stdio
    this.#pipe = new CdpPipe(writes as Writable, reads as Readable, this.#onEvent)
    this.#child.once('error', () => this.emit('exit'))
    this.#child.once('exit', () => {
      // A remaining process of it holds the profile's lock.
      this.#signal('SIGKILL')
      this.emit('exit')
    })
    this.#ask('Target.setDiscoverTargets', { discover: true }).catch(() => undefined)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Looks at the page. @throws when the page does not answer within `timeoutMs`, or there is none yet */
  async look(timeoutMs: number): Promise<Seen> {
    return Seen.parse(JSON.parse(z.string().parse(await this.evaluate(LOOK, timeoutMs))))
  }

  /** @returns what the expression gives in the page, as JSON has it */
  async evaluate(expression: string, timeoutMs: number): Promise<unknown> {
    if (!this.#page) throw new Error('there is no page yet')
    if (this.#hasCrashed) throw new Error('the page has crashed')
    const { sessionId } = this.#page
    const answer = await this.#pipe.ask(
      'Runtime.evaluate',
      { expression, returnByValue: true, awaitPromise: true },
      { sessionId, timeoutMs },
    )
    return Evaluated.parse(answer).result.value
  }

  /** Loads the room's page anew. */
  async open(): Promise<void> {
    if (!this.#page) return
    const { sessionId } = this.#page
    await this.#pipe.ask('Page.navigate', { url: this.#options.url }, { sessionId, timeoutMs: 3_000 })
    this.#hasCrashed = false
  }

  /** Ends it and all its processes at once. */
  kill(): void {
    this.#signal('SIGKILL')
  }

  /** Asks it to end, so that it writes down what it has: its cookies above all. Its processes it ends itself. */
  stop(): void {
    this.#ask('Browser.close', {}).catch(() => this.#child.kill('SIGTERM'))
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal)
    } catch {
      // It is gone already.
    }
  }

  #ask(method: string, params: object): Promise<unknown> {
    return this.#pipe.ask(method, params, { timeoutMs: 10_000 })
  }

  #onEvent = (method: string, params: unknown): void => {
    if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') {
      const { targetId, type } = TargetEvent.parse(params).targetInfo
      if (type === 'page' && this.#page === null) void this.#attach(targetId)
    }
    if (method === 'Target.targetCrashed' && Crashed.parse(params).targetId === this.#page?.targetId) {
      this.#hasCrashed = true
      // A page that crashed comes back with its address; the watchdog ends the browser if it does not.
      this.open().catch(() => undefined)
    }
  }

  async #attach(targetId: string): Promise<void> {
    this.#page = { targetId, sessionId: '' }
    try {
      const answer = await this.#ask('Target.attachToTarget', { targetId, flatten: true })
      this.#page = { targetId, sessionId: Attached.parse(answer).sessionId }
    } catch {
      this.#page = null
    }
  }
}
