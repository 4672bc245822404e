import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import type { Known } from '../../live/directory/Known.ts'
import type { SignalingProcess } from '../../live/directory/SignalingProcess.ts'
import { processNamed } from './processNamed.ts'

/** A process that does not answer for so long is passed over, milliseconds. A long poll takes 25 s at most. */
const CONNECT_MS = 1_500
const POLL_MS = 40_000

/** A connection with this header is not led on, so that there is no loop, whatever two processes believe of each other. */
const LED = 'x-diem-cau-led'

export type RelayOptions = {
  readonly processId: string
  readonly processes: Pick<Known<SignalingProcess>, 'all' | 'look'>
  readonly logger: Logger
}

/**
 * What asks for another process is piped to it as it comes: sockets (SPEC 1.12) and pieces of uploads (SPEC 1.13). Who asks for one
 * that is not there, or a socket that does not answer, is served here.
 */
export class Relay {
  readonly #options: RelayOptions
  readonly #piped = new Set<Duplex>()

  constructor(options: RelayOptions) {
    this.#options = options
  }

  get count(): number {
    return this.#piped.size
  }

  /** Listens before all that listens there already. */
  attach(server: Server): void {
    const serveUpgrade = takeOver(server, 'upgrade')
    server.on('upgrade', (request, socket, head) => {
      const id = this.#processOf(request)
      if (id === null) return serveUpgrade(request, socket, head)
      // Nobody else listens for what befalls it meanwhile.
      socket.on('error', () => undefined)
      const serveHere = () => !socket.destroyed && serveUpgrade(request, socket, head)
      void this.#leadTo(id, (target) => this.#pipe(target, request, socket, head, serveHere), serveHere)
    })
    const serveRequest = takeOver(server, 'request')
    server.on('request', (request, response) => {
      const id = this.#processOf(request)
      if (id === null) return serveRequest(request, response)
      const serveHere = () => serveRequest(request, response)
      void this.#leadTo(id, (target) => this.#pass(target, request, response, serveHere), serveHere)
    })
  }

  /** Clients come back by themselves. */
  close(): void {
    for (const socket of this.#piped) socket.destroy()
  }

  /** The id of the process that is asked for; null: this one will do. */
  #processOf({ url = '', headers }: IncomingMessage): string | null {
    if (headers[LED] !== undefined) return null
    const asked = processNamed(url)
    return asked === this.#options.processId ? null : asked
  }

  async #leadTo(id: string, lead: (target: SignalingProcess) => void, serveHere: () => void): Promise<void> {
    const { processes } = this.#options
    if (!processes.all.has(id)) await processes.look()
    const target = processes.all.get(id)
    if (target) lead(target)
    else serveHere()
  }

  #pipe(target: SignalingProcess, request: IncomingMessage, socket: Duplex, head: Buffer, serveHere: () => void): void {
    const ask = requestTo(target, request, CONNECT_MS)
    ask.on('upgrade', (answer, other, otherHead) => {
      ask.setTimeout(0)
      other.setTimeout(0)
      for (const [one, two] of [
        [socket, other],
        [other, socket],
      ] as const) {
        this.#piped.add(one)
        one.on('error', () => undefined)
        one.once('close', () => {
          this.#piped.delete(one)
          two.destroy()
        })
      }
      socket.write(headOf(answer))
      if (otherHead.length > 0) socket.write(otherHead)
      if (head.length > 0) other.write(head)
      socket.pipe(other).pipe(socket)
      if (socket.destroyed) other.destroy()
    })
    ask.on('response', (answer) => {
      socket.write(`HTTP/1.1 ${answer.statusCode ?? 502} ${answer.statusMessage ?? ''}\r\nconnection: close\r\n\r\n`)
      answer.pipe(socket)
    })
    ask.once('error', (error) => {
      this.#options.logger.info(
        { err: error, url: target.url },
        'another process does not answer: its client is served here',
      )
      serveHere()
    })
    socket.once('close', () => ask.destroy())
    ask.end()
  }

  #pass(target: SignalingProcess, request: IncomingMessage, response: ServerResponse, serveHere: () => void): void {
    const ask = requestTo(target, request, POLL_MS)
    ask.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    ask.on('error', () => {
      // It may have answered without taking all that is sent: a piece of an upload that it refuses.
      if (response.writableEnded) return
      if (response.headersSent) response.destroy()
      else if (request.method === 'GET') serveHere()
      else response.writeHead(502).end()
    })
    response.once('close', () => {
      // The rest of what is sent is read, and thrown away: the client has its answer, and its connection is used again.
      request.unpipe(ask)
      request.resume()
      ask.destroy()
    })
    request.pipe(ask)
  }
}

/** All that listened for it, which does so no more by itself. */
function takeOver(server: Server, event: 'upgrade' | 'request'): (...args: unknown[]) => void {
  const listeners = server.listeners(event)
  server.removeAllListeners(event)
  return (...args) => {
    for (const listener of listeners) listener.call(server, ...args)
  }
}

/** The same request, to that process. Its certificate is the one that it told the directory, whatever name it is reached by. */
function requestTo({ url, certificate }: SignalingProcess, request: IncomingMessage, timeout: number) {
  const { method, url: path, headers } = request
  const options = {
    method,
    path,
    headers: { ...headers, 'x-forwarded-for': cameFrom(request), [LED]: '1' } satisfies IncomingHttpHeaders,
    timeout,
    agent: false,
  }
  const ask =
    certificate === null
      ? requestHttp(url, options)
      : requestHttps(url, {
          ...options,
          ca: certificate,
          allowPartialTrustChain: true,
          checkServerIdentity: () => undefined,
        })
  ask.once('timeout', () => ask.destroy(new Error(`no answer within ${timeout} ms`)))
  return ask
}

/** Counts for who is told that this process is a proxy (`DIEM_CAU_TRUST_PROXY`). */
function cameFrom({ headers, socket }: IncomingMessage): string {
  const before = headers['x-forwarded-for']
  return [...(before === undefined ? [] : [before].flat()), socket.remoteAddress ?? ''].join(', ')
}

function headOf({ statusCode = 502, statusMessage = '', rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
