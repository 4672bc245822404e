import { MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyRequest } from 'fastify'
import type { AccessTokens, TokenOwner } from '../../auth/AccessTokens.ts'
import { addressKey } from '../../auth/limits/addressKey.ts'
import type { Limit, Limits } from '../../auth/limits/Limits.ts'
import { bearerOf } from '../../auth/bearerOf.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Points of the request budget that the route takes, 1 unless told: about one for 6 ms of computing. */
    cost?: number
  }
}

/** Requests of an account a second, on average: as on the socket (SPEC 1.5). What a page takes to load was not measured. */
const REQUESTS_PER_SEC = 20

/** More than the average, at most so many in so many seconds: several pages that are opened at once. */
const BURST_SECONDS = 15
const BURST_WINDOW_SEC = 30

/** An address without a sign-in gets more: rooms and people of a whole office come from one, and each sends two requests to sign in. */
const ADDRESS_FACTOR = 5

export type RequestBudgetOptions = {
  readonly limits: Limits
  readonly tokens: AccessTokens
  readonly clock: () => number
  readonly perSecond?: number
}

/** Limits how much an account may ask of the API, and an address without a sign-in (IPv6: a /64). */
export class RequestBudget {
  readonly #options: RequestBudgetOptions
  readonly #accounts: Limit
  readonly #addresses: Limit

  constructor(options: RequestBudgetOptions) {
    this.#options = options
    const perSecond = options.perSecond ?? REQUESTS_PER_SEC
    const bucket = (name: string, average: number) =>
      options.limits.burst(name, average, { points: average * BURST_SECONDS, seconds: BURST_WINDOW_SEC })
    this.#accounts = bucket('account', perSecond)
    this.#addresses = bucket('address', perSecond * ADDRESS_FACTOR)
  }

  /** @throws MeetingError `rateLimited` */
  async spend(request: FastifyRequest): Promise<void> {
    const owner = await this.#ownerOf(request)
    const cost = request.routeOptions.config.cost ?? 1
    const retryAfterSec = owner
      ? await this.#accounts.spend(owner.accountId, cost)
      : await this.#addresses.spend(addressKey(request.ip), cost)
    if (retryAfterSec > 0) throw new MeetingError('rateLimited', 'too many requests', { retryAfterSec })
  }

  /** Null without a token that is good: whether the request needs one is decided where it is answered. */
  async #ownerOf(request: FastifyRequest): Promise<TokenOwner | null> {
    const { tokens, clock } = this.#options
    try {
      return await tokens.verify(bearerOf(request), clock())
    } catch {
      return null
    }
  }
}
