import type {
  ErrorCode,
  LoggedEvent,
  MeetingId,
  MeetingState,
  ParticipantId,
  RequestName,
  Source,
} from '@diem-cau/signaling-contract'
import { Counter, Histogram, type Metric, type Registry } from 'prom-client'

/** What of a socket's request is counted: `unknown` for a name that is no request, so that callers cannot make labels. `seconds` null: nobody waits for it. */
export type Answered = (name: RequestName | 'unknown', result: 'ok' | ErrorCode, seconds: number | null) => void

/** Milliseconds since the epoch at which it was lost; none: it is there. */
interface Lost {
  line?: number
  readonly sources: Map<Source, number>
}

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
    help: 'Time to answer a request on a socket that somebody waits for (not endpoint:report); of meeting:join the time to join, without what the browser does',
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
  readonly #mediaRecovery = new Histogram({
    name: 'diem_cau_media_recovery_seconds',
    help: 'Time from when a source was lost with its media worker or node until it is sent again; sources that never come back are not in it',
    registers: [],
    labelNames: ['source'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
  })
  readonly #lines = new Counter({ name: 'diem_cau_lines_lost_total', help: 'Room lines that were lost', registers: [] })
  /** By name and result: looked up by labels each time, the two cost a fifth of what a small request does. */
  readonly #answers = new Map<string, { requests: Counter.Internal; seconds: Histogram.Internal<'name'> }>()
  /** When the line of a participant, or a source of it, was lost, in milliseconds, by meeting. */
  readonly #lost = new Map<MeetingId, Map<ParticipantId, Lost>>()

  register(registry: Registry): void {
    const all: readonly Metric[] = [this.#requests, this.#seconds, this.#recovery, this.#mediaRecovery, this.#lines]
    for (const metric of all) registry.registerMetric(metric)
  }

  readonly answered: Answered = (name, result, seconds) => {
    const key = `${name} ${result}`
    let counted = this.#answers.get(key)
    if (!counted) {
      counted = { requests: this.#requests.labels({ name, result }), seconds: this.#seconds.labels({ name }) }
      this.#answers.set(key, counted)
    }
    counted.requests.inc()
    if (seconds !== null) counted.seconds.observe(seconds)
  }

  /** Takes in what happened in a meeting. */
  onCommitted({ meetingId }: Pick<MeetingState, 'meetingId'>, events: readonly LoggedEvent[]): void {
    for (const { at, event } of events) {
      switch (event.type) {
        case 'lineLost':
          this.#lostIn(meetingId, event.participantId).line = at
          this.#lines.inc()
          break
        case 'lineRestored': {
          const lost = this.#lost.get(meetingId)?.get(event.participantId)
          if (lost?.line !== undefined) this.#recovery.observe(secondsBetween(lost.line, at))
          delete lost?.line
          break
        }
        case 'producerClosed':
          if (event.reason === 'mediaLost') this.#lostIn(meetingId, event.participantId).sources.set(event.source, at)
          else this.#lost.get(meetingId)?.get(event.participantId)?.sources.delete(event.source)
          break
        case 'producerOpened': {
          const { source } = event
          const sources = this.#lost.get(meetingId)?.get(event.participantId)?.sources
          const since = sources?.get(source)
          if (since !== undefined) this.#mediaRecovery.observe({ source }, secondsBetween(since, at))
          sources?.delete(source)
          break
        }
        case 'participantLeft':
          this.#lost.get(meetingId)?.delete(event.participantId)
          break
        case 'meetingEnded':
          this.#lost.delete(meetingId)
          break
        default: // nothing else is about a line, or what goes over it
      }
    }
  }

  #lostIn(meetingId: MeetingId, participantId: ParticipantId): Lost {
    const ofMeeting = this.#lost.get(meetingId) ?? new Map<ParticipantId, Lost>()
    const lost = ofMeeting.get(participantId) ?? { sources: new Map<Source, number>() }
    this.#lost.set(meetingId, ofMeeting.set(participantId, lost))
    return lost
  }
}

const secondsBetween = (since: number, at: number) => Math.max(0, at - since) / 1000
