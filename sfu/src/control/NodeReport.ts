import type { NodeId, NodeLimits, NodeReport } from '@diem-cau/sfu-contract'
import type { Logger } from 'pino'
import type { Meetings } from '../meeting/Meetings.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'

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
  #timer: NodeJS.Timeout | undefined

  constructor(identity: NodeIdentity, pool: WorkerPool, meetings: Meetings, log: Logger) {
    this.identity = identity
    this.#pool = pool
    this.#meetings = meetings
    this.#log = log
  }

  get report(): NodeReport {
    return {
      ...this.identity,
      draining: this.draining,
      workers: this.#pool.alive.map((worker) => ({
        index: worker.index,
        pid: worker.pid,
        cpu: worker.cpu,
        ...this.#meetings.countsOn(worker),
      })),
    }
  }

  /** Calls `tell` every `intervalMs` from now on, until {@link stop}. */
  start(tell: (report: NodeReport) => void, intervalMs = REPORT_INTERVAL_MS): void {
    this.#timer = setInterval(() => void this.#measure(tell), intervalMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #measure(tell: (report: NodeReport) => void): Promise<void> {
    try {
      await Promise.all([...this.#pool.alive.map((worker) => worker.measure()), this.#meetings.measure()])
    } catch (error) {
      this.#log.warn({ err: error }, 'a worker does not say how loaded it is')
    }
    tell(this.report)
  }
}
