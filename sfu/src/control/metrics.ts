import type { ControlErrorCode, ControlRequestName, NodeReport, PipeRequestName } from '@diem-cau/sfu-contract'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type MetricsSource = {
  report: () => NodeReport
  /** The number of workers that there should be. */
  workersWanted: () => number
  /** Connected owners. */
  owners: () => number
}

const PREFIX = 'diem_cau_sfu_'

/** Counts for Prometheus. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #workerDeaths: Counter
  readonly #requests: Counter<'name' | 'result'>
  readonly #duration: Histogram<'name'>
  readonly #forwarding: Histogram<'worker'>

  constructor(source: MetricsSource) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, prefix: PREFIX })
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: PREFIX + name,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    gauge('workers_wanted', 'Workers this node is set up with', source.workersWanted)
    gauge('workers_alive', 'Workers that run', () => source.report().workers.length)
    gauge('owners', 'Signaling processes connected', source.owners)
    gauge('draining', '1 while no new meeting is taken', () => (source.report().draining ? 1 : 0))
    for (const [name, help] of perWorker) {
      // Gauges of workers that died must go, hence the reset.
      const gauge = new Gauge({
        name: `${PREFIX}worker_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
        help,
        registers: [],
        labelNames: ['worker'],
        collect() {
          this.reset()
          for (const worker of source.report().workers) this.set({ worker: worker.index }, worker[name])
        },
      })
      this.#registry.registerMetric(gauge)
    }
    this.#workerDeaths = new Counter({ name: `${PREFIX}worker_deaths_total`, help: 'Workers that died', registers })
    this.#requests = new Counter({
      name: `${PREFIX}control_requests_total`,
      help: 'Control requests by name and result (ok or the error code)',
      registers,
      labelNames: ['name', 'result'],
    })
    this.#duration = new Histogram({
      name: `${PREFIX}control_request_seconds`,
      help: 'Time to answer a control request',
      registers,
      labelNames: ['name'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    })
    this.#forwarding = new Histogram({
      name: `${PREFIX}forwarding_seconds`,
      help: 'Time of one packet a second from the node into a worker, through a router, and out again',
      registers,
      labelNames: ['worker'],
      buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
    })
  }

  forwarded(worker: number, seconds: number): void {
    this.#forwarding.observe({ worker }, seconds)
  }

  workerDied(): void {
    this.#workerDeaths.inc()
  }

  /** `unknown` for a name that is no request, so that callers cannot make labels. */
  requestAnswered(
    name: ControlRequestName | PipeRequestName | 'unknown',
    result: 'ok' | ControlErrorCode,
    seconds: number,
  ): void {
    this.#requests.inc({ name, result })
    this.#duration.observe({ name }, seconds)
  }

  async text(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() }
  }
}

const perWorker = [
  ['cpu', 'Share of one core over the last 5 s'],
  ['meetings', 'Meetings on the worker'],
  ['endpoints', 'Endpoints on the worker'],
  ['producers', 'Producers on the worker'],
  ['consumers', 'Consumers on the worker, those of pipes included; about 500 fill one'],
  ['bitrateIn', 'Bits a second that come to the worker, pipes included'],
  ['bitrateOut', 'Bits a second that the worker sends, pipes included'],
] as const
