import { EventEmitter } from 'node:events'
import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  ControlAnswer,
  type ControlData,
  ControlError,
  type ControlRequestName,
  type ControlResponse,
  controlRequests,
  NodeNotice,
  type OwnerId,
} from '@diem-cau/sfu-contract'
import { inSpan, requestOfLine } from '@diem-cau/sfu-contract/tracing'
import type { Logger } from 'pino'
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { z } from 'zod'

/** A media node on this machine answers in milliseconds; one that does not for so long is gone. */
const REQUEST_TIMEOUT_MS = 5000

/**
 * A lost connection is tried again after about this, so that a process that is gone is known at once; later at most
 * {@link RECONNECT_MAX_MS} apart, jittered.
 */
const RECONNECT_MS = 50
const RECONNECT_MAX_MS = 2000
/** A host that does not answer is tried anew after this, in milliseconds. */
const CONNECT_MS = 3000

/** Nodes report every second: one that has said nothing for so many counts as down. Socket.IO itself would notice after 10 s. */
const SILENT_AFTER = 3

export type NodeDescription = ControlResponse<'node:describe'>

/** The control API needs this much of socket.io-client's socket; tests stand in for it. */
export interface ControlLine {
  readonly connected: boolean
  /** True when it comes back by itself. */
  readonly active: boolean
  on(event: 'connect', listener: () => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  on(event: 'connect_error', listener: (error: Error) => void): unknown
  on(event: 'notice', listener: (raw: unknown) => void): unknown
  connect(): unknown
  disconnect(): { connect(): unknown }
  timeout(ms: number): { emitWithAck(event: 'request', message: unknown): Promise<unknown> }
}

export type SfuClientOptions = {
  /** e.g. http://127.0.0.1:40900 */
  readonly url: string
  readonly secret: string
  /** This signaling process. */
  readonly owner: OwnerId
  readonly logger: Logger
  /** Socket.IO unless told. */
  readonly open?: (url: string, options: Partial<ManagerOptions & SocketOptions>) => ControlLine
}

export type NodeEvents = {
  /** Connected and described; `nodeId` is another one when the node's process is. */
  up: [NodeDescription]
  down: []
  /** The first attempt failed, or a later one. */
  unreachable: [Error]
  /** Nobody listens at its address: its process has ended, with all that it had. */
  refused: []
  notice: [NodeNotice]
}

/** The contract's table in the form that lets TypeScript follow a name to its response. */
const schemas: { [N in ControlRequestName]: { response: z.ZodType<ControlResponse<N>> } } = controlRequests

/** One media node's control API. Nothing is queued while it is away: requests fail at once with `unavailable`. */
export class SfuClient extends EventEmitter<NodeEvents> {
  readonly url: string
  readonly owner: OwnerId
  readonly #socket: ControlLine
  readonly #logger: Logger
  #description: NodeDescription | null = null
  #retry: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined
  /** Seconds without a word. They are counted and not measured: a process that stood still itself has heard nobody meanwhile. */
  #silentFor = 0

