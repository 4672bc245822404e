import { addressKey } from './addressKey.ts'
import type { Counted, Limits, Tries } from './Limits.ts'

/**
 * Wrong passwords for one login from one address before it has to wait, and from one address at all:
 * there must be room for 85 rooms behind one address that all sign in at the same moment.
 */
const TRIES_PER_LOGIN = 5
const TRIES_PER_ADDRESS = 200

/** The source of a try. `device`: a browser in which this login was signed in before, see KnownDevices. */
export type TrySource = { readonly ip: string; readonly device: string | null }

/**
 * Slows guessing down so that it cannot be used to lock anyone out. Counted per login *and* address: someone who
 * guesses elsewhere does not make the owner of an account wait. A browser in which the login was signed in before has
 * a count of its own: someone who guesses at the same address does not either. Per address only with a far
 * higher limit: a whole office may share one.
 */
export class SignInLimiter {
  readonly #tries: Tries

  constructor(limits: Limits) {
    this.#tries = limits.tries('password')
  }

  /** Counts a try as wrong until {@link forgive}. @returns seconds to wait before it is looked at; 0 = go ahead */
  take(login: string, source: TrySource): Promise<number> {
    return this.#tries.take(keys(login, source))
  }

  /**
   * The right password ends the waiting for this login here, and takes back what {@link take} counted
   * for it beforehand: a whole office that signs in from one address is no attack.
   */
  async forgive(login: string, source: TrySource): Promise<void> {
    const [own, ...others] = keys(login, source)
    await this.#tries.forget(own[0])
    await this.#tries.takeBack(others)
  }
}

function keys(login: string, { ip, device }: TrySource): [Counted, ...Counted[]] {
  if (device !== null) return [[`device ${device} ${login.toLowerCase()}`, TRIES_PER_LOGIN]]
  const address = addressKey(ip)
  return [
    [`${address} ${login.toLowerCase()}`, TRIES_PER_LOGIN],
    [address, TRIES_PER_ADDRESS],
  ]
}
