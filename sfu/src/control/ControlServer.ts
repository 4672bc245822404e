import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  type ControlAnswer,
  ControlAuth,
  ControlError,
  type ControlErrorBody,
  type ControlData,
  ControlRequest,
  type ControlRequestName,
  type ControlResponse,
  controlRequests,
  type Notice,
  type OwnerId,
} from '@diem-cau/sfu-contract'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import { type DefaultEventsMap, Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { ControlHandlers } from './controlHandlers.ts'
import { errorBody } from '../wire/errorBody.ts'
import type { Metrics } from './metrics.ts'
import type { Ownership } from './Ownership.ts'

/** The largest honest message is a subscription to 400 sources, some 60 kB. A larger one ends its connection. */
const MAX_MESSAGE_BYTES = 1_000_000

/** A lost host (no TCP reset) is noticed after both, in milliseconds; the grace period begins then. */
const PING_INTERVAL_MS = 5000
const PING_TIMEOUT_MS = 5000

type ToServer = { request: (envelope: unknown, ack: unknown) => void }
type ToClient = { notice: (notice: Notice) => void }
type SocketData = { owner: OwnerId }
type ControlSocket = Socket<ToServer, ToClient, DefaultEventsMap, SocketData>

/** Each request's schema, typed so that the data parsed fits the handler of the same name. */
const requests: { readonly [N in ControlRequestName]: { readonly data: z.ZodType<ControlData<N>> } } = controlRequests

export type ControlServerDeps = {
  http: HttpServer
  secret: string
  handlers: ControlHandlers
  ownership: Ownership
  metrics: Metrics
  log: Logger
}

/** The control API on Socket.IO: lets signaling in, parses what it asks, and hands it what happened. */
export class ControlServer {
  readonly #io: Server<ToServer, ToClient, DefaultEventsMap, SocketData>
  readonly #secret: string
  readonly #handlers: ControlHandlers
  readonly #ownership: Ownership
  readonly #metrics: Metrics
  readonly #log: Logger

  constructor({ http, secret, handlers, ownership, metrics, log }: ControlServerDeps) {
    this.#secret = secret
    this.#handlers = handlers
    this.#ownership = ownership
    this.#metrics = metrics
    this.#log = log
    this.#io = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      connectTimeout: 5000,
      cleanupEmptyChildNamespaces: true,
    })
    const namespace = this.#io.of(CONTROL_NAMESPACE)
    namespace.use((socket, next) => this.#authenticate(socket, next))
    namespace.on('connection', (socket) => this.#serve(socket))
    // A caller of another version asks for another namespace: it is told so in words it can read.
    this.#io.of(/^\/control\/v\d{1,2}$/).use((_socket, next) => next(refusal(errorBody(otherProtocol('another'), log))))
  }

  async close(): Promise<void> {
    await this.#io.close()
  }

  #authenticate(socket: ControlSocket, next: (error?: Error) => void): void {
    try {
      socket.data.owner = this.#owner(socket.handshake.auth)
      next()
    } catch (error) {
      const body = errorBody(error, this.#log)
      this.#log.warn({ code: body.code, from: socket.handshake.address }, 'a control connection was refused')
      next(refusal(body))
    }
  }

  /** The secret first: who does not have it learns nothing. */
  #owner(auth: unknown): OwnerId {
    const presented = z.object({ secret: z.string() }).safeParse(auth)
    if (!presented.success || !sameSecret(presented.data.secret, this.#secret)) {
      throw new ControlError('unauthenticated', 'wrong secret or none; both sides must read the same secret file')
    }
    const version = z.object({ protocol: z.int() }).safeParse(auth)
    if (!version.success || version.data.protocol !== CONTROL_PROTOCOL) {
      throw otherProtocol(version.success ? String(version.data.protocol) : 'none')
    }
    return parse('the handshake', ControlAuth, auth).owner
  }

  #serve(socket: ControlSocket): void {
    const { owner } = socket.data
    const link = {
      notify: (notice: Notice) => void (isVolatile(notice) ? socket.volatile : socket).emit('notice', notice),
      replaced: () => void socket.disconnect(true),
    }
    this.#ownership.connected(owner, link)
    socket.on('disconnect', () => this.#ownership.disconnected(owner, link))
    socket.on('request', (envelope, ack) => {
      if (!isAck(ack)) this.#log.warn({ owner }, 'a request without an acknowledgement was dropped')
      else void this.#answer(owner, envelope).then(ack)
    })
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event === 'request') return
      const ack = args.at(-1)
      if (isAck(ack))
        ack({ ok: false, error: { code: 'unknownRequest', message: 'requests are emitted as "request"' } })
    })
  }

  /** Never rejects: whatever happens becomes an answer. */
  async #answer(owner: OwnerId, envelope: unknown): Promise<ControlAnswer> {
    const from = performance.now()
    let named: ControlRequestName | 'unknown' = 'unknown'
    try {
      const { name, data } = parse('the request', ControlRequest, envelope)
      if (!isRequestName(name))
        throw new ControlError('unknownRequest', `protocol ${CONTROL_PROTOCOL} has no request ${JSON.stringify(name)}`)
      named = name
      const response = await this.#run(name, owner, data)
      this.#metrics.requestAnswered(named, 'ok', (performance.now() - from) / 1000)
      return { ok: true, data: response }
    } catch (error) {
      const body = errorBody(error, this.#log)
      this.#metrics.requestAnswered(named, body.code, (performance.now() - from) / 1000)
      this.#log.debug({ owner, request: named, code: body.code, reason: body.message }, 'a request was refused')
      return { ok: false, error: body }
    }
  }

  async #run<N extends ControlRequestName>(name: N, owner: OwnerId, raw: unknown): Promise<ControlResponse<N>> {
    return this.#handlers[name](owner, parse(name, requests[name].data, raw))
  }
}

/** @throws ControlError `badRequest` with the first of zod's issues */
function parse<T>(what: string, schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 10)
  const words = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
  throw new ControlError('badRequest', `${what} does not fit its schema: ${words.join('; ')}`.slice(0, 1000), issues)
}

/** Digests have one length, as timingSafeEqual wants, and tell nothing of the secret's. */
function sameSecret(presented: string, secret: string): boolean {
  return timingSafeEqual(digest(presented), digest(secret))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function otherProtocol(theirs: string): ControlError {
  return new ControlError(
    'protocolMismatch',
    `this node speaks control protocol ${CONTROL_PROTOCOL}, the caller ${theirs}; run the same version of both`,
  )
}

/** As Socket.IO carries it: the caller reads `data` in its connect_error. */
function refusal(body: ControlErrorBody): Error {
  return Object.assign(new Error(body.message), { data: body })
}

function isRequestName(name: string): name is ControlRequestName {
  return Object.hasOwn(controlRequests, name)
}

function isAck(value: unknown): value is (answer: ControlAnswer) => void {
  return typeof value === 'function'
}

/** Outdated by the next one, so not worth a queue. */
function isVolatile({ name }: Notice): boolean {
  return name === 'audioLevels' || name === 'quality' || name === 'nodeReport'
}
