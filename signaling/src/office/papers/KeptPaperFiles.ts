import type { Readable } from 'node:stream'
import type { PaperFiles } from './PaperFiles.ts'
import type { RemovablePaperFiles } from './RemovablePaperFiles.ts'
import type { TakenFiles } from './TakenFiles.ts'

/** The directory's `inTurn`. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Whoever takes a file over has put it on record by then, in milliseconds. */
const RECORDED_MS = 3_600_000

/**
 * Files that may be removed while others are taken. The same content is stored once: what nobody names any more may be taken by somebody
 * else at this moment, who finds it there and names it a moment later. So a file is taken or removed one after the other, and what was
 * taken a short while ago stays. What was taken and never named, for a save that failed or a process that died, is removed after that.
 */
export class KeptPaperFiles implements PaperFiles {
  readonly #files: RemovablePaperFiles
  readonly #taken: TakenFiles
  readonly #clock: () => number
  readonly #acrossServers: InTurn
  readonly #turns = new Map<string, Promise<unknown>>()

  /** @param acrossServers lets no other server do work of that name meanwhile; without it this is the only one */
  constructor(
    files: RemovablePaperFiles,
    taken: TakenFiles,
    clock: () => number,
    acrossServers: InTurn = (_, work) => work(),
  ) {
    this.#files = files
    this.#taken = taken
    this.#clock = clock
    this.#acrossServers = acrossServers
  }

  take(path: string, sha256: string): Promise<void> {
    return this.#inTurn(sha256, async () => {
      await this.#taken.note(sha256, this.#clock())
      await this.#files.take(path, sha256)
    })
  }

  read(sha256: string, range: { start: number; end: number } | 'whole'): Promise<Readable> {
    return this.#files.read(sha256, range)
  }

  /**
   * @param isNamed whether anything on record names it
   * @returns whether it is gone; if not although nothing names it, `removeForgotten` comes back to it
   * @throws MeetingError `storeUnavailable`
   */
  removeUnnamed(sha256: string, isNamed: () => Promise<boolean>): Promise<boolean> {
    return this.#inTurn(sha256, async () => {
      const takenAt = await this.#taken.at(sha256)
      if (takenAt !== null && this.#clock() - takenAt <= RECORDED_MS) return false
      const isKept = await isNamed()
      if (!isKept) await this.#files.remove(sha256)
      await this.#taken.forget(sha256)
      return !isKept
    })
  }

  /**
   * Removes what was taken, and not put on record within the time for that.
   * @param isNamed as `removeUnnamed`
   * @returns how many are gone
   * @throws MeetingError `storeUnavailable`
   */
  async removeForgotten(isNamed: (sha256: string) => Promise<boolean>): Promise<number> {
    let removed = 0
    for (const sha256 of await this.#taken.all())
      if (await this.removeUnnamed(sha256, () => isNamed(sha256))) removed += 1
    return removed
  }

  async #inTurn<T>(sha256: string, ownWork: () => Promise<T>): Promise<T> {
    const work = () => this.#acrossServers(`paper ${sha256}`, ownWork)
    const before = this.#turns.get(sha256)
    const mine = (before ?? Promise.resolve()).then(work, work)
    this.#turns.set(sha256, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(sha256) === mine) this.#turns.delete(sha256)
    }
  }
}
