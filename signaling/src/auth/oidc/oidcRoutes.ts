import { ErrorBody, isFitLine, MeetingError, recorded } from '@diem-cau/signaling-contract'
import { OidcInfo } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Sealer } from '../Sealer.ts'
import type { SignIns } from '../SignIns.ts'
import { mapClaims } from './mapClaims.ts'
import type { OidcAdmission } from './OidcAdmission.ts'
import { ATTEMPT_LIFE_MS, OidcAttempt, type OidcClient } from './OidcClient.ts'
import { oidcPage, type OidcProblem } from './oidcPage.ts'

const COOKIE = 'diem_cau_oidc'
const SEALED_FOR = 'oidc attempt'

export type OidcRoutesOptions = {
  /** Null: not set up. */
  readonly oidc: { readonly client: OidcClient; readonly accounts: OidcAdmission } | null
  readonly signIns: SignIns
  readonly sealer: Sealer
  readonly secure: boolean
  readonly clock: () => number
  readonly publicUrl: () => string
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const page = recorded().describe('text/html')

/** Sign-in at the office's own OpenID provider. No token is ever in an address. */
export const oidcRoutes: FastifyPluginAsyncZod<OidcRoutesOptions> = async (app, options) => {
  const { oidc, signIns, sealer, secure, clock, publicUrl } = options
  // It comes back by a link of another site, which a strict cookie would not follow.
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/api/oidc', secure } as const
  const redirectUri = () => `${publicUrl()}/api/oidc/callback`

  const sorry = (reply: FastifyReply, status: number, problem: OidcProblem, found?: string) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(oidcPage(problem, found ?? null))

  app.get(
    '/oidc',
    { schema: { summary: 'Whether people can sign in at an OpenID provider', response: { 200: OidcInfo, ...errors } } },
    async () => ({ enabled: oidc !== null, label: oidc?.client.settings.label ?? '' }),
  )

  app.get(
    '/oidc/start',
    { schema: { summary: 'To the OpenID provider', response: { 302: z.null(), 503: page, ...errors } } },
    async (request, reply) => {
      if (!oidc) throw new MeetingError('notFound')
      try {
        const { url, attempt } = await oidc.client.begin(redirectUri(), clock())
        reply.setCookie(COOKIE, sealer.seal(JSON.stringify(attempt), SEALED_FOR), {
          ...cookie,
          maxAge: ATTEMPT_LIFE_MS / 1000,
        })
        return await reply.redirect(url.href, 302)
      } catch (error) {
        request.log.error({ err: error }, 'the OpenID provider cannot be used')
        return sorry(reply, 503, 'unreachable')
      }
    },
  )

  app.get(
    '/oidc/callback',
    {
      schema: {
        summary: 'Back from the OpenID provider: sets the refresh cookie, and goes on to the web client',
        response: { 302: z.null(), 403: page, 502: page, ...errors },
      },
    },
    async (request, reply) => {
      if (!oidc) throw new MeetingError('notFound')
      const attempt = attemptOf(request)
      reply.clearCookie(COOKIE, cookie)
      if (!attempt || attempt.expiresAt <= clock()) return sorry(reply, 403, 'notOurs')
      let claims
      try {
        claims = await oidc.client.finish(new URL(request.url, publicUrl()), attempt)
      } catch (error) {
        request.log.warn({ err: error }, 'sign-in at the OpenID provider failed')
        return sorry(reply, 403, 'denied')
      }
      const mapped = mapClaims(claims, oidc.client.settings)
      // A provider's name for somebody is ASCII; another one is written so that every store takes it, and stays one of its own.
      const subject = `${oidc.client.settings.issuer} ${isFitLine(claims.sub) ? claims.sub : JSON.stringify(claims.sub)}`
      if ('problem' in mapped) {
        await oidc.accounts.refuse(subject, mapped, request.ip)
        request.log.warn({ sub: claims.sub, ...mapped }, 'claims that cannot be mapped')
        return sorry(reply, 403, mapped.problem, `${mapped.claim} = ${mapped.value === '' ? '∅' : mapped.value}`)
      }
      const account = await oidc.accounts.admit(subject, mapped, request.ip)
      if (account === 'disabled') return sorry(reply, 403, 'disabled')
      if (account === 'unit') return sorry(reply, 403, 'unit', `${oidc.client.settings.claimUnit} = ${mapped.unitCode}`)
      await signIns.begin(account, 'oidc', request, reply)
      return reply.redirect('/', 302)
    },
  )

  const attemptOf = (request: FastifyRequest): OidcAttempt | null => {
    try {
      return OidcAttempt.parse(JSON.parse(sealer.unseal(request.cookies[COOKIE] ?? '', SEALED_FOR)))
    } catch {
      return null
    }
  }
}
