import { ErrorBody, SignedIn, SignIn } from '@diem-cau/signaling-contract'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { KnownDevices } from './KnownDevices.ts'
import type { PasswordSignIn } from './PasswordSignIn.ts'
import type { SignIns } from './SignIns.ts'

export type AuthRoutesOptions = {
  readonly signIns: SignIns
  readonly passwordSignIn: PasswordSignIn
  readonly knownDevices: KnownDevices
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Sign-in, the exchange of a refresh cookie for a new token, sign-out. */
export const authRoutes: FastifyPluginAsyncZod<AuthRoutesOptions> = async (app, options) => {
  const { signIns, passwordSignIn, knownDevices } = options

  app.post(
    '/sign-in',
    {
      schema: {
        summary: 'Sign in with login and password, and a code where one is asked for; sets the refresh cookie',
        body: SignIn,
        response: { 200: SignedIn, ...errors },
      },
    },
    async (request, reply) => {
      const { password, code = null } = request.body
      const login = request.body.login.trim().normalize('NFC')
      const source = { ip: request.ip, device: knownDevices.deviceOf(request, login) }
      const { account, factor } = await passwordSignIn.admit({ login, password, code }, source)
      knownDevices.remember(request, reply, login)
      return signIns.begin(account, 'password', request, reply, { factor })
    },
  )

  app.post(
    '/token',
    {
      schema: {
        summary: 'Exchange the refresh cookie for a new token; the cookie is replaced',
        response: { 200: SignedIn, ...errors },
      },
    },
    async (request, reply) => signIns.renew(request, reply),
  )

  app.post(
    '/sign-out',
    { schema: { summary: 'End this sign-in', response: { 204: z.null(), ...errors } } },
    async (request, reply) => {
      await signIns.end(request, reply)
      return reply.code(204).send(null)
    },
  )
}
