import type {
  LineLoad,
  NewRun,
  ReadinessPlan,
  RoomProfile,
  RunTrigger,
  StepId,
  Verdict,
} from '@diem-cau/signaling-contract/readiness'
import { judgeStep } from '@diem-cau/signaling-contract/readiness'
import { createStore } from 'zustand/vanilla'
import type { RoomTest } from '../RoomTest.ts'
import { nextTask, type Task, type Wrong } from './nextTask.ts'

/** What the room's screen shows of it. */
export interface KeeperState {
  readonly isTesting: boolean
  /** What is wrong, the worst first; weak things last. */
  readonly wrong: readonly Verdict[]
  /** Who looks after the room; null before the office has told. */
  readonly plan: Pick<ReadinessPlan, 'seen' | 'helpName' | 'helpPhone'> | null
  readonly help: 'none' | 'calling' | 'called' | 'failed'
}

export interface RoomKeeperOptions {
  readonly roomId: string
  /** True when the page was just opened. */
  readonly isBoot: boolean
  readonly api: {
    plan(): Promise<ReadinessPlan>
    save(run: NewRun): Promise<unknown>
    callHelp(): Promise<unknown>
  }
  readonly newTest: (wanted: {
    readonly trigger: RunTrigger
    readonly meetingId: NewRun['meetingId']
    readonly profile: RoomProfile | null
    readonly only?: ReadonlySet<StepId>
    readonly load: LineLoad
  }) => Pick<RoomTest, 'run' | 'stop'>
  /** Runs the work when no other page of this computer tests; otherwise null. */
  readonly takeTurn: <T>(work: () => Promise<T>) => Promise<T | null>
}

/** The office is asked so often what is to be tested. */
const PLAN_MS = 20_000
/** Whether something is due is looked at so often. */
const BEAT_MS = 500
/** Tests that the office could not be told of wait for it; older ones are of no use any more. */
const MOST_UNSAID = 3

const keyOf = ({ step, node }: Pick<Verdict, 'step' | 'node'>) => `${step} ${node ?? ''}`
const rank = { bad: 0, weak: 1, unknown: 2, good: 3 } as const

/** Keeps a room ready while nobody is in a meeting: tests what is due, tells the office, and tries again what was wrong. */
export class RoomKeeper {
  readonly state$ = createStore<KeeperState>(() => ({ isTesting: false, wrong: [], plan: null, help: 'none' }))
  readonly #options: RoomKeeperOptions
  #timer: ReturnType<typeof setInterval> | undefined
  #plan: ReadinessPlan | null = null
  #planAskedAt = -Infinity
  #aheadMs = 0
  #bootedAt: number | null
  #askedDone = 0
  #dueDone = 0
  #test: Pick<RoomTest, 'run' | 'stop'> | null = null
  #isClosed = false
  readonly #verdicts = new Map<string, Verdict>()
  readonly #wrong = new Map<StepId, Wrong>()
  #unsaid: NewRun[] = []

  constructor(options: RoomKeeperOptions) {
    this.#options = options
    this.#bootedAt = options.isBoot ? Date.now() : null
  }

  /** Begins, or goes on after `close`. */
  start(): void {
    this.#isClosed = false
    clearInterval(this.#timer)
    this.#timer = setInterval(() => this.#beat(), BEAT_MS)
    this.#beat()
  }

  /** Calls who looks after the room. */
  async callHelp(): Promise<void> {
    if (this.state$.getState().help === 'calling') return
    this.state$.setState({ help: 'calling' })
    const help = await this.#options.api.callHelp().then(
      () => 'called' as const,
      () => 'failed' as const,
    )
    this.state$.setState({ help })
  }

