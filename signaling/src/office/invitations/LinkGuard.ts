import { MeetingError } from '@diem-cau/signaling-contract'
import { addressKey } from '../../auth/limits/addressKey.ts'
import type { Limit, Limits } from '../../auth/limits/Limits.ts'

/** An address may try so many wrong links before its next ones are answered with "too many tries". */
const TRIES = 20
const WINDOW_SEC = 10 * 60

/** Slows down who guesses links. A link that is right always works: a whole office may share one address. */
export class LinkGuard {
  readonly #wrong: Limit

  /** @param name of the links, each kind is counted for itself */
  constructor(limits: Limits, name: string) {
    this.#wrong = limits.window(`wrong ${name}`, TRIES, WINDOW_SEC)
  }

  /** Runs the work of a link, and counts the try when the link was none. @throws what `work` throws, or MeetingError `tooManyTries` */
  async watch<T>(ip: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof MeetingError) || error.code !== 'notFound') throw error
      const retryAfterSec = await this.#wrong.spend(addressKey(ip))
      if (retryAfterSec === 0) throw error
      throw new MeetingError('tooManyTries', 'too many links that do not exist', { retryAfterSec })
    }
  }
}
