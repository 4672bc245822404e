import { MeetingError } from '@diem-cau/signaling-contract'

/**
 * Lets something happen so often and no more, for each of many. Our own, unlike the `Limits` of the office: one process alone
 * conducts a meeting (decision 031), so there is nothing to share, and the answer is there without a promise.
 */
export class Pace {
  readonly #perSecond: number
  readonly #burst: number
  readonly #clock: () => number
  readonly #left = new Map<string, { readonly tokens: number; readonly at: number }>()

  constructor(options: { readonly perSecond: number; readonly burst: number; readonly clock: () => number }) {
    this.#perSecond = options.perSecond
    this.#burst = options.burst
    this.#clock = options.clock
  }

  /** @throws MeetingError `rateLimited` */
  take(who: string): void {
    const at = this.#clock()
    const before = this.#left.get(who) ?? { tokens: this.#burst, at }
    const tokens = Math.min(this.#burst, before.tokens + ((at - before.at) / 1000) * this.#perSecond)
    if (tokens < 1)
      throw new MeetingError('rateLimited', 'too often', {
        retryAfterSec: Math.max(1, Math.ceil((1 - tokens) / this.#perSecond)),
      })
    this.#left.set(who, { tokens: tokens - 1, at })
  }
}