  /** Something was plugged in or out, or somebody is at the page: what is wrong is tried at once, as at the beginning. */
  lookAgain(): void {
    for (const step of this.#wrong.keys()) this.#wrong.set(step, { since: Date.now(), triedAt: -Infinity })
  }

  /** A test that runs gives its devices back at once: the room enters a meeting. */
  close(): void {
    this.#isClosed = true
    clearInterval(this.#timer)
    this.#test?.stop()
  }

  #beat(): void {
    const now = Date.now()
    if (now - this.#planAskedAt >= PLAN_MS) {
      this.#planAskedAt = now
      void this.#ask()
    }
    if (this.#test !== null) return
    const task = nextTask(
      {
        plan: this.#plan,
        aheadMs: this.#aheadMs,
        roomId: this.#options.roomId,
        bootedAt: this.#bootedAt,
        askedDone: this.#askedDone,
        dueDone: this.#dueDone,
        wrong: this.#wrong,
        areLinesGood: this.#areLinesGood(),
      },
      now,
    )
    if (task) void this.#take(task)
  }

  async #ask(): Promise<void> {
    try {
      const plan = await this.#options.api.plan()
      this.#plan = plan
      this.#aheadMs = plan.now - Date.now()
      const { seen, helpName, helpPhone } = plan
      this.state$.setState({ plan: { seen, helpName, helpPhone } })
      await this.#sayAll()
    } catch {
      // The office is away: the page says that by itself, and what is due by the last plan is tested all the same.
    }
  }

  async #take({ trigger, meetingId, only, load }: Task): Promise<void> {
    const profile = this.#plan?.profile ?? null
    const test = this.#options.newTest({ trigger, meetingId, profile, load, ...(only && { only }) })
    this.#test = test
    const asked = this.#plan?.askedAt ?? 0
    const due = this.#plan?.next?.at ?? 0
    const triedAt = Date.now()
    try {
      const run = await this.#options.takeTurn(() => {
        this.state$.setState({ isTesting: true })
        return test.run()
      })
      // Another page tests, or it was stopped: it is tried again at the next beat.
      if (run === null || this.#isClosed) return
      if (trigger === 'asked') this.#askedDone = asked
      if (trigger === 'boot') this.#bootedAt = null
      if (trigger === 'beforeMeeting' || trigger === 'night') this.#dueDone = due
      const isNews = this.#learn(run, profile, triedAt)
      // What is as wrong as it was a moment ago is no news.
      if (trigger !== 'watch' || isNews) this.#unsaid = [...this.#unsaid, run].slice(-MOST_UNSAID)
      await this.#sayAll()
    } finally {
      this.#test = null
      this.state$.setState({ isTesting: false })
    }
  }

  #areLinesGood(): boolean {
    const lines = [...this.#verdicts.values()].filter(({ step }) => step === 'line')
    return lines.length > 0 && lines.every(({ health }) => health === 'good')
  }

  /** @returns true when something is otherwise than before */
  #learn(run: NewRun, profile: RoomProfile | null, triedAt: number): boolean {
    const before = JSON.stringify([...this.#verdicts.values()])
    const taken = new Set(run.steps.map(({ step }) => step))
    for (const [key, { step }] of this.#verdicts) if (taken.has(step)) this.#verdicts.delete(key)
    for (const result of run.steps) this.#verdicts.set(keyOf(result), judgeStep(result, profile))
    const now = Date.now()
    for (const step of taken) {
      const isWrong = [...this.#verdicts.values()].some((verdict) => verdict.step === step && verdict.health === 'bad')
      const known = this.#wrong.get(step)
      if (isWrong) this.#wrong.set(step, { since: known?.since ?? now, triedAt })
      else this.#wrong.delete(step)
    }
    const all = [...this.#verdicts.values()]
    const wrong = all
      .filter(({ health }) => health === 'bad' || health === 'weak')
      .toSorted((one, other) => rank[one.health] - rank[other.health])
    const isMended = !wrong.some(({ health }) => health === 'bad')
    this.state$.setState({ wrong, ...(isMended && { help: 'none' as const }) })
    return JSON.stringify(all.toSorted(byKey)) !== JSON.stringify((JSON.parse(before) as Verdict[]).toSorted(byKey))
  }

  async #sayAll(): Promise<void> {
    while (this.#unsaid[0]) {
      const [run] = this.#unsaid
      try {
        await this.#options.api.save(run)
      } catch (error) {
        // One that the office does not take will not be taken later either.
        if (isFinal(error)) this.#unsaid = this.#unsaid.filter((other) => other !== run)
        return
      }
      this.#unsaid = this.#unsaid.filter((other) => other !== run)
    }
  }
}

const byKey = (one: Verdict, other: Verdict) => keyOf(one).localeCompare(keyOf(other))

function isFinal(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return code === 'badRequest' || code === 'notFound' || code === 'forbidden'
}
