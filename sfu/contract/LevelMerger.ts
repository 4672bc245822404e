import type { ProducerId } from './ids.ts'

/** Four a second, as `audioLevels` is told; more cannot be seen. */
export const LEVELS_INTERVAL_MS = 250
/** No office lets more people speak at once. */
export const LOUDEST = 10

/** The loudness of one microphone, -127..0 dBov. */
export type Level = { readonly producerId: ProducerId; readonly dBov: number }

/** The same as it was heard. */
export type HeardLevel = Level & {
  /** Says whether it has closed since; left out where that is not known. */
  readonly isClosed?: () => boolean
}

/**
 * Makes one list of what several origins hear, loudest first, told at most once an interval: who is told of one origin alone would
 * see the others fall silent. The node brings the parts of a meeting together by it, signaling the nodes.
 */
export class LevelMerger<Origin> {
  readonly #tell: (levels: Level[]) => void
  readonly #heard = new Map<Origin, readonly HeardLevel[]>()
  #toldAt = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(tell: (levels: Level[]) => void) {
    this.#tell = tell
  }

  /** An origin reports anew as long as it hears something, and once when it falls silent. */
  heard(origin: Origin, levels: readonly HeardLevel[]): void {
    if (levels.length > 0) this.#heard.set(origin, levels)
    else this.#heard.delete(origin)
    // A part that is heard alone reports at the right interval already: only several have to be brought together.
    const others = this.#heard.size - Number(this.#heard.has(origin))
    const wait = others === 0 ? 0 : this.#toldAt + LEVELS_INTERVAL_MS - performance.now()
    if (wait <= 0) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), wait)
  }

  /** The origin ended or is away: what it heard is over. */
  drop(origin: Origin): void {
    if (this.#heard.delete(origin)) this.#flush()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#heard.clear()
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#toldAt = performance.now()
    const levels = [...this.#heard.values()]
      .flat()
      .filter(({ isClosed }) => !isClosed?.())
      .toSorted((one, other) => other.dBov - one.dBov)
      .slice(0, LOUDEST)
    this.#tell(levels.map(({ producerId, dBov }) => ({ producerId, dBov })))
  }
}
