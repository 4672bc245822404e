import {
  isOfSome,
  judgeStep,
  type NewRun,
  type RoomProfile,
  type RunTrigger,
  StepId,
  type StepResult,
  stepsOf,
  type Verdict,
} from '@diem-cau/signaling-contract/readiness'
import { Emitter } from '../live/socket/Emitter.ts'
import { type TestKind, type TestStep, unread } from './steps/TestStep.ts'

export interface RoomTestOptions {
  readonly trigger: RunTrigger
  readonly meetingId: NewRun['meetingId']
  readonly profile: RoomProfile | null
  readonly steps: readonly TestStep[]
  /** Only these, where not all that the trigger asks for are wanted. */
  readonly only?: ReadonlySet<StepId>
}

/** `waiting`: it is not known yet. Verdicts in the order of the steps; of `line` there may be several. */
export interface TestProgress {
  readonly waiting: readonly StepId[]
  readonly verdicts: readonly Verdict[]
  readonly results: readonly StepResult[]
}

const order = new Map(StepId.options.map((id, index) => [id, index]))

/** Tests the room once: all steps side by side, each for as long as it may take. */
export class RoomTest {
  readonly change$ = new Emitter<[TestProgress]>()
  readonly #options: RoomTestOptions
  readonly #kind: TestKind
  readonly #stop = new AbortController()
  #results: StepResult[] = []
  #waiting: Set<StepId>

  constructor(options: RoomTestOptions) {
    const { trigger, profile, only, steps } = options
    this.#options = options
    const ofThisRoom = steps.flatMap(({ ids }) => ids).filter(isOfSome)
    const wanted = new Set(only ?? [...stepsOf(trigger), ...ofThisRoom])
    this.#kind = { trigger, profile, steps: wanted }
    this.#waiting = new Set(StepId.options.filter((id) => wanted.has(id)))
  }

  get progress(): TestProgress {
    return {
      waiting: [...this.#waiting],
      results: this.#results,
      verdicts: this.#results.map((result) => judgeStep(result, this.#options.profile)),
    }
  }

  /** Resolves when every step was taken or has run out of its time; null when it was stopped. Never rejects. */
  async run(): Promise<NewRun | null> {
    const startedAt = Date.now()
    const steps = this.#options.steps.filter(({ ids }) => ids.some((id) => this.#kind.steps.has(id)))
    await Promise.all(steps.map((step) => this.#take(step)))
    if (this.#stop.signal.aborted) return null
    const { trigger, meetingId } = this.#options
    return { runId: crypto.randomUUID(), trigger, meetingId, startedAt, endedAt: Date.now(), steps: this.#results }
  }

  /** Gives back what it has taken. */
  stop(): void {
    this.#stop.abort()
    this.change$.clear()
  }

  async #take(step: TestStep): Promise<void> {
    const mine = new AbortController()
    const end = () => mine.abort()
    this.#stop.signal.addEventListener('abort', end)
    const timer = setTimeout(end, step.limitMs)
    const isOver = new Promise<void>((resolve) => mine.signal.addEventListener('abort', () => resolve()))
    const tell = (result: StepResult) => {
      // What comes after its time was told as unread already.
      if (!mine.signal.aborted && this.#kind.steps.has(result.step)) this.#tell(result)
    }
    try {
      await Promise.race([step.run(this.#kind, tell, mine.signal), isOver])
    } catch (error) {
      if (!mine.signal.aborted) reportError(error)
    } finally {
      clearTimeout(timer)
      end()
      this.#stop.signal.removeEventListener('abort', end)
    }
    if (this.#stop.signal.aborted) return
    for (const id of step.ids) {
      if (!this.#kind.steps.has(id)) continue
      if (!this.#results.some((result) => result.step === id)) this.#tell(unread(id))
      this.#waiting.delete(id)
    }
    this.change$.emit(this.progress)
  }

  #tell(result: StepResult): void {
    this.#results = [...this.#results, { ...result, values: bounded(result.values) }].toSorted(
      (one, other) => (order.get(one.step) ?? 0) - (order.get(other.step) ?? 0),
    )
    // Lines go on until all nodes were tried.
    if (result.step !== 'line') this.#waiting.delete(result.step)
    this.change$.emit(this.progress)
  }
}

/** Figures that the contract takes: the clock of a computer without a battery is years off. */
function bounded(values: StepResult['values']): StepResult['values'] {
  const most = 1e9
  return Object.fromEntries(
    Object.entries(values).map(([measure, value]) => [
      measure,
      value === null || !Number.isFinite(value) ? null : Math.max(-most, Math.min(most, value)),
    ]),
  )
}
