import type { NodeId, NodeLimits, NodeReport } from '@diem-cau/sfu-contract'
import type { Logger } from 'pino'
import type { Meetings } from '../meeting/Meetings.ts'
import { OwnFigures } from '../node/OwnFigures.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'
import { ForwardingProbe } from '../probe/ForwardingProbe.ts'

/** The contract promises a report every second. */
const REPORT_INTERVAL_MS = 1000

export type NodeIdentity = {
  readonly nodeId: NodeId
  readonly version: string
  readonly startedAt: number
  readonly region: string
  readonly limits: NodeLimits
}

/** Measures the workers at intervals and says how loaded the node is. */
export class NodeReporter {
  draining = false
  readonly identity: NodeIdentity
  readonly #pool: WorkerPool
  readonly #meetings: Meetings
  readonly #log: Logger
  /** Null: this node measures no more than placement needs. */
  #own: OwnFigures | null = null
  readonly #probe = new ForwardingProbe()
  #timer: NodeJS.Timeout | undefined
  /** Told how long a packet took through a worker, in seconds, once a second. */
  onForwarded: ((worker: number, seconds: number) => void) | null = null

  /** @param hasStatistics it says also how it is itself and how its endpoints are (decisions/013) */
  constructor(identity: NodeIdentity, pool: WorkerPool, meetings: Meetings, log: Logger, hasStatistics = false) {
    this.identity = identity
    this.#pool = pool
    this.#meetings = meetings
    this.#log = log
    this.measure(hasStatistics)
  }

  get report(): NodeReport {
    const figures = this.#own?.latest
    return {
      ...this.identity,
      draining: this.draining,
      workers: this.#pool.alive.map((worker) => ({
        index: worker.index,
        pid: worker.pid,
        cpu: worker.cpu,
        ...this.#meetings.countsOn(worker),
        ...(worker.memory !== null && { memory: worker.memory }),
      })),
      ...(figures && { figures }),
    }
  }

  /** From now on it says also how it is itself and how its endpoints are, or no more. */
  measure(isOn: boolean): void {
    if (isOn) this.#own ??= new OwnFigures()
    else {
      this.#own?.close()
      this.#own = null
      this.#probe.close()
    }
  }

  /** Calls `tell` every `intervalMs` from now on, until {@link stop}. */
  start(tell: (report: NodeReport) => void, intervalMs = REPORT_INTERVAL_MS): void {
    this.#timer = setInterval(() => void this.#measureAll(tell), intervalMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#own?.close()
    this.#probe.close()
  }

  async #measureAll(tell: (report: NodeReport) => void): Promise<void> {
    try {
      await Promise.all([
        ...this.#pool.alive.map((worker) => worker.measure()),
        this.#meetings.measure(this.#own !== null),
        this.#own?.measure(),
      ])
    } catch (error) {
      this.#log.warn({ err: error }, 'a worker does not say how loaded it is')
    }
    tell(this.report)
    // The report does not wait for packets of a worker that is busy.
    if (this.#own !== null && this.onForwarded !== null) void this.#forward(this.onForwarded)
  }

  async #forward(told: (worker: number, seconds: number) => void): Promise<void> {
    try {
      for (const worker of this.#pool.alive) {
        const seconds = await this.#probe.measure(worker)
        if (seconds !== null) told(worker.index, seconds)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'how long packets take through a worker could not be measured')
    }
  }
}
