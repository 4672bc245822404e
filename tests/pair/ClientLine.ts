import type { Scope } from './VirtualClock.ts'
import type { ClientEnd, Connection, Path } from './Path.ts'

interface Options {
  readonly path: Path
  readonly scope: Scope
  readonly auth: object | ((give: (auth: object) => void) => void)
  readonly reconnectionDelay?: number
  readonly reconnectionDelayMax?: number
}

type Answered = (error: Error | null, answer?: unknown) => void
type Heard = (...args: never[]) => void

/** The client's half, as much of socket.io-client's `Socket` as this program uses: it comes back by itself, with its delays and jitter. */
export class ClientLine implements ClientEnd {
  readonly scope: Scope
  readonly io = { engine: { close: () => this.#lost('transport close') }, opts: {} }
  /** The line calls this with every answer. */
  onAnswered: ((message: unknown, answer: unknown) => void) | null = null
  readonly #options: Options
  readonly #listeners = new Map<string, Heard[]>()
  readonly #waiting = new Set<Answered>()
  readonly #kept: ((connection: Connection) => void)[] = []
  #connection: Connection | null = null
  #connected = false
  #active = false
  #tries = 0
  #retry: unknown

  constructor(options: Options) {
    this.scope = options.scope
    this.#options = options
  }

  get connected(): boolean {
    return this.#connected
  }

  /** True when it comes back by itself. */
  get active(): boolean {
    return this.#active
  }

  on(event: string, listener: Heard): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  connect(): this {
    if (this.#active) return this
    this.#active = true
    this.#open()
    return this
  }

  disconnect(): this {
    this.#options.path.clock.clear(this.#retry)
    const was = this.#connected
    this.#active = false
    this.#connection?.clientCloses()
    this.#connection = null
    this.#connected = false
    if (was) this.#tell('disconnect', 'io client disconnect')
    this.#forget()
    return this
  }

  /** The tab or process is gone, without a word to its own code. */
  kill(): void {
    this.#options.path.clock.clear(this.#retry)
    this.#connection?.clientCloses()
    this.#connection = null
    this.#waiting.clear()
    this.#active = false
  }

  /** Sends without waiting for an answer. */
  emit(event: string, message: unknown): void {
    if (!this.scope.dead && this.#connection && this.#connected) this.#connection.ask(event, message, () => undefined)
  }

  timeout(ms: number) {
    return {
      emit: (event: string, message: unknown, answered: Answered) => this.#ask(ms, event, message, answered),
      emitWithAck: (event: string, message: unknown) =>
        new Promise<unknown>((resolve, reject) => {
          this.#ask(ms, event, message, (error, answer) => (error ? reject(error) : resolve(answer)))
        }),
    }
  }

  received(event: string, message: unknown): void {
    this.#tell(event, message)
  }

  closed(reason: string): void {
    if (reason === 'io server disconnect') this.#active = false
    this.#ended(reason)
  }

  #ask(ms: number, event: string, message: unknown, answered: Answered): void {
    // A dead process asks nobody.
    if (this.scope.dead) return
    const { clock } = this.#options.path
    const end: Answered = (error, answer) => {
      if (!this.#waiting.delete(end)) return
      clock.clear(timer)
      if (!error) this.onAnswered?.(message, answer)
      answered(error, answer)
    }
    const timer = clock.after(ms, () => end(new Error('operation has timed out')))
    const send = (connection: Connection) => {
      this.#waiting.add(end)
      connection.ask(event, message, (answer) => end(null, answer))
    }
    // Without a connection it is kept for the next one, as Socket.IO does.
    if (this.#connection && this.#connected) send(this.#connection)
    else this.#kept.push(send)
  }

  #open(): void {
    const { path, auth } = this.#options
    const connection = path.open(this)
    this.#connection = connection
    if (!connection) {
      path.clock.after(path.latencyMs, () => this.#refused(new Error('xhr poll error')), this.scope)
      return
    }
    const greet = (given: object) => {
      if (this.#connection === connection) connection.greet(given, (refusal) => this.#greeted(connection, refusal))
    }
    if (typeof auth === 'function') auth(greet)
    else greet(auth)
  }

  #greeted(connection: Connection, refusal: Error | null): void {
    if (this.#connection !== connection) return
    this.#tries = 0
    if (refusal) {
      this.#active = false
      this.#connection = null
      this.#tell('connect_error', refusal)
      return
    }
    this.#connected = true
    for (const send of this.#kept.splice(0)) send(connection)
    this.#tell('connect')
  }

  #refused(error: Error): void {
    if (!this.#active || this.#connection) return
    this.#tell('connect_error', error)
    this.#again()
  }

  /** The line broke on this side; the other hears of it. */
  #lost(reason: string): void {
    const connection = this.#connection
    if (!connection) return
    connection.clientCloses()
    this.#ended(reason)
  }

  #ended(reason: string): void {
    this.#connection = null
    this.#connected = false
    this.#tell('disconnect', reason)
    this.#forget()
    if (this.#active) this.#again()
  }

  #again(): void {
    const { path, reconnectionDelay = 1000, reconnectionDelayMax = 5000 } = this.#options
    const { clock } = path
    const delay = Math.min(
      reconnectionDelayMax,
      reconnectionDelay * 2 ** Math.min(this.#tries, 10) * (0.5 + clock.random()),
    )
    this.#tries += 1
    clock.clear(this.#retry)
    this.#retry = clock.after(
      delay,
      () => {
        if (this.#active && !this.#connection) this.#open()
      },
      this.scope,
    )
  }

  /** Fails requests that were made with a timeout, as Socket.IO does when a connection ends. */
  #forget(): void {
    for (const answered of this.#waiting) answered(new Error('socket has been disconnected'))
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]))
  }
}
