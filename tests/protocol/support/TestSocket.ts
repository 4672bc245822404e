import { randomUUID } from 'node:crypto'
import {
  Answer,
  DeviceId,
  type ErrorBody,
  type ErrorCode,
  Notice,
  PROTOCOL_VERSION,
  type RequestData,
  type RequestName,
  type RequestResponse,
  RequestId,
  requests,
} from '@diem-cau/signaling-contract'
import { io, type Socket } from 'socket.io-client'
import { waitFor, type Watched } from './waitFor.ts'

/** A request that the server answered with an error. */
export class Refused extends Error {
  readonly body: ErrorBody
  constructor(name: string, body: ErrorBody) {
    super(`${name}: ${body.code}: ${body.message} ${(body.issues ?? []).join('; ')}`)
    this.body = body
  }
  get code(): ErrorCode {
    return this.body.code
  }
}

export interface SocketOptions {
  readonly url: string
  readonly token: string
  readonly deviceId?: DeviceId
  readonly protocol?: number
}

/** One client's socket: real Socket.IO, every answer and notice parsed by the contract. */
export class TestSocket implements Watched {
  readonly deviceId: DeviceId
  /** Every notice in the order of arrival. */
  readonly notices: Notice[] = []
  /** The reason of its end, null while it is there. */
  closed: string | null = null
  readonly #io: Socket
  readonly #listeners = new Set<() => void>()
  readonly #noticeListeners = new Set<(notice: Notice) => void>()

  private constructor(options: SocketOptions, deviceId: DeviceId) {
    this.deviceId = deviceId
    this.#io = io(options.url, {
      auth: { token: options.token, protocol: options.protocol ?? PROTOCOL_VERSION, deviceId },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    this.#io.on('notice', (raw: unknown) => {
      const notice = Notice.parse(raw)
      this.notices.push(notice)
      for (const listener of this.#noticeListeners) listener(notice)
      this.poke()
    })
    this.#io.on('disconnect', (reason) => {
      this.closed = reason
      this.poke()
    })
  }

  /** Resolves once the server let it in; rejects with {@link Refused} when the handshake was refused. */
  static async connect(options: SocketOptions): Promise<TestSocket> {
    const socket = new TestSocket(options, options.deviceId ?? DeviceId.parse(randomUUID()))
    await new Promise<void>((resolve, reject) => {
      socket.#io.once('connect', resolve)
      socket.#io.once('connect_error', (error: Error & { data?: unknown }) => {
        socket.#io.close()
        const answer = Answer.safeParse({ ok: false, error: error.data })
        reject(answer.success && !answer.data.ok ? new Refused('handshake', answer.data.error) : error)
      })
    })
    return socket
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.#noticeListeners.add(listener)
  }

  /** Makes everyone who waits look again. */
  poke(): void {
    for (const listener of this.#listeners.values().toArray()) listener()
  }

  /** Asks and parses the answer. The same `requestId` twice is a repetition after a lost answer. */
  async request<N extends RequestName>(
    name: N,
    data: RequestData<N>,
    requestId: string = randomUUID(),
  ): Promise<RequestResponse<N>> {
    const answer = await this.raw({ requestId: RequestId.parse(requestId), name, data })
    if (!answer.ok) throw new Refused(name, answer.error)
    return requests[name].response.parse(answer.data) as RequestResponse<N>
  }

  /** Says something that is soon outdated: without an answer. */
  say<N extends RequestName>(name: N, data: RequestData<N>): void {
    this.#io.emit('request', { requestId: RequestId.parse(randomUUID()), name, data })
  }

  /** Sends anything at all as a request and gives the parsed answer. */
  async raw(message: unknown): Promise<Answer> {
    return Answer.parse(await this.#io.timeout(20_000).emitWithAck('request', message))
  }

  /** Sends any event with any arguments, without waiting. */
  emitAnything(event: string, ...args: unknown[]): void {
    this.#io.emit(event, ...args)
  }

  /** Waits for a notice that was not there before `after` (index into {@link notices}). */
  async notice<N extends Notice['name']>(
    name: N,
    fits: (notice: Extract<Notice, { name: N }>) => boolean = () => true,
    after = 0,
  ): Promise<Extract<Notice, { name: N }>> {
    const is = (n: Notice): n is Extract<Notice, { name: N }> => n.name === name
    return waitFor(this, `notice ${name}`, () => this.notices.slice(after).filter(is).find(fits))
  }

  until<T>(what: string, probe: () => T | null | undefined | false, timeoutMs?: number): Promise<T> {
    return waitFor(this, what, probe, timeoutMs)
  }

  /** The line breaks: the TCP connection goes without a word. */
  breakLine(): void {
    this.#io.io.engine.close()
  }

  close(): void {
    this.#io.disconnect()
  }
}
