import { Account, ErrorBody, MeetingError, SignedIn, SignIn } from '@diem-cau/signaling-contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AccountStore } from '../store/AccountStore.ts'
import { REFRESH_LIFE_MS, type RefreshTokenStore } from '../store/RefreshTokenStore.ts'
import type { AccessTokens } from './AccessTokens.ts'
import type { Authenticate } from './authenticate.ts'
import { verifyPassword } from './passwords.ts'
import { SignInLimiter } from './SignInLimiter.ts'

const COOKIE = 'diem_cau_refresh'

export type AuthRoutesOptions = {
  readonly accounts: AccountStore
  readonly refreshTokens: RefreshTokenStore
  readonly tokens: AccessTokens
  readonly authenticate: Authenticate
  readonly clock: () => number
  /** Over HTTPS the cookie never travels without it. */
  readonly secure: boolean
}

/** Sign-in, the exchange of a refresh cookie for a new token, sign-out. */
export const authRoutes: FastifyPluginAsyncZod<AuthRoutesOptions> = async (app, options) => {
  const { accounts, refreshTokens, tokens, authenticate, clock, secure } = options
  const limiter = new SignInLimiter()
  const cookie = { httpOnly: true, sameSite: 'strict', path: '/api', secure } as const

  const signedIn = async (account: Account, refresh: string, reply: FastifyReply): Promise<SignedIn> => {
    reply.setCookie(COOKIE, refresh, { ...cookie, maxAge: REFRESH_LIFE_MS / 1000 })
    return { ...(await tokens.issue(account.accountId, clock())), account, mustChangePassword: false }
  }

  const refused = (reply: FastifyReply): MeetingError => {
    reply.clearCookie(COOKIE, cookie)
    return new MeetingError('unauthenticated')
  }

  app.post(
    '/sign-in',
    {
      schema: {
        summary: 'Sign in with login and password; sets the refresh cookie',
        body: SignIn,
        response: { 200: SignedIn, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request, reply) => {
      const { password } = request.body
      const login = request.body.login.trim().normalize('NFC')
      const retryAfterSec = limiter.waitSec(login, request.ip, clock())
      if (retryAfterSec > 0) throw new MeetingError('tooManyTries', 'too many wrong tries', { retryAfterSec })
      // Counted before the slow part, so that many at once do not all slip through.
      limiter.failed(login, request.ip, clock())
      const found = await accounts.findByLogin(login)
      if (!(await verifyPassword(password, found?.passwordHash ?? null)) || !found) {
        request.log.info({ login, ip: request.ip }, 'sign-in refused')
        throw new MeetingError('wrongCredentials')
      }
      limiter.succeeded(login, request.ip)
      request.log.info({ accountId: found.account.accountId }, 'signed in')
      return signedIn(found.account, await refreshTokens.issue(found.account.accountId, clock()), reply)
    },
  )

  app.post(
    '/token',
    {
      schema: {
        summary: 'Exchange the refresh cookie for a new token; the cookie is replaced',
        response: { 200: SignedIn, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request, reply) => {
      const next = await refreshTokens.rotate(cookieOf(request), clock())
      if (!next) throw refused(reply)
      const account = await accounts.find(next.accountId)
      if (!account) throw refused(reply)
      return signedIn(account, next.token, reply)
    },
  )

  app.post(
    '/sign-out',
    { schema: { summary: 'End this sign-in', response: { 204: z.null(), '5xx': ErrorBody } } },
    async (request, reply) => {
      await refreshTokens.revoke(cookieOf(request), clock())
      reply.clearCookie(COOKIE, cookie)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/me',
    { schema: { summary: 'The signed-in account', response: { 200: Account, '4xx': ErrorBody } } },
    async (request) => authenticate(request),
  )
}

function cookieOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? ''
}

