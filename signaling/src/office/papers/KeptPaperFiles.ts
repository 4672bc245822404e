import type { Readable } from 'node:stream'
import type { PaperFiles } from './PaperFiles.ts'
import type { RemovablePaperFiles } from './RemovablePaperFiles.ts'

/** Whoever takes a file over has put it on record by then, in milliseconds. */
const RECORDED_MS = 3_600_000

/**
 * Files that may be removed while others are taken. The same content is stored once: what nobody names any more may be taken by somebody
 * else at this moment, who finds it there and names it a moment later. So a file is taken or removed one after the other, and what was
 * taken a short while ago stays.
 */
export class KeptPaperFiles implements PaperFiles {
  readonly #files: RemovablePaperFiles
  readonly #clock: () => number
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #takenAt = new Map<string, number>()

  constructor(files: RemovablePaperFiles, clock: () => number) {
    this.#files = files
    this.#clock = clock
  }

  take(path: string, sha256: string): Promise<void> {
    return this.#inTurn(sha256, async () => {
      const now = this.#clock()
      for (const [known, at] of this.#takenAt) if (now - at > RECORDED_MS) this.#takenAt.delete(known)
      this.#takenAt.set(sha256, now)
      await this.#files.take(path, sha256)
    })
  }

  read(sha256: string, range: { start: number; end: number } | 'whole'): Promise<Readable> {
    return this.#files.read(sha256, range)
  }

  /**
   * @param isNamed whether anything on record names it
   * @returns whether it is gone
   * @throws MeetingError `storeUnavailable`
   */
  removeUnnamed(sha256: string, isNamed: () => Promise<boolean>): Promise<boolean> {
    return this.#inTurn(sha256, async () => {
      const takenAt = this.#takenAt.get(sha256)
      if (takenAt !== undefined && this.#clock() - takenAt <= RECORDED_MS) return false
      if (await isNamed()) return false
      await this.#files.remove(sha256)
      return true
    })
  }

  async #inTurn<T>(sha256: string, work: () => Promise<T>): Promise<T> {
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
