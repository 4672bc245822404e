import { CHAIR_GRACE_MS, type MeetingState, type VoteId } from '@diem-cau/signaling-contract'
import { isChairOpen } from '../../domain/meeting/roles/roles.ts'

/** Longer waits than this overflow a timer; a vote is open for a day at most. */
const MAX_WAIT_MS = 2 ** 31 - 1

/** What could not be recorded when it was due is told again after this. */
const TRY_AGAIN_MS = 1_000

export type ConductTimersOptions = {
  readonly clock: () => number
  /** Somebody should look who acts as the chair (SPEC 7.4). */
  readonly onChairOpen: () => void
  /** The countdown of this vote is over. */
  readonly onVoteTimeUp: (voteId: VoteId) => void
  readonly chairGraceMs?: number
}

/** What happens in a meeting because time passes: it is looked at after every change, and after a restart. */
export class ConductTimers {
  readonly #options: ConductTimersOptions
  #chair: NodeJS.Timeout | null = null
  /** Its end was told before, and could not be recorded. */
  #overdue: VoteId | null = null
  #vote: { readonly voteId: VoteId; readonly timer: NodeJS.Timeout } | null = null

  constructor(options: ConductTimersOptions) {
    this.#options = options
  }

  changed(state: MeetingState): void {
    this.#watchChair(state)
    this.#watchVote(state)
  }

  close(): void {
    if (this.#chair) clearTimeout(this.#chair)
    if (this.#vote) clearTimeout(this.#vote.timer)
    this.#chair = null
    this.#vote = null
  }

  #watchChair(state: MeetingState): void {
    const { onChairOpen, chairGraceMs = CHAIR_GRACE_MS } = this.#options
    const open = state.phase !== 'ended' && isChairOpen(state)
    if (open === (this.#chair !== null)) return
    if (this.#chair) clearTimeout(this.#chair)
    this.#chair = open
      ? setTimeout(() => {
          this.#chair = null
          onChairOpen()
        }, chairGraceMs)
      : null
  }

  #watchVote({ phase, conduct }: MeetingState): void {
    const { clock, onVoteTimeUp } = this.#options
    const open = phase === 'ended' ? undefined : Object.values(conduct.votes).find(({ status, closesAt }) => status === 'open' && closesAt !== null)
    if (open?.voteId === this.#vote?.voteId) return
    if (this.#vote) clearTimeout(this.#vote.timer)
    this.#vote = null
    if (open?.closesAt == null) return
    const { voteId, closesAt } = open
    const wait = Math.min(Math.max(this.#overdue === voteId ? TRY_AGAIN_MS : 0, closesAt - clock()), MAX_WAIT_MS)
    const timer = setTimeout(() => {
      this.#vote = null
      this.#overdue = voteId
      onVoteTimeUp(voteId)
    }, wait)
    this.#vote = { voteId, timer }
  }
}
