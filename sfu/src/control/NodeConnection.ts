import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  ControlAnswer,
  ControlError,
  ControlErrorBody,
  type MeetingId,
  type NodeId,
  type PipeData,
  PipeNotice,
  type PipeRequestName,
  pipeRequests,
  type PipeResponse,
} from '@diem-cau/sfu-contract'
import { inSpan, requestOfLine } from '@diem-cau/sfu-contract/tracing'
import { EventEmitter } from 'node:events'
import type { Logger } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import type { NodeLine, NodeListener } from '../meeting/NodeLine.ts'

/** The wait for an answer is shorter than that of signaling, whose request this is part of; in milliseconds. */
const ANSWER_MS = 2000
/** A node that does not come back within this has lost what it had, or its network: in milliseconds. */
const LOST_AFTER_MS = 4000

export type NodeConnectionOptions = {
  readonly url: string
  readonly secret: string
  /** This node. */
  readonly self: NodeId
  /** PEM of who signed the certificates of the other nodes; undefined = the authorities of the system. */
  readonly ca: string | undefined
  /** {@link LOST_AFTER_MS} unless told. */
  readonly lostAfterMs?: number
  readonly log: Logger
}

/** Engine.IO's error has that of the WebSocket in `description`, which has that of the system. */
const Refusal = z.object({ description: z.object({ error: z.object({ code: z.literal('ECONNREFUSED') }) }) })

/** Nobody listens there any more: its process has ended, with all that it sent. */
function isRefusal(error: unknown): boolean {
  return Refusal.safeParse(error).success
}

/** The contract's table in the form that lets TypeScript follow a name to its response. */
const responses: { readonly [N in PipeRequestName]: { readonly response: z.ZodType<PipeResponse<N>> } } = pipeRequests

/** The connection to another node's control API. Comes back by itself for a while; then it is lost and ends. */
export class NodeConnection extends EventEmitter<{ lost: [] }> implements NodeLine {
  readonly #socket: Socket
  readonly #log: Logger
  readonly #lostAfterMs: number
  readonly #listeners = new Map<MeetingId, Set<NodeListener>>()
  #lost: NodeJS.Timeout | undefined

  private constructor(socket: Socket, { url, log, lostAfterMs = LOST_AFTER_MS }: NodeConnectionOptions) {
    super()
    this.#socket = socket
    this.#log = log.child({ node: url })
    this.#lostAfterMs = lostAfterMs
    socket.on('pipeNotice', (raw: unknown) => this.#onNotice(raw))
    socket.on('disconnect', () => {
      this.#log.warn('the connection to another node is down')
      this.#lost ??= setTimeout(() => this.#lose(), this.#lostAfterMs).unref()
    })
    socket.on('connect_error', (error) => {
      if (this.#lost !== undefined && isRefusal(error)) this.#lose()
    })
    socket.on('connect', () => {
      clearTimeout(this.#lost)
      this.#lost = undefined
      for (const listener of this.#all()) listener.onBack()
    })
  }

  /** @throws ControlError `unavailable` if nobody answers there, or refuses this node */
  static async open(options: NodeConnectionOptions): Promise<NodeConnection> {
    const { url, secret, self, ca } = options
    const socket = io(new URL(CONTROL_NAMESPACE, url).href, {
      auth: { secret, node: self, protocol: CONTROL_PROTOCOL },
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
      timeout: ANSWER_MS,
      forceNew: true,
      ...(ca !== undefined && { ca }),
    })
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
    } catch (error) {
      socket.disconnect()
      const body = ControlErrorBody.safeParse(error instanceof Error && 'data' in error ? error.data : undefined)
      const why = body.success ? body.data.message : String(error)
      throw new ControlError('unavailable', `the node at ${url} cannot be reached: ${why}`)
    }
    return new NodeConnection(socket, options)
  }

  async request<N extends PipeRequestName>(name: N, data: PipeData<N>): Promise<PipeResponse<N>> {
    if (!this.#socket.connected) throw new ControlError('unavailable', 'the other node is not connected')
    const answer = ControlAnswer.safeParse(await this.#ask(name, data))
    if (!answer.success) throw new ControlError('unavailable', `the other node answered ${name} with something else`)
    if (!answer.data.ok) {
      const { code, message, details } = answer.data.error
      throw new ControlError(code, message, details)
    }
    const response = responses[name].response.safeParse(answer.data.data)
    if (response.success) return response.data
    this.#log.error({ request: name, issues: response.error.issues }, 'another node breaks the contract')
    throw new ControlError('unavailable', `the other node answered ${name} with something else`)
  }

  listen(meetingId: MeetingId, listener: NodeListener): () => void {
    const listeners = this.#listeners.get(meetingId) ?? new Set()
    this.#listeners.set(meetingId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(meetingId)
    }
  }

  /** Fine to call again. */
  close(): void {
    clearTimeout(this.#lost)
    this.#socket.removeAllListeners()
    this.#socket.disconnect()
    this.#listeners.clear()
    this.removeAllListeners()
  }

  async #ask(name: string, data: unknown): Promise<unknown> {
    try {
      return await inSpan(name, { kind: 'client' }, (traceParent): Promise<unknown> =>
        this.#socket.timeout(ANSWER_MS).emitWithAck('request', { name, data, ...requestOfLine(), traceParent }),
      )
    } catch (error) {
      throw new ControlError('unavailable', `the other node did not answer ${name}`, String(error))
    }
  }

  #onNotice(raw: unknown): void {
    const notice = PipeNotice.safeParse(raw)
    if (!notice.success) {
      this.#log.error({ issues: notice.error.issues }, 'unreadable notice of another node')
      return
    }
    for (const listener of this.#listeners.get(notice.data.meetingId) ?? []) listener.onNotice(notice.data)
  }

  #lose(): void {
    clearTimeout(this.#lost)
    this.#log.warn('another node is lost, and with it what came from there')
    const listeners = this.#all()
    this.emit('lost')
    this.close()
    for (const listener of listeners) listener.onLost()
  }

  #all(): NodeListener[] {
    return [...this.#listeners.values()].flatMap((listeners) => [...listeners])
  }
}
