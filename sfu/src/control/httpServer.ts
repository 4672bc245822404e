import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Logger } from 'pino'

export type Health = {
  status: 'ok' | 'noWorker' | 'stopping'
  workersAlive: number
  workersWanted: number
  draining: boolean
}

export type HttpServerDeps = {
  health: () => Health
  metrics: () => Promise<{ contentType: string; body: string }>
  /** PEM; undefined = in the clear. */
  tls: { cert: string; key: string } | undefined
  log: Logger
}

/** Answers load balancers and Prometheus on the control port: `/healthz` and `/metrics`. */
export function httpServer({ health, metrics, tls, log }: HttpServerDeps): Server {
  const answer: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(response, 405, 'text/plain', 'GET only\n')
      return
    }
    switch (pathname) {
      case '/healthz': {
        const now = health()
        send(response, now.status === 'ok' ? 200 : 503, 'application/json', JSON.stringify(now))
        return
      }
      case '/metrics':
        metrics().then(
          ({ contentType, body }) => send(response, 200, contentType, body),
          (error: unknown) => {
            log.error({ err: error }, 'metrics cannot be read')
            send(response, 500, 'text/plain', 'metrics cannot be read; the log has the cause\n')
          },
        )
        return
      default:
        send(response, 404, 'text/plain', 'there is /healthz and /metrics\n')
    }
  }
  return tls === undefined ? createServer(answer) : createSecureServer(tls, answer)
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
}
