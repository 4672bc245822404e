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
  NodeAuth,
  type NodeId,
  type NodeNotice,
  type OwnerId,
  type PipeData,
  type PipeNotice,
  type PipeRequestName,
  pipeRequests,
  type PipeResponse,
} from '@diem-cau/sfu-contract'
import { inRequest, inSpan } from '@diem-cau/sfu-contract/tracing'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import { type DefaultEventsMap, Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { ControlHandlers } from './controlHandlers.ts'
import { errorBody } from '../wire/errorBody.ts'
import type { Metrics } from './metrics.ts'
import type { Neighbours } from './Neighbours.ts'
import type { Ownership } from './Ownership.ts'
import type { PipeHandlers } from './pipeHandlers.ts'

/** The largest honest message is a subscription to 400 sources, some 60 kB. A larger one ends its connection. */
const MAX_MESSAGE_BYTES = 1_000_000

/** A lost host (no TCP reset) is noticed after both, in milliseconds; the grace period begins then. */
const PING_INTERVAL_MS = 5000
const PING_TIMEOUT_MS = 5000

type ToServer = { request: (envelope: unknown, ack: unknown) => void }
type ToClient = { notice: (notice: NodeNotice) => void; pipeNotice: (notice: PipeNotice) => void }
/** Signaling, or another node; who it is was authenticated. */
type Caller = { readonly owner: OwnerId } | { readonly node: NodeId }
type SocketData = { caller: Caller }
type ControlSocket = Socket<ToServer, ToClient, DefaultEventsMap, SocketData>

// Each request's schema, typed so that the data parsed fits the handler of the same name.
const requests: { readonly [N in ControlRequestName]: { readonly data: z.ZodType<ControlData<N>> } } = controlRequests
const nodeRequests: { readonly [N in PipeRequestName]: { readonly data: z.ZodType<PipeData<N>> } } = pipeRequests

export type ControlServerDeps = {
  http: HttpServer
  secret: string
  handlers: ControlHandlers
  pipes: PipeHandlers
  ownership: Ownership
  neighbours: Neighbours
  metrics: Pick<Metrics, 'requestAnswered'>
  log: Logger
}

/** The control API on Socket.IO: lets signaling and other nodes in, parses what they ask, and hands them what happened. */
export class ControlServer {
  readonly #io: Server<ToServer, ToClient, DefaultEventsMap, SocketData>
  readonly #deps: ControlServerDeps

  constructor(deps: ControlServerDeps) {
    this.#deps = deps
    this.#io = new Server(deps.http, {
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
    this.#io
      .of(/^\/control\/v\d{1,2}$/)
      .use((_socket, next) => next(refusal(errorBody(otherProtocol('another'), deps.log))))
  }

  async close(): Promise<void> {
    await this.#io.close()
  }

  #authenticate(socket: ControlSocket, next: (error?: Error) => void): void {
    try {
      socket.data.caller = this.#caller(socket.handshake.auth)
      next()
    } catch (error) {
      const body = errorBody(error, this.#deps.log)
      this.#deps.log.warn({ code: body.code, from: socket.handshake.address }, 'a control connection was refused')
      next(refusal(body))
    }
  }

  /** Checks the secret first: a caller without it learns nothing. */
  #caller(auth: unknown): Caller {
    const presented = z.object({ secret: z.string() }).safeParse(auth)
    if (!presented.success || !sameSecret(presented.data.secret, this.#deps.secret)) {
      throw new ControlError('unauthenticated', 'wrong secret or none; both sides must read the same secret file')
    }
    const version = z.object({ protocol: z.int() }).safeParse(auth)
    if (!version.success || version.data.protocol !== CONTROL_PROTOCOL) {
      throw otherProtocol(version.success ? String(version.data.protocol) : 'none')
    }
    const isNode = z.object({ node: z.unknown() }).safeParse(auth).success
    if (isNode) return { node: parse('the handshake', NodeAuth, auth).node }
    return { owner: parse('the handshake', ControlAuth, auth).owner }
  }

  #serve(socket: ControlSocket): void {
    const { caller } = socket.data
    const replaced = () => void socket.disconnect(true)
    if ('owner' in caller) {
      const { ownership } = this.#deps
      const notify = (notice: NodeNotice) => void (isVolatile(notice) ? socket.volatile : socket).emit('notice', notice)
      const link = { notify, replaced }
      ownership.connected(caller.owner, link)
      socket.on('disconnect', () => ownership.disconnected(caller.owner, link))
    } else {
      const { neighbours } = this.#deps
      const link = { notify: (notice: PipeNotice) => void socket.emit('pipeNotice', notice), replaced }
      neighbours.connected(caller.node, link)
      socket.on('disconnect', () => neighbours.disconnected(caller.node, link))
    }
    socket.on('request', (envelope, ack) => {
      if (!isAck(ack)) this.#deps.log.warn(caller, 'a request without an acknowledgement was dropped')
      else void this.#answer(caller, envelope).then(ack)
    })
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event === 'request') return
      const ack = args.at(-1)
      if (isAck(ack))
        ack({ ok: false, error: { code: 'unknownRequest', message: 'requests are emitted as "request"' } })
    })
  }

  /** Never rejects, as every failure becomes an answer. */
  async #answer(caller: Caller, envelope: unknown): Promise<ControlAnswer> {
    const { metrics, log } = this.#deps
    const from = performance.now()
    let named: ControlRequestName | PipeRequestName | 'unknown' = 'unknown'
    let requestId: string | undefined
    try {
      const request = parse('the request', ControlRequest, envelope)
      const { name, data } = request
      requestId = request.requestId
      const span = { kind: 'server', parent: request.traceParent } as const
      let response: Promise<unknown>
      // An owner and a node have different requests, and neither may ask those of the other.
      if ('owner' in caller && isControlRequest(name)) {
        named = name
        response = inRequest(requestId, () => inSpan(name, span, () => this.#run(name, caller.owner, data)))
      } else if ('node' in caller && isPipeRequest(name)) {
        named = name
        response = inRequest(requestId, () => inSpan(name, span, () => this.#runPipe(name, caller.node, data)))
      } else
        throw new ControlError('unknownRequest', `protocol ${CONTROL_PROTOCOL} has no request ${JSON.stringify(name)}`)
      const answer: ControlAnswer = { ok: true, data: await response }
      metrics.requestAnswered(named, 'ok', (performance.now() - from) / 1000)
      return answer
    } catch (error) {
      const body = errorBody(error, log)
      metrics.requestAnswered(named, body.code, (performance.now() - from) / 1000)
      log.debug(
        { ...caller, request: named, requestId, code: body.code, reason: body.message },
        'a request was refused',
      )
      return { ok: false, error: body }
    }
  }

  async #run<N extends ControlRequestName>(name: N, owner: OwnerId, raw: unknown): Promise<ControlResponse<N>> {
    return this.#deps.handlers[name](owner, parse(name, requests[name].data, raw))
  }

  async #runPipe<N extends PipeRequestName>(name: N, node: NodeId, raw: unknown): Promise<PipeResponse<N>> {
    return this.#deps.pipes[name](node, parse(name, nodeRequests[name].data, raw))
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

/** Wraps a refusal as Socket.IO carries it: the caller reads `data` in its connect_error. */
function refusal(body: ControlErrorBody): Error {
  return Object.assign(new Error(body.message), { data: body })
}

function isControlRequest(name: string): name is ControlRequestName {
  return Object.hasOwn(controlRequests, name)
}

function isPipeRequest(name: string): name is PipeRequestName {
  return Object.hasOwn(pipeRequests, name)
}

function isAck(value: unknown): value is (answer: ControlAnswer) => void {
  return typeof value === 'function'
}

/** True for a notice that the next one outdates, so that it is not worth a queue. */
function isVolatile({ name }: NodeNotice): boolean {
  return name === 'audioLevels' || name === 'quality' || name === 'statistics' || name === 'nodeReport'
}
