/** What was learnt of a line counts for so long, in milliseconds: the evening's line may be another than the morning's. */
const KEPT_MS = 12 * 3_600_000
/** Lines that are remembered; those that were used last stay. */
const MOST = 4_000
/** A line may be busier than it was, so that a first guess is only so much of what it carried. */
const SHARE = 0.6
/** Bounds of a guess, bits a second: below, sound alone has no room; above, a wall of 200 pictures has. */
const LEAST = 150_000
const MOST_GUESSED = 10_000_000

/** The way to one client, before it is used. */
export type Downlink = {
  /** The first guess of what it carries, bits a second; null: nothing is known of it. */
  readonly guess: number | null
  /** Is told, now and then, what it is estimated to carry while something flows over it. */
  readonly learn: (bitrate: number) => void
}

/**
 * Remembers what lines to clients carried. mediasoup begins with a guess and finds out what a line carries by what flows over it: until then a
 * wall of 85 pictures waits, on a line that carries it ten times.
 */
export class LineEstimates {
  readonly #clock: () => number
  readonly #known = new Map<string, { readonly at: number; readonly bitrate: number }>()

  constructor(clock: () => number = Date.now) {
    this.#clock = clock
  }

  /** @param line whose it is: the same text, the same line */
  of(line: string): Downlink {
    const known = this.#known.get(line)
    const isKnown = known !== undefined && this.#clock() - known.at < KEPT_MS
    const guess = isKnown ? Math.round(Math.min(MOST_GUESSED, Math.max(LEAST, known.bitrate * SHARE))) : null
    return { guess, learn: (bitrate) => this.#learn(line, bitrate) }
  }

  #learn(line: string, bitrate: number): void {
    this.#known.delete(line)
    this.#known.set(line, { at: this.#clock(), bitrate })
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest)
  }
}
