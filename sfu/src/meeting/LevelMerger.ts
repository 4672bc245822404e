import type { NodeNotice, ProducerId } from '@diem-cau/sfu-contract'

/** Four a second, as the contract allows; more cannot be seen. */
export const LEVELS_INTERVAL_MS = 250
/** No office lets more people speak at once. */
export const LOUDEST = 10

/** The loudness of one microphone, -127..0 dBov, and whether it has closed since it was heard. */
export type Level = {
  readonly producerId: ProducerId
  readonly dBov: number
  readonly isClosed: () => boolean
}

/** A level as owners are told. */
export type ToldLevel = Extract<NodeNotice, { name: 'audioLevels' }>['levels'][number]

/** Makes one list of levels of what the parts of a meeting hear, loudest first, told at most once an interval. */
export class LevelMerger<Part> {
  readonly #tell: (levels: ToldLevel[]) => void
  readonly #intervalMs: number
  readonly #heard = new Map<Part, readonly Level[]>()
  #toldAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (levels: ToldLevel[]) => void, intervalMs = LEVELS_INTERVAL_MS) {
    this.#tell = tell
    this.#intervalMs = intervalMs
  }

  /** A part reports anew as long as it hears something, and once when it falls silent. */
  heard(part: Part, levels: readonly Level[]): void {
    this.#heard.set(part, levels)
    // A part that is heard alone reports at the right interval already. Only several parts have to be brought together.
    const wait = this.#heard.size === 1 ? 0 : this.#toldAt + this.#intervalMs - performance.now()
    if (wait <= 0) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), wait).unref()
  }

  /** The part ended; what it heard is over. */
  drop(part: Part): void {
    const had = this.#heard.get(part) ?? []
    this.#heard.delete(part)
    if (had.length > 0) this.#timer ??= setTimeout(() => this.#flush(), this.#intervalMs).unref()
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
      .filter(({ isClosed }) => !isClosed())
      .toSorted((one, other) => other.dBov - one.dBov)
      .slice(0, LOUDEST)
    this.#tell(levels.map(({ producerId, dBov }) => ({ producerId, dBov })))
  }
}
