import type { EndpointId, Notice, ParticipantId } from '@diem-cau/signaling-contract'
import type { EndpointMedia } from './EndpointMedia.ts'

/** A client that has not come for new transports by then has its own reasons, in milliseconds. */
export const COME_MS = 10_000

export type RestartOutcome = 'restarted' | 'silent' | 'away'

type Waiting = { readonly timer: NodeJS.Timeout; readonly settle: (outcome: RestartOutcome) => void }

/** Has clients make all of their media anew although nothing is known to be wrong with it (SPEC 16.12). */
export class Restarts {
  readonly #notify: (participantId: ParticipantId, notice: Notice) => void
  readonly #waiting = new Map<EndpointId, Waiting>()

  constructor(notify: (participantId: ParticipantId, notice: Notice) => void) {
    this.#notify = notify
  }

  /** Tells a client to rebuild, and waits for that. Does not fail. `away`: there is nothing that could be made anew. Whoever asks again while it is waited for waits alone. */
  restart({ endpointId, participantId, carrying }: EndpointMedia): Promise<RestartOutcome> {
    if (carrying.standing !== 'inside' || carrying.transports !== 'alive') return Promise.resolve('away')
    this.#settle(endpointId, 'silent')
    const { promise, resolve } = Promise.withResolvers<RestartOutcome>()
    const timer = setTimeout(() => this.#settle(endpointId, 'silent'), COME_MS)
    this.#waiting.set(endpointId, { timer, settle: resolve })
    this.#notify(participantId, { name: 'mediaLost', afterMs: 0 })
    return promise
  }

  /** The endpoint has new transports. */
  onRebuilt(endpointId: EndpointId): void {
    this.#settle(endpointId, 'restarted')
  }

  close(): void {
    for (const endpointId of this.#waiting.keys()) this.#settle(endpointId, 'silent')
  }

  #settle(endpointId: EndpointId, outcome: RestartOutcome): void {
    const waiting = this.#waiting.get(endpointId)
    if (!waiting) return
    this.#waiting.delete(endpointId)
    clearTimeout(waiting.timer)
    waiting.settle(outcome)
  }
}
