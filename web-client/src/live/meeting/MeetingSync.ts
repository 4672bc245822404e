import {
  initialState,
  reduceAll,
  type LoggedEvent,
  type MeetingId,
  type MeetingState,
  type Sync,
} from '@diem-cau/signaling-contract'

export type Accepted =
  /** These were new and are reduced. */
  | { readonly kind: 'applied'; readonly events: readonly LoggedEvent[] }
  /** Events in between are missing: ask `meeting:resync` from `seq`. */
  | { readonly kind: 'gap'; readonly seq: number }

/**
 * This client's copy of a meeting: events once and in order (SPEC 2.2), whatever the order in which
 * notices and answers arrive. Until the first snapshot, events are kept for later.
 */
export class MeetingSync {
  #state: MeetingState
  #seq: number | null = null
  #early = new Map<number, LoggedEvent>()

  constructor(meetingId: MeetingId) {
    this.#state = initialState(meetingId)
  }

  get state(): MeetingState {
    return this.#state
  }

  /** The number of the last event that is in `state`; null before the first snapshot. */
  get seq(): number | null {
    return this.#seq
  }

  /** Takes events as they come; those that we have already are ignored. */
  accept(events: readonly LoggedEvent[]): Accepted {
    for (const event of events) if (this.#seq === null || event.seq > this.#seq) this.#early.set(event.seq, event)
    return this.#drain()
  }

  /** Takes the answer of a join or a resync. */
  reset(sync: Sync): Accepted {
    if (sync.kind === 'events') return this.accept(sync.events)
    // A snapshot that is older than what we have reduced since must not take us back.
    if (this.#seq === null || sync.seq >= this.#seq) {
      this.#seq = sync.seq
      this.#state = sync.state
    }
    return this.#drain()
  }

  #drain(): Accepted {
    const applied: LoggedEvent[] = []
    if (this.#seq === null) return { kind: 'applied', events: applied }
    for (const seq of this.#early.keys()) if (seq <= this.#seq) this.#early.delete(seq)
    for (let next = this.#early.get(this.#seq + 1); next; next = this.#early.get(this.#seq + 1)) {
      this.#early.delete(next.seq)
      this.#seq = next.seq
      applied.push(next)
    }
    this.#state = reduceAll(this.#state, applied)
    if (this.#early.size > 0) return { kind: 'gap', seq: this.#seq }
    return { kind: 'applied', events: applied }
  }
}
