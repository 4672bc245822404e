import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Patience } from './Patience.ts'

/** A bad line has more than that. */
const BYTES_PER_SEC = 10_000

/** Cuts whoever sends the body of a request so slowly that it is no bad line. Bodies that are streamed have no deadline. */
export function bodyDeadline(app: FastifyInstance, { bodyMs }: Pick<Patience, 'bodyMs'>): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  app.addHook('preParsing', async (request) => {
    const { 'content-length': told, 'transfer-encoding': chunked } = request.headers
    if (told === undefined && chunked === undefined) return
    const length = Number(told ?? 0)
    const timer = setTimeout(() => request.raw.destroy(), bodyMs + (length / BYTES_PER_SEC) * 1000)
    timers.set(request, timer.unref())
    request.raw.once('close', () => clearTimeout(timer))
  })
  app.addHook('preValidation', async (request) => clearTimeout(timers.get(request)))
}
