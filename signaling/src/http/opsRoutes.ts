import { createHash, timingSafeEqual } from 'node:crypto'
import { MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'

export type OpsRoutesOptions = {
  readonly metrics: Registry
  /** Whoever knows it reads /metrics from anywhere; without one only this machine does. */
  readonly metricsToken: string | null
  /** Throws when the store does not answer. */
  readonly checkStore: () => Promise<void>
  readonly mediaNodes: () => number
}

/** For those who run the server: is it alive, how is it doing. */
export const opsRoutes: FastifyPluginAsync<OpsRoutesOptions> = async (app, options) => {
  const { metrics, metricsToken, checkStore, mediaNodes } = options

  app.get('/healthz', { schema: { hide: true } }, async (request, reply) => {
    const media = mediaNodes() > 0 ? 'ok' : 'unavailable'
    try {
      await checkStore()
      return { status: 'ok', store: 'ok', media }
    } catch (error) {
      request.log.error({ err: error }, 'the store does not answer')
      return reply.code(503).send({ status: 'failing', store: 'unavailable', media })
    }
  })

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, metricsToken)) throw new MeetingError('notFound')
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
}

function mayRead(request: FastifyRequest, metricsToken: string | null): boolean {
  if (metricsToken === null) return /^(?:::ffff:)?127\.|^::1$/.test(request.ip)
  const given = request.headers.authorization ?? ''
  return timingSafeEqual(digest(given), digest(`Bearer ${metricsToken}`))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
