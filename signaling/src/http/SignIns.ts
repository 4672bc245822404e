import { type Account, MeetingError, type SignedIn } from '@diem-cau/signaling-contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AccountStore } from '../store/AccountStore.ts'
import { REFRESH_LIFE_MS, type Refreshed, type RefreshTokenStore, type SignInMethod } from '../store/RefreshTokenStore.ts'
import type { AccessTokens } from './AccessTokens.ts'
import { deviceOf } from './deviceOf.ts'

const COOKIE = 'diem_cau_refresh'

export type SignInsOptions = {
  readonly accounts: AccountStore
  readonly refreshTokens: RefreshTokenStore
  readonly tokens: AccessTokens
  readonly clock: () => number
  /** Over HTTPS the cookie never travels without it. */
  readonly secure: boolean
}

/** Begins, renews and ends the sign-ins of browsers, by whatever method. */
export class SignIns {
  readonly #options: SignInsOptions
  #onEnded: () => void = () => undefined

  constructor(options: SignInsOptions) {
    this.#options = options
  }

  /** Told when a sign-in was ended by this server: whoever uses it is to be cut off now. */
  onEnded(listener: () => void): void {
    this.#onEnded = listener
  }

  /** To be called after the transaction that ended sign-ins, disabled an account or gave it a new first password. */
  ended(): void {
    this.#onEnded()
  }

  /** Signs this browser in: sets the refresh cookie. It is the caller who made sure that it may. */
  async begin(account: Account, method: SignInMethod, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    const { refreshTokens, clock } = this.#options
    const origin = { method, device: deviceOf(request.headers['user-agent']), ip: request.ip }
    return this.#answer(account, await refreshTokens.issue(account.accountId, origin, clock()), reply)
  }

  /** A new access token, and a new cookie for the old one. @throws MeetingError `unauthenticated` */
  async renew(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    const { refreshTokens, accounts, clock } = this.#options
    const next = await refreshTokens.rotate(cookieOf(request), request.ip, clock())
    const account = next && (await accounts.find(next.accountId))
    if (!next || !account) {
      this.forget(reply)
      throw new MeetingError('unauthenticated')
    }
    return this.#answer(account, next, reply)
  }

  /** Ends the sign-in of this browser; whose it was, null for nobody's. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<Account | null> {
    const { refreshTokens, accounts, clock } = this.#options
    const ended = await refreshTokens.revoke(cookieOf(request), clock())
    this.forget(reply)
    if (!ended) return null
    this.ended()
    return accounts.find(ended.accountId)
  }

  /** Takes the cookie back. */
  forget(reply: FastifyReply): void {
    reply.clearCookie(COOKIE, this.#cookie())
  }

  async #answer(account: Account, refreshed: Refreshed, reply: FastifyReply): Promise<SignedIn> {
    const { tokens, accounts, clock } = this.#options
    reply.setCookie(COOKIE, refreshed.token, { ...this.#cookie(), maxAge: REFRESH_LIFE_MS[refreshed.method] / 1000 })
    const identity = await accounts.identify(account.accountId, refreshed.family)
    if (!identity) throw new MeetingError('unauthenticated')
    return {
      ...(await tokens.issue(account.accountId, clock(), refreshed.family)),
      account: identity.account,
      mustChangePassword: identity.mustChangePassword,
    }
  }

  #cookie() {
    return { httpOnly: true, sameSite: 'strict', path: '/api', secure: this.#options.secure } as const
  }
}

function cookieOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? ''
}
