import { AsyncLocalStorage } from 'node:async_hooks'

/** The tab or process whose code runs. Once it is `dead` its timers do not fire any more. */
export interface Scope {
  readonly name: string
  dead: boolean
  /** Storage of its browser; of the two storages the one of the tab. */
  readonly storage: Map<string, string>
}

export function newScope(name: string, storage = new Map<string, string>()): Scope {
  return { name, dead: false, storage }
}

interface Timer {
  readonly id: number
  at: number
  readonly everyMs: number | null
  readonly scope: Scope | undefined
  readonly work: () => void
}

/** The result of `setTimeout`, like node's as far as the code under test goes. */
class Handle {
  readonly id: number
  constructor(id: number) {
    this.id = id
  }
  unref(): this {
    return this
  }
}

const real = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  now: Date.now,
  random: Math.random,
  timeout: Object.getOwnPropertyDescriptor(AbortSignal, 'timeout'),
}
const current = new AsyncLocalStorage<Scope>()

/** The tab or process whose code runs now. */
export const currentScope = (): Scope | undefined => current.getStore()

/**
 * Time that passes only when a test says so, for everything in this process: timers, `Date.now`, `Math.random` (seeded) and
 * `AbortSignal.timeout`. Between two timers everything that is promised is done. Timers belong to the scope that set them.
 */
export class VirtualClock {
  #now: number
  #lastId = 0
  #random: number
  readonly #timers = new Map<number, Timer>()

  /** @param start milliseconds since the epoch */
  constructor(start: number, seed: number) {
    this.#now = start
    this.#random = seed >>> 0
  }

  get now(): number {
    return this.#now
  }

  /** 0 to 1, the same for the same seed. */
  random(): number {
    // mulberry32
    this.#random = (this.#random + 0x6d2b79f5) >>> 0
    let t = this.#random
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** Lets the process live by this clock until {@link uninstall}. */
  install(): void {
    Object.assign(globalThis, {
      setTimeout: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
        this.after(ms, () => work(...args)),
      setInterval: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
        this.#set(() => work(...args), ms, ms, current.getStore()),
      clearTimeout: (handle: unknown) => this.clear(handle),
      clearInterval: (handle: unknown) => this.clear(handle),
    })
    Date.now = () => this.#now
    Math.random = () => this.random()
    AbortSignal.timeout = (ms) => {
      const abort = new AbortController()
      this.after(ms, () => abort.abort(new DOMException('signal timed out', 'TimeoutError')))
      return abort.signal
    }
  }

  uninstall(): void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, now, random, timeout } = real
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
    Date.now = now
    Math.random = random
    if (timeout) Object.defineProperty(AbortSignal, 'timeout', timeout)
    this.#timers.clear()
  }

  /** @param scope whose timer it is; the one that runs now unless told */
  after(ms: number, work: () => void, scope: Scope | undefined = current.getStore()): Handle {
    return this.#set(work, ms, null, scope)
  }

  clear(handle: unknown): void {
    if (handle instanceof Handle) this.#timers.delete(handle.id)
  }

  /** Runs in the scope; so do the promises and timers that come of it. */
  run<T>(scope: Scope, work: () => T): T {
    return current.run(scope, work)
  }

  /** Lets this much time pass, in milliseconds. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    await settled()
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at)
      if (next.everyMs === null) this.#timers.delete(next.id)
      else next.at = this.#now + Math.max(1, next.everyMs)
      if (next.scope?.dead) {
        this.#timers.delete(next.id)
        continue
      }
      if (next.scope) current.run(next.scope, next.work)
      else next.work()
      await settled()
    }
    this.#now = until
  }

  /** Lets time pass until the work is done. @throws Error when it is not done within a minute */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false
    const end = () => {
      done = true
    }
    work.then(end, end)
    for (let waited = 0; waited < 60_000; waited += 5) {
      await settled()
      if (done) return work
      await this.advance(5)
    }
    throw new Error('not done within a minute')
  }

  #set(work: () => void, ms: number, everyMs: number | null, scope: Scope | undefined): Handle {
    const id = ++this.#lastId
    this.#timers.set(id, { id, at: this.#now + Math.max(0, Math.ceil(ms || 0)), everyMs, scope, work })
    return new Handle(id)
  }

  /** The one that is due first; of two at once the one that was set first. */
  #next(until: number): Timer | null {
    let first: Timer | null = null
    for (const timer of this.#timers.values()) if (timer.at <= until && (!first || timer.at < first.at)) first = timer
    return first
  }
}

/** Everything that was promised, and needs no time, is done. */
const settled = (): Promise<void> => new Promise((resolve) => void real.setImmediate(resolve))
