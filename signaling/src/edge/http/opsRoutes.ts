import { createHash, timingSafeEqual } from 'node:crypto'
import { MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import { programVersion } from '../../db/engine/programVersion.ts'

export type OpsRoutesOptions = {
  readonly metrics: Registry
  /** Whoever knows it reads /metrics from anywhere; without one only this machine does, and nobody behind a proxy. */
  readonly metricsToken: string | null
  /** People come through a proxy: an address of this machine says nothing about who asks. */
  readonly behindProxy: boolean
  /** Throws when the store does not answer. */
  readonly checkStore: () => Promise<void>
  readonly mediaNodes: () => number
}

/** Tells those who run the server whether it is alive and how it is doing. */
export const opsRoutes: FastifyPluginAsync<OpsRoutesOptions> = async (app, options) => {
  const { metrics, metricsToken, behindProxy, checkStore, mediaNodes } = options

  app.get('/healthz', { schema: { hide: true } }, async (request, reply) => {
    const media = mediaNodes() > 0 ? 'ok' : 'unavailable'
    // What runs here is for who upgrades it, not for who looks for a server with a known fault.
    const own = isOwnMachine(request)
      ? { version: programVersion, startedAt: new Date(performance.timeOrigin).toISOString() }
      : {}
    try {
      await checkStore()
      return { status: 'ok', store: 'ok', media, ...own }
    } catch (error) {
      request.log.error({ err: error }, 'the store does not answer')
      return reply.code(503).send({ status: 'failing', store: 'unavailable', media, ...own })
    }
  })

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request))
      throw new MeetingError('forbidden', 'set DIEM_CAU_METRICS_TOKEN, and send it as a bearer token')
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })

  function mayRead(request: FastifyRequest): boolean {
    if (metricsToken === null) return !behindProxy && isOwnMachine(request)
    const given = request.headers.authorization ?? ''
    return timingSafeEqual(digest(given), digest(`Bearer ${metricsToken}`))
  }
}

/** True when a client on this machine asks by its own name. A proxy passes on another name, or names the client that it asks for. */
function isOwnMachine({ raw }: FastifyRequest): boolean {
  const { headers, socket } = raw
  const isForwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  )
  return (
    !isForwarded &&
    /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
    /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(headers.host ?? '')
  )
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
