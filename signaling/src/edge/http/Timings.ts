import type { ErrorCode, LoggedEvent, MeetingState, RequestName } from '@diem-cau/signaling-contract'
import { Counter, Histogram, type Registry } from 'prom-client'

/** What of a socket's request is counted: `unknown` for a name that is no request, so that callers cannot make labels. */
export type Answered = (name: RequestName | 'unknown', result: 'ok' | ErrorCode, seconds: number) => void

/** How long it takes what people wait for, for Prometheus. */
export class Timings {
  readonly #requests = new Counter({
    name: 'diem_cau_requests_total',
    help: 'Requests on sockets by name and result (ok or the error code)',
    registers: [],
    labelNames: ['name', 'result'],
  })
  readonly #seconds = new Histogram({
    name: 'diem_cau_request_seconds',
    help: 'Time to answer a request on a socket; of meeting:join the time to join, without what the browser does',
    registers: [],
    labelNames: ['name'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  })
  readonly #recovery = new Histogram({
    name: 'diem_cau_line_recovery_seconds',
    help: 'Time from the loss of a room line until it is back; rooms that never come back are not in it',
    registers: [],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
  })
  readonly #lines = new Counter({ name: 'diem_cau_lines_lost_total', help: 'Room lines that were lost', registers: [] })
  /** When the line of a participant was lost, in milliseconds, by meeting. */
  readonly #lost = new Map<string, Map<string, number>>()

  register(registry: Registry): void {
    for (const metric of [this.#requests, this.#seconds, this.#recovery, this.#lines]) registry.registerMetric(metric)
  }

  readonly answered: Answered = (name, result, seconds) => {
    this.#requests.inc({ name, result })
    this.#seconds.observe({ name }, seconds)
  }

  /** Takes in what happened in a meeting. */
  onCommitted({ meetingId }: Pick<MeetingState, 'meetingId'>, events: readonly LoggedEvent[]): void {
    for (const { at, event } of events) {
      switch (event.type) {
        case 'lineLost': {
          const lost = this.#lost.get(meetingId) ?? new Map<string, number>()
          this.#lost.set(meetingId, lost.set(event.participantId, at))
          this.#lines.inc()
          break
        }
        case 'lineRestored': {
          const since = this.#lost.get(meetingId)?.get(event.participantId)
          if (since !== undefined) this.#recovery.observe(Math.max(0, at - since) / 1000)
          this.#lost.get(meetingId)?.delete(event.participantId)
          break
        }
        case 'participantLeft':
          this.#lost.get(meetingId)?.delete(event.participantId)
          break
        case 'meetingEnded':
          this.#lost.delete(meetingId)
          break
        default: // nothing else is about a line
      }
    }
  }
}
