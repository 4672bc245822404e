import { ErrorBody, MeetingError, SignedIn, SignIn } from '@diem-cau/signaling-contract'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AccountStore } from '../store/AccountStore.ts'
import { verifyPassword } from './passwords.ts'
import { SignInLimiter } from './SignInLimiter.ts'
import type { SignIns } from './SignIns.ts'

export type AuthRoutesOptions = {
  readonly accounts: AccountStore
  readonly signIns: SignIns
  readonly clock: () => number
}

/** Sign-in, the exchange of a refresh cookie for a new token, sign-out. */
export const authRoutes: FastifyPluginAsyncZod<AuthRoutesOptions> = async (app, options) => {
  const { accounts, signIns, clock } = options
  const limiter = new SignInLimiter()

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
      return signIns.begin(found.account, 'password', request, reply)
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
    async (request, reply) => signIns.renew(request, reply),
  )

  app.post(
    '/sign-out',
    { schema: { summary: 'End this sign-in', response: { 204: z.null(), '5xx': ErrorBody } } },
    async (request, reply) => {
      await signIns.end(request, reply)
      return reply.code(204).send(null)
    },
  )
}
