export type MailboxOptions<Job extends object> = {
  /** Does these together, in this order. It must not fail. */
  readonly handle: (jobs: readonly Job[]) => Promise<void>
  /** Whether a job may be done together with those that are first; with none of them, whether it may wait for others at all. */
  readonly joins: (first: readonly Job[], job: Job) => boolean
  /** How long jobs that may wait are gathered after others were done, in milliseconds. */
  readonly gatherMs: () => number
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: Promise<void> }
  /** What may wait is gathered until the timer ends. */
  | { readonly kind: 'gathering'; readonly timer: NodeJS.Timeout }

/**
 * Does what is posted in the order asked: one job at a time, or several at once that may go together. Whatever may not wait is done as
 * soon as what came before it is.
 */
export class Mailbox<Job extends object> {
  readonly #options: MailboxOptions<Job>
  #waiting: Job[] = []
  #state: State = { kind: 'idle' }

  constructor(options: MailboxOptions<Job>) {
    this.#options = options
  }

  post(job: Job): void {
    this.#waiting.push(job)
    if (this.#state.kind === 'idle' || !this.#options.joins([], job)) this.#work()
  }

  /** Resolves when everything asked so far is done; nothing is gathered meanwhile. */
  async idle(): Promise<void> {
    this.#work()
    while (this.#state.kind === 'working') {
      await this.#state.done
      this.#work()
    }
  }

  #work(): void {
    if (this.#state.kind === 'working') return
    if (this.#state.kind === 'gathering') clearTimeout(this.#state.timer)
    this.#state = this.#waiting.length === 0 ? { kind: 'idle' } : { kind: 'working', done: this.#handle() }
  }

  async #handle(): Promise<void> {
    // Whoever posts hears of nothing before that has returned.
    await Promise.resolve()
    await this.#options.handle(this.#take())
    const gatherMs = this.#options.gatherMs()
    const { joins } = this.#options
    this.#state =
      gatherMs > 0 && this.#waiting.every((job) => joins([], job))
        ? { kind: 'gathering', timer: setTimeout(() => this.#work(), gatherMs) }
        : { kind: 'idle' }
    if (this.#state.kind === 'idle') this.#work()
  }

  /** The next job, and those behind it that may be done with it. */
  #take(): Job[] {
    const { joins } = this.#options
    const [first, ...others] = this.#waiting
    if (first === undefined) return []
    const jobs = [first]
    if (joins([], first))
      for (const job of others) {
        if (!joins(jobs, job)) break
        jobs.push(job)
      }
    this.#waiting = this.#waiting.slice(jobs.length)
    return jobs
  }
}
