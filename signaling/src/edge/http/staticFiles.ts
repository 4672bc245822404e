import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Files under assets/ carry a hash in their name: what they hold never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'

/** Serves the built web client; every path of its router gets index.html. */
export async function staticFiles(app: FastifyInstance, webRoot: string | null): Promise<void> {
  const there = webRoot !== null && existsSync(join(webRoot, 'index.html'))
  if (there) {
    await app.register(fastifyStatic, {
      root: webRoot,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.startsWith(join(webRoot, 'assets')) ? FOR_EVER : ASK_AGAIN)
      },
    })
  } else app.log.warn({ webRoot }, 'no web client to serve: only the API')

  app.setNotFoundHandler((request, reply) => {
    if (there && isPage(request)) return sendPage(reply)
    throw new MeetingError('notFound', `nothing at ${request.method} ${request.url.slice(0, 200)}`)
  })
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html')
}

/**
 * A path of the web client's router, not a file or an API that is missing. Ids in paths may have a dot, so only
 * what looks like a file at the root is taken for one.
 */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? ''
  const isFile = /^\/assets\/|^\/[^/]*\.[a-z0-9]+$/i.test(path)
  return (method === 'GET' || method === 'HEAD') && !path.startsWith('/api') && !isFile
}
