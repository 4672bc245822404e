import { MeetingError } from '@diem-cau/signaling-contract'
import { addressKey } from '../../auth/limits/addressKey.ts'

/** Wrong links from one address before its next ones are answered with "too many tries". */
const TRIES = 20
const WINDOW_MS = 10 * 60_000
const MAX_ADDRESSES = 20_000

/** Slows down who guesses links. A link that is right always works: a whole office may share one address. */
export class LinkGuard {
  readonly #wrong = new Map<string, { count: number; until: number }>()

  /** What became of a link; counts it when it was none. @throws what `work` throws, or MeetingError `tooManyTries` */
  async watch<T>(ip: string, now: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notFound') throw error
      const address = addressKey(ip)
      const before = this.#wrong.get(address)
      const entry =
        before && before.until > now
          ? { count: before.count + 1, until: before.until }
          : { count: 1, until: now + WINDOW_MS }
      this.#wrong.delete(address)
      this.#wrong.set(address, entry)
      const oldest = this.#wrong.keys().next()
      if (this.#wrong.size > MAX_ADDRESSES && !oldest.done) this.#wrong.delete(oldest.value)
      if (entry.count <= TRIES) throw error
      throw new MeetingError('tooManyTries', 'too many links that do not exist', {
        retryAfterSec: Math.ceil((entry.until - now) / 1000),
      })
    }
  }
}
