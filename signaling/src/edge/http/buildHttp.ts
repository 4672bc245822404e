import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import { type ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { inRequest, inSpan } from '@diem-cau/sfu-contract/tracing'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { feedFiles } from '../../office/invitations/feedRoutes.ts'
import { officeRoutes, type OfficeServices } from './officeRoutes.ts'
import { toErrorBody } from '../../errors/toErrorBody.ts'
import { authRoutes, type AuthRoutesOptions } from '../../auth/authRoutes.ts'
import { mediaNodeRoutes, type MediaNodeRoutesOptions } from '../../live/media/nodes/mediaNodeRoutes.ts'
import { meetingRoutes, type MeetingRoutesOptions } from '../../live/meeting/meetingRoutes.ts'
import { actionRoutes, type ActionRoutesOptions } from '../../operations/actions/actionRoutes.ts'
import { selfCheckRoutes, type SelfCheckRoutesOptions } from '../../operations/selfCheck/selfCheckRoutes.ts'
import { upgradeRoutes, type UpgradeRoutesOptions } from '../../operations/upgrades/upgradeRoutes.ts'
import { whyRoutes, type WhyRoutesOptions } from '../../operations/causes/whyRoutes.ts'
import { alertRoutes, type AlertRoutesOptions } from '../../operations/alerts/alertRoutes.ts'
import { operationsRoutes, type OperationsRoutesOptions } from '../../operations/history/operationsRoutes.ts'
import { monthRoutes, type MonthRoutesOptions } from '../../operations/months/monthRoutes.ts'
import { oidcRoutes, type OidcRoutesOptions } from '../../auth/oidc/oidcRoutes.ts'
import { boardRoutes, type BoardRoutesOptions } from '../../readiness/boardRoutes.ts'
import { roomReadinessRoutes } from '../../readiness/roomReadinessRoutes.ts'
import { roomCameraRoutes } from '../../readiness/roomCameraRoutes.ts'
import { roomSettingsRoutes } from '../../readiness/roomSettingsRoutes.ts'
import { webhookRoutes, type WebhookRoutesOptions } from '../../webhooks/webhookRoutes.ts'
import { lineRoutes, type LineRoutesOptions } from '../../readiness/lines/lineRoutes.ts'
import { bodyDeadline } from './bodyDeadline.ts'
import { createServer, type Tls } from './createServer.ts'
import { guardConnections } from './guardConnections.ts'
import { opsRoutes, type OpsRoutesOptions } from './opsRoutes.ts'
import type { Patience } from './Patience.ts'
import type { IsProxy } from './readProxies.ts'
import type { RequestBudget } from './RequestBudget.ts'
import { securityHeaders } from './securityHeaders.ts'
import { staticFiles } from './staticFiles.ts'
import { statusOf } from '../../errors/statusOf.ts'

/** A request of the API is a form of a few fields. */
const MAX_BODY_BYTES = 64 * 1024

export type HttpOptions = AuthRoutesOptions &
  MeetingRoutesOptions &
  OpsRoutesOptions & {
    readonly logger: Logger
    /** The server does not listen yet. */
    readonly server: Server
    readonly tls: Tls | null
    readonly webRoot: string | null
    readonly office: OfficeServices
    readonly nodes: MediaNodeRoutesOptions['mediaNodes'] & LineRoutesOptions['mediaNodes']
    readonly operations: Pick<OperationsRoutesOptions, 'resources' | 'history' | 'events'> &
      Pick<ActionRoutesOptions, 'actions'> &
      Pick<WhyRoutesOptions, 'evidence'> &
      Pick<MonthRoutesOptions, 'months'> &
      Pick<SelfCheckRoutesOptions, 'selfChecks'> &
      Pick<UpgradeRoutesOptions, 'upgrades'>
    readonly alerts: Pick<AlertRoutesOptions, 'store' | 'rules'>
    readonly acknowledge: BoardRoutesOptions['acknowledge']
    readonly webhooks: Pick<WebhookRoutesOptions, 'webhooks' | 'sealer' | 'mayReach'>
    readonly openId: OidcRoutesOptions
    readonly budget: RequestBudget
    readonly patience: Patience
    /** Null: people come without a proxy. */
    readonly isProxy: IsProxy | null
    /** The address by which people reach the office, when it is told. */
    readonly publicUrl: string | null
  }

/** The API, the web client and what runs the server, on one port. Sockets are attached to its server. */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { logger, server, tls, isProxy, patience } = options
  const loggerInstance: FastifyBaseLogger = logger
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    // Ids are told apart over all processes, and from those that clients give on sockets.
    genReqId: () => randomUUID(),
    trustProxy: isProxy ?? false,
    // The signed links of mails are longer than ids.
    routerOptions: { maxParamLength: 400 },
    // Fastify makes a server for each address of a host that has several (localhost).
    serverFactory: (handler) =>
      (server.listenerCount('request') === 0 ? server : createServer(tls, patience)).on('request', handler),
    // An address that cannot be read is answered before any hook.
    frameworkErrors: (error, _request, reply) => {
      const { body } = fromHttp(error)
      reply.raw.writeHead(statusOf(body), withoutHooks).end(JSON.stringify(body))
    },
  })

  app.addHook('onRequest', (request, reply, done) =>
    inRequest(request.id, () => {
      const answered = () => new Promise<void>((resolve) => (reply.raw.once('close', resolve), done()))
      void inSpan(`${request.method} ${request.routeOptions.url ?? 'unknown'}`, { kind: 'server' }, answered)
    }),
  )
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { body, unexpected } = fromHttp(error)
    if (unexpected) request.log.error({ err: error, url: request.url }, 'request failed')
    if (body.retryAfterSec !== undefined) reply.header('retry-after', body.retryAfterSec)
    return reply.code(statusOf(body)).type('application/json').serializer(JSON.stringify).send(body)
  })
  // Only JSON is accepted, because a form on another site cannot send it.
  app.removeContentTypeParser('text/plain')

  guardConnections(app.server, { isTrusted: isProxy ?? (() => false) })
  bodyDeadline(app, patience)
  await app.register(helmet, securityHeaders(options))
  await app.register(cookie)
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Diem Cau',
        version: '1',
        description:
          'The office before and after meetings, and what watches over it. Meetings run on the socket. Programs send a key (`dck_…`, GET /api/key) as the bearer token, people the token of their sign-in; `x-scope` of an operation is the scope that a key needs, without one it is for people alone.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route)
      const scope = route.route.config?.scope
      return { url, schema: scope === undefined ? schema : { ...schema, 'x-scope': scope } }
    },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header(
      'permissions-policy',
      'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
    )
  })
  await app.register(
    async (scoped) => {
      const api = scoped.withTypeProvider<ZodTypeProvider>()
      api.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        if (request.method !== 'GET' && request.headers['sec-fetch-site'] === 'cross-site') {
          throw new MeetingError('forbidden', 'requests from other sites are refused')
        }
        await options.budget.spend(request)
      })
      await api.register(authRoutes, options)
      await api.register(oidcRoutes, options.openId)
      await api.register(meetingRoutes, options)
      await api.register(mediaNodeRoutes, { ...options.office.context, mediaNodes: options.nodes })
      await api.register(lineRoutes, {
        ...options.office.context,
        limits: options.office.limits,
        sealer: options.webhooks.sealer,
        mediaNodes: options.nodes,
      })
      const operations = { ...options.office.context, ...options.operations }
      await api.register(operationsRoutes, operations)
      await api.register(whyRoutes, operations)
      await api.register(monthRoutes, operations)
      await api.register(actionRoutes, operations)
      await api.register(selfCheckRoutes, operations)
      await api.register(upgradeRoutes, operations)
      await api.register(alertRoutes, { ...options.office.context, ...options.alerts })
      const { context, limits, meetings } = options.office
      const readiness = { ...context, limits, meetings, schedules: options.schedules, acknowledge: options.acknowledge }
      await api.register(roomReadinessRoutes, readiness)
      await api.register(boardRoutes, readiness)
      await api.register(roomSettingsRoutes, readiness)
      await api.register(roomCameraRoutes, {
        ...readiness,
        sealer: options.webhooks.sealer,
        mediaNodes: options.nodes,
      })
      await api.register(webhookRoutes, { ...options.office.context, ...options.webhooks })
      await api.register(officeRoutes, options.office)
      // The description is made once, because it takes 25 ms of computing.
      let description: string | null = null
      api.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
        description ??= JSON.stringify(app.swagger())
        return reply.type('application/json').send(description)
      })
    },
    { prefix: '/api' },
  )
  await app.register(async (scoped) => {
    const { context, limits, invitations } = options.office
    scoped.addHook('onRequest', (request) => options.budget.spend(request))
    await scoped.withTypeProvider<ZodTypeProvider>().register(feedFiles, { ...context, limits, invitations })
  })
  await app.register(opsRoutes, options)
  await staticFiles(app, options.webRoot)
  return app
}

const withoutHooks = {
  'content-type': 'application/json',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

function fromHttp(error: FastifyError): { body: ErrorBody; unexpected: boolean } {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => `${issue.instancePath}: ${issue.message ?? ''}`)
    return {
      body: new MeetingError('badRequest', 'the request does not fit its schema', { issues }).toBody(),
      unexpected: false,
    }
  }
  const status = error.statusCode ?? 500
  if (error instanceof MeetingError || status >= 500) return toErrorBody(error)
  const code = status === 413 ? 'tooLarge' : status === 404 ? 'notFound' : 'badRequest'
  return { body: new MeetingError(code, error.message).toBody(), unexpected: false }
}
