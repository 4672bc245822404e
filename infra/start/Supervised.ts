import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { SetupError } from '../bootstrap/SetupError.mjs'

/** EX_CONFIG of sysexits.h: the child has told a person what to change; starting it again would not help. */
const EXIT_CONFIG = 78
const MAX_BACKOFF_MS = 5_000
const FIRST_BACKOFF_MS = 50
/** A child that lived this long was well: the next death starts counting anew. */
const WELL_AFTER_MS = 30_000
/** A process may die so often before it has ever been ready; then the start has failed. */
const TRIES_AT_START = 3
const STOP_MS = 5_000
const TAIL_LINES = 30

export interface ChildSpec {
  name: string
  file: string
  args?: readonly string[]
  env: NodeJS.ProcessEnv
  /** Command that becomes the process, such as one that leads it into a network of its own: words before `node`. */
  through?: readonly string[]
  /** Ctrl-C at a terminal is not for it, as it is for all others that were started there. */
  hasOwnGroup?: boolean
  /** Each line that it writes. Lines on stderr are meant for a person. */
  onLine: (line: string, stream: 'stdout' | 'stderr') => void
  /** Each message that it sends, {ready: true} included. Parse it. */
  onMessage?: (message: unknown) => void
}

interface Events {
  /** Every time it says {ready: true}. */
  ready: []
  /** It died and will be started again in `delayMs`. */
  died: [{ code: number | null; signal: NodeJS.Signals | null; delayMs: number }]
  /** It cannot run; it is not started again. */
  failed: [SetupError]
}

/** One process that is kept running: started again after each death, with a back-off, until stopped. */
export class Supervised extends EventEmitter<Events> {
  readonly #spec: ChildSpec
  #file: string
  #child: ChildProcess | undefined
  #ready = false
  #everReady = false
  #deaths = 0
  #tail: string[] = []
  readonly #stopping = new AbortController()
  #waiting = new AbortController()
  #isAsked = false

  constructor(spec: ChildSpec) {
    super()
    this.#spec = spec
    this.#file = spec.file
  }

  get name(): string {
    return this.#spec.name
  }

  /** Id of the running process; undefined while it is down. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  get isReady(): boolean {
    return this.#ready
  }

  /**
   * Starts it. Resolves when it first says {ready: true}.
   * @throws SetupError when it ends with 78, or dies again and again before that
   */
  async start(): Promise<void> {
    const outcome = new Promise<void>((resolve, reject) => {
      this.once('ready', resolve)
      this.once('failed', reject)
    })
    this.#spawn()
    await outcome
  }

  /** Says this to the process that runs now; it is not said again to the next one. */
  tell(message: object): void {
    this.#child?.send(message)
  }

  /** Asks it to end, makes it end after 5 s. Never fails; idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    const child = this.#child
    if (!child) return
    // 'close' and not 'exit', here too.
    const gone = once(child, 'close')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await gone
    clearTimeout(late)
  }

  /**
   * Ends it and starts it anew at once, also while it waits for its next start: its files have changed.
   * @param file what is started from now on; what was, unless told
   */
  restart(file = this.#file): void {
    this.#file = file
    this.#deaths = 0
    this.#ready = false
    if (!this.#child) return this.#waiting.abort()
    this.#isAsked = true
    this.#child.kill('SIGTERM')
  }

  #spawn(): void {
    const { args = [], env, through = [], hasOwnGroup = false, onLine, onMessage } = this.#spec
    const startedAt = Date.now()
    this.#tail = []
    const [command, ...before] = [...through, process.execPath]
    const child = fork(this.#file, [...args], {
      env,
      execPath: command,
      execArgv: before,
      detached: hasOwnGroup,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child = child
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = child[stream]
      if (!input) continue
      createInterface({ input }).on('line', (line) => {
        this.#tail = [...this.#tail, line].slice(-TAIL_LINES)
        onLine(line, stream)
      })
    }
    child.on('message', (message) => {
      onMessage?.(message)
      if (typeof message === 'object' && message !== null && 'ready' in message && message.ready === true) {
        this.#ready = true
        this.#everReady = true
        this.emit('ready')
      }
    })
    let ended = false
    // 'close' and not 'exit': its last words, which say why, have been read by then.
    child.once('close', (code, signal) => {
      if (!ended) void this.#ended(code, signal, startedAt)
      ended = true
    })
    child.once('error', (error) => {
      if (child.pid !== undefined) return // a signal or message that did not arrive: 'close' tells the rest
      ended = true
      onLine(error.message, 'stderr')
      void this.#ended(null, null, startedAt)
    })
  }

  async #ended(code: number | null, signal: NodeJS.Signals | null, startedAt: number): Promise<void> {
    this.#child = undefined
    this.#ready = false
    if (this.#stopping.signal.aborted) return
    if (this.#isAsked) {
      this.#isAsked = false
      this.#spawn()
      return
    }
    if (code === EXIT_CONFIG) {
      this.emit('failed', new SetupError(`${this.name}: stopped; see its message above.`))
      return
    }
    this.#deaths = Date.now() - startedAt > WELL_AFTER_MS ? 1 : this.#deaths + 1
    if (!this.#everReady && this.#deaths >= TRIES_AT_START) {
      this.emit(
        'failed',
        new SetupError(
          `${this.name} does not start (${signal ?? `exit code ${code}`}, ${this.#deaths} times).\n  ${this.#tail.join('\n  ')}`,
        ),
      )
      return
    }
    const delayMs = backOff(this.#deaths)
    this.emit('died', { code, signal, delayMs })
    this.#waiting = new AbortController()
    // The wait is cut short by stop and by restart.
    await wait(delayMs, undefined, { signal: AbortSignal.any([this.#stopping.signal, this.#waiting.signal]) }).catch(
      () => {},
    )
    if (!this.#stopping.signal.aborted) this.#spawn()
  }
}

/**
 * Time to wait before the next start, in ms: it doubles with each death, is at most 5 s, and is between
 * half and all of that, so that two that died of the same cause do not come back in step.
 */
export function backOff(deaths: number, random = Math.random()): number {
  const full = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (deaths - 1))
  return Math.round(full / 2 + (full / 2) * random)
}
