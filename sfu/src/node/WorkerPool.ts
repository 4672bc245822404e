import { EventEmitter } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { MediaWorker, type MediaWorkerSettings } from './MediaWorker.ts'

/** A worker that lived this long had no fault of its start: its replacement comes at once. */
const STABLE_AFTER_MS = 30_000
const FIRST_BACKOFF_MS = 250
const LONGEST_BACKOFF_MS = 10_000

/** Says how long to wait before the replacement of a worker that failed `failures` times in a row, in milliseconds. */
export function replacementDelay(failures: number): number {
  return failures <= 1 ? 0 : Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 2), LONGEST_BACKOFF_MS)
}

export type WorkerPoolEvents = {
  died: [MediaWorker]
  /** A dead worker's place, with its port, is filled again. */
  replaced: [dead: MediaWorker, by: MediaWorker]
}

/** A fixed number of workers, each kept alive on its own port. */
export class WorkerPool extends EventEmitter<WorkerPoolEvents> {
  readonly size: number
  readonly #settings: MediaWorkerSettings
  readonly #log: Logger
  readonly #workers = new Map<number, MediaWorker>()
  readonly #stopping = new AbortController()
  readonly #repairs = new Set<Promise<void>>()

  private constructor(size: number, settings: MediaWorkerSettings, log: Logger) {
    super()
    this.size = size
    this.#settings = settings
    this.#log = log
  }

  /** @throws SetupError if a worker cannot start; none is left running then. */
  static async start(size: number, settings: MediaWorkerSettings, log: Logger): Promise<WorkerPool> {
    const pool = new WorkerPool(size, settings, log)
    const starts = await Promise.allSettled(Array.from({ length: size }, (_, index) => pool.#start(index, 0)))
    const failed = starts.find((start) => start.status === 'rejected')
    if (failed === undefined) return pool
    await pool.close()
    throw failed.reason
  }

  /** Workers that can take a meeting now, by index. */
  get alive(): MediaWorker[] {
    return [...this.#workers.values()].filter((worker) => worker.alive).sort((one, other) => one.index - other.index)
  }

  /** Resolves as soon as there is a worker, false if none came within `ms` or the pool is closed. */
  async waitForOne(ms: number): Promise<boolean> {
    if (this.alive.length > 0) return true
    const limit = AbortSignal.any([AbortSignal.timeout(ms), this.#stopping.signal])
    try {
      await EventEmitter.once(this, 'replaced', { signal: limit })
      return true
    } catch {
      return false
    }
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#repairs)
    await Promise.all([...this.#workers.values()].map((worker) => worker.close()))
    this.#workers.clear()
  }

  async #start(index: number, failures: number): Promise<MediaWorker> {
    const worker = await MediaWorker.start(index, this.#settings)
    const since = performance.now()
    this.#workers.set(index, worker)
    worker.worker.once('died', (error) => {
      const stable = performance.now() - since > STABLE_AFTER_MS
      this.#log.error({ worker: index, pid: worker.pid, err: error }, 'a worker died; its meetings are rebuilt')
      this.#workers.delete(index)
      this.emit('died', worker)
      this.#repair(worker, stable ? 1 : failures + 1)
    })
    return worker
  }

  #repair(dead: MediaWorker, failures: number): void {
    const repair = this.#replace(dead, failures).finally(() => this.#repairs.delete(repair))
    this.#repairs.add(repair)
  }

  /** Tries until it succeeds or the pool closes. Never rejects. */
  async #replace(dead: MediaWorker, failures: number): Promise<void> {
    for (let failed = failures; !this.#stopping.signal.aborted; failed += 1) {
      try {
        await delay(replacementDelay(failed), undefined, { signal: this.#stopping.signal })
        const worker = await this.#start(dead.index, failed)
        this.#log.warn({ worker: dead.index, pid: worker.pid }, 'the worker is replaced')
        this.emit('replaced', dead, worker)
        return
      } catch (error) {
        if (this.#stopping.signal.aborted) return
        this.#log.error({ worker: dead.index, err: error }, 'a worker cannot be replaced yet')
      }
    }
  }
}