  constructor({ url, secret, owner, logger, open = io }: SfuClientOptions) {
    super()
    this.url = url
    this.owner = owner
    this.#logger = logger.child({ sfu: url })
    this.#socket = open(new URL(CONTROL_NAMESPACE, url).href, {
      auth: { secret, owner, protocol: CONTROL_PROTOCOL },
      transports: ['websocket'],
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      timeout: CONNECT_MS,
      autoConnect: false,
      forceNew: true,
    })
    this.#socket.on('connect', () => void this.#describe())
    this.#socket.on('disconnect', (reason) => this.#lost(reason))
    this.#socket.on('connect_error', (error) => this.#refused(error))
    this.#socket.on('notice', (raw: unknown) => this.#onNotice(raw))
  }

  /** The node's own description; null while it cannot be reached. */
  get description(): NodeDescription | null {
    return this.#description
  }

  connect(): void {
    this.#socket.connect()
  }

  close(): void {
    clearTimeout(this.#retry)
    clearInterval(this.#silence)
    this.#description = null
    this.#socket.disconnect()
    this.removeAllListeners()
  }

  /** @throws ControlError what the node answered, or `unavailable` when it did not */
  async request<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    if (!this.#socket.connected) throw new ControlError('unavailable', 'the media node is not connected')
    const answer = ControlAnswer.safeParse(await this.#ask(name, data))
    if (!answer.success) throw new ControlError('internal', `the media node answered ${name} with something else`)
    if (!answer.data.ok) {
      const { code, message, details } = answer.data.error
      throw new ControlError(code, message, details)
    }
    const response = schemas[name].response.safeParse(answer.data.data)
    if (response.success) return response.data
    this.#logger.error({ request: name, issues: response.error.issues }, 'the media node breaks its contract')
    throw new ControlError('internal', `unreadable answer of ${name}`)
  }

  async #ask(name: string, data: unknown): Promise<unknown> {
    try {
      return await inSpan(name, { kind: 'client' }, (traceParent): Promise<unknown> =>
        this.#socket
          .timeout(REQUEST_TIMEOUT_MS)
          .emitWithAck('request', { name, data, ...requestOfLine(), traceParent }),
      )
    } catch (error) {
      throw new ControlError('unavailable', `the media node did not answer ${name}`, String(error))
    }
  }

  async #describe(): Promise<void> {
    try {
      const description = await this.request('node:describe', {})
      this.#description = description
      this.#logger.info({ nodeId: description.nodeId, workers: description.workers.length }, 'media node connected')
      this.emit('up', description)
    } catch (error) {
      this.#logger.warn({ err: error }, 'media node connected but does not answer')
      this.#again()
    }
  }

  #lost(reason: string): void {
    const was = this.#description
    this.#description = null
    clearInterval(this.#silence)
    this.#silence = undefined
    if (was) {
      this.#logger.warn({ nodeId: was.nodeId, reason }, 'media node lost')
      this.emit('down')
    }
    // The library comes back by itself but for a disconnect that the other side asked for.
    if (reason === 'io server disconnect') this.#again()
  }

  #refused(error: Error): void {
    this.#logger.debug({ err: error }, 'media node cannot be reached')
    this.emit('unreachable', error)
    if (isRefusal(error)) this.emit('refused')
    if (this.#socket.active) return
    this.#logger.error({ err: error }, 'media node refuses us: check the shared secret and the versions')
    this.#again()
  }

  #again(): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(
      () => this.#socket.disconnect().connect(),
      RECONNECT_MAX_MS * (0.5 + Math.random()),
    ).unref()
  }

  #onNotice(raw: unknown): void {
    const notice = NodeNotice.safeParse(raw)
    if (!notice.success) {
      this.#logger.error({ issues: notice.error.issues }, 'unreadable notice of the media node')
      return
    }
    this.#silentFor = 0
    this.#learn(notice.data)
    this.emit('notice', notice.data)
  }

  #onSecond(): void {
    this.#silentFor += 1
    if (this.#silentFor <= SILENT_AFTER) return
    this.#logger.warn({ seconds: this.#silentFor }, 'media node says nothing any more')
    this.#silentFor = 0
    this.#socket.disconnect().connect()
  }

  /**
   * Takes in how loaded the node is, which decides where new meetings go: it says so every second, and at once when a
   * worker died.
   */
  #learn(notice: NodeNotice): void {
    const known = this.#description
    if (!known) return
    if (notice.name === 'nodeReport' && notice.report.nodeId === known.nodeId) {
      this.#description = { ...known, ...notice.report }
      this.#silence ??= setInterval(() => this.#onSecond(), 1000).unref()
    }
    if (notice.name === 'workerDied')
      this.#description = { ...known, workers: known.workers.filter(({ pid }) => pid !== notice.pid) }
  }
}

/** Engine.IO's error has that of the WebSocket in `description`, which has that of the system. */
const Refusal = z.object({ description: z.object({ error: z.object({ code: z.literal('ECONNREFUSED') }) }) })

/** The machine answered that nobody listens there. */
function isRefusal(error: unknown): boolean {
  return Refusal.safeParse(error).success
}
