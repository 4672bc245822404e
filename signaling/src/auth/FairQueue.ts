import { MeetingError } from '@diem-cau/signaling-contract'

/** Somebody who waits: an address, or a browser that is known. */
export type Waiter = { readonly key: string; readonly isKnown: boolean }

export type FairQueueOptions = {
  readonly atOnce: number
  /** Together; of one waiter a quarter at most. */
  readonly most: number
}

type Lane = Map<string, (() => void)[]>

/**
 * Slow work for many, so many at a time. Those who are known go first; of the others, and among themselves, each has
 * one turn after the other, however much it asks for. When the queue is full whoever has most in it gives way.
 */
export class FairQueue {
  readonly #options: FairQueueOptions
  readonly #known: Lane = new Map()
  readonly #others: Lane = new Map()
  /** Refuses a turn that is waited for. */
  readonly #refuse = new Map<() => void, () => void>()
  #running = 0

  constructor(options: FairQueueOptions) {
    this.#options = options
  }

  /** @throws MeetingError `rateLimited` when too many wait already */
  async run<T>(waiter: Waiter, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.atOnce) await this.#wait(waiter)
    else this.#running += 1
    try {
      return await work()
    } finally {
      const next = take(this.#known) ?? take(this.#others)
      if (next) {
        this.#refuse.delete(next)
        next()
      } else this.#running -= 1
    }
  }

  #wait({ key, isKnown }: Waiter): Promise<void> {
    const lane = isKnown ? this.#known : this.#others
    const own = lane.get(key)?.length ?? 0
    if (own >= this.#options.most / 4) throw tooMany()
    if (this.#refuse.size >= this.#options.most) this.#makeRoom(own, isKnown)
    return new Promise<void>((resolve, reject) => {
      lane.set(key, [...(lane.get(key) ?? []), resolve])
      this.#refuse.set(resolve, () => reject(tooMany()))
    })
  }

  /** The newest of whoever has more in the queue than the newcomer would have. @throws MeetingError `rateLimited` */
  #makeRoom(own: number, isKnown: boolean): void {
    const [key, longest] = [...this.#others].reduce<[string, (() => void)[]]>(
      (most, lane) => (lane[1].length > most[1].length ? lane : most),
      ['', []],
    )
    const last = longest.at(-1)
    if (!last || (!isKnown && longest.length <= own + 1)) throw tooMany()
    if (longest.length === 1) this.#others.delete(key)
    else this.#others.set(key, longest.slice(0, -1))
    this.#refuse.get(last)?.()
    this.#refuse.delete(last)
  }
}

function tooMany(): MeetingError {
  return new MeetingError('rateLimited', 'too many sign-ins at once', { retryAfterSec: 5 })
}

/** The first of the first; what else that one waits for goes to the end. */
function take(lane: Lane): (() => void) | null {
  const first = lane.entries().next()
  if (first.done) return null
  const [key, [next, ...rest]] = first.value
  lane.delete(key)
  if (rest.length > 0) lane.set(key, rest)
  return next ?? null
}
