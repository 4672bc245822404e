/** However many endpoints there are, all have their turn within so many rounds, which come each second. */
const ROUNDS = 10
/** With few of them each is asked this often at most, in rounds: what an hour's chart shows no finer costs nothing. */
const APART = 2
/** A round asks so many, if there are. */
const FEWEST = 4

/** Says whose statistics are read in each round: each costs its worker and the node some messages. */
export class StatisticsTurns<T extends object> {
  readonly #asked = new WeakMap<T, number>()
  #round = 0

  /** Those that were not asked for longest. */
  next(all: readonly T[]): T[] {
    this.#round += 1
    const round = this.#round
    const askedIn = (one: T) => this.#asked.get(one) ?? Number.NEGATIVE_INFINITY
    const due = all
      .filter((one) => round - askedIn(one) >= APART)
      .toSorted((one, other) => askedIn(one) - askedIn(other))
      .slice(0, Math.max(FEWEST, Math.ceil(all.length / ROUNDS)))
    for (const one of due) this.#asked.set(one, round)
    return due
  }
}
