import {
  type LoggedEvent,
  type MeetingState,
  type Notice,
  presentUnits,
  quorumOf,
  reduce,
  type Sync,
} from '@diem-cau/signaling-contract'

const now = () => performance.timeOrigin + performance.now()

/** What the chair's board shows: the meeting as the chair's client has it, and when each unit's answer was on it. */
export class Board {
  /** By the unit's code: when its presence, and its ballot, was on the board; ms since 1970. */
  readonly confirmedAt = new Map<string, number>()
  readonly votedAt = new Map<string, number>()
  #state: MeetingState

  constructor(sync: Sync) {
    if (sync.kind !== 'snapshot') throw new Error('who comes in gets a snapshot')
    this.#state = sync.state
  }

  get state(): MeetingState {
    return this.#state
  }

  get quorum(): ReturnType<typeof quorumOf> {
    return quorumOf(this.#state)
  }

  onNotice(notice: Notice): void {
    if (notice.name !== 'events') return
    this.#state = notice.events.reduce(reduce, this.#state)
    // The board is laid out anew with each notice: who is there, and whether they are enough.
    presentUnits(this.#state)
    quorumOf(this.#state)
    const at = now()
    for (const event of notice.events) this.#note(event, at)
  }

  #note({ event }: LoggedEvent, at: number): void {
    if (event.type === 'presenceConfirmed') this.confirmedAt.set(event.unitCode, at)
    if (event.type === 'ballotCast') this.votedAt.set(event.voterId, at)
  }
}
