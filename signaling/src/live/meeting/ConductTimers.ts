import type { MeetingState } from '@diem-cau/signaling-contract'
import type { Due, Timings } from '../../domain/meeting/core/subject.ts'

/** Longer waits than this overflow a timer; a vote is open for a day at most. */
const MAX_WAIT_MS = 2 ** 31 - 1

/** A step that could not be recorded when it was due is told again after this. */
const TRY_AGAIN_MS = 1_000

export type ConductTimersOptions<Then extends Due<unknown, never>> = {
  readonly clock: () => number
  /** Each answers the command that is waited for in this state, and when it is due; null = nothing is waited for. */
  readonly due: readonly ((state: MeetingState, timings: Timings) => Then | null)[]
  readonly onDue: (due: Then) => void
  readonly timings?: Timings
}

type Waiting = { readonly key: string; readonly timer: NodeJS.Timeout }
type Watch = {
  waiting: Waiting | null
  /** The key of what was told when it was due, and may not have been recorded. */ overdue: string | null
}

/** Knows what happens in a meeting because time passes: it is looked at after every change, and after a restart. */
export class ConductTimers<Then extends Due<unknown, never>> {
  readonly #options: ConductTimersOptions<Then>
  readonly #watches: readonly Watch[]

  constructor(options: ConductTimersOptions<Then>) {
    this.#options = options
    this.#watches = options.due.map(() => ({ waiting: null, overdue: null }))
  }

  onState(state: MeetingState): void {
    const { due, timings = {} } = this.#options
    for (const [index, watch] of this.#watches.entries()) {
      this.#watch(watch, state.phase === 'ended' ? null : (due[index]?.(state, timings) ?? null))
    }
  }

  close(): void {
    for (const watch of this.#watches) stop(watch)
  }

  #watch(watch: Watch, due: Then | null): void {
    if (due?.key === watch.waiting?.key) return
    stop(watch)
    if (!due) return
    const { key } = due
    const timer = setTimeout(
      () => {
        watch.waiting = null
        watch.overdue = key
        this.#options.onDue(due)
      },
      this.#waitFor(due, watch),
    )
    watch.waiting = { key, timer }
  }

  #waitFor({ key, when }: Then, { overdue }: Watch): number {
    if ('afterMs' in when) return when.afterMs
    return Math.min(Math.max(overdue === key ? TRY_AGAIN_MS : 0, when.at - this.#options.clock()), MAX_WAIT_MS)
  }
}

function stop(watch: Watch): void {
  if (watch.waiting) clearTimeout(watch.waiting.timer)
  watch.waiting = null
}
