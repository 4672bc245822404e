import {
  Notice,
  PROTOCOL_VERSION,
  type DeviceId,
  type Envelope,
  type RequestData,
  type RequestName,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { Emitter } from './Emitter.ts'
import { readFailure } from '../../api/client/readFailure.ts'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import { RequestQueue, type RequestOptions } from './RequestQueue.ts'
import { randomId } from '../../browser/deviceIdentity.ts'

/** `down`: trying by itself to come back. `refused`: only the person can help (see `refused` event). */
export type SocketState = 'connecting' | 'up' | 'down' | 'refused' | 'closed'

/** A request without an answer is sent again after this time, in milliseconds. */
const ANSWER_MS = 10_000
/** The longest time that `probe` waits for a sign of life, in milliseconds. */
const PROBE_MS = 3_000

type Auth = (give: (auth: { token: string; protocol: number; deviceId: DeviceId }) => void) => void

/** socket.io-client's socket, as far as a client needs it; tests stand in for it. */
export interface SocketLine {
  /** True when it comes back by itself. */
  readonly active: boolean
  /** `opts.query` goes with the next connection. */
  readonly io: { readonly engine: { close(): unknown }; readonly opts: { query?: { [name: string]: unknown } } }
  on(event: 'connect', listener: () => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  on(event: 'connect_error', listener: (error: Error & { data?: unknown }) => void): unknown
  on(event: 'notice', listener: (raw: unknown) => void): unknown
  connect(): unknown
  disconnect(): { connect(): unknown }
  emit(event: 'request', envelope: Envelope): unknown
  timeout(ms: number): {
    emit(event: 'request', envelope: Envelope, answered: (error: Error | null, answer: unknown) => void): unknown
  }
}

interface Options {
  readonly deviceId: DeviceId
  /** Resolves with a good token; `force`: the server refused the last one. */
  readonly token: (options: { force: boolean }) => Promise<string>
  /** Makes the line; Socket.IO's unless given. */
  readonly line?: (
    options: Omit<Partial<ManagerOptions & SocketOptions>, 'auth'> & { readonly auth: Auth },
  ) => SocketLine
}

/**
 * The one socket of a client: typed requests that survive reconnects, parsed notices, tokens renewed when refused,
 * reconnects spread by jitter. It knows nothing of meetings, except that their requests must wait until the meeting is
 * joined again.
 */
export class SignalingSocket {
  readonly state$ = new Emitter<[SocketState]>()
  readonly notice$ = new Emitter<[Notice]>()
  /** Each time the server has welcomed us, the meeting has to be joined again. */
  readonly welcomed$ = new Emitter<[]>()
  readonly refused$ = new Emitter<[RequestFailed]>()

  readonly #socket: SocketLine
  readonly #queue = new RequestQueue(randomId, (process) => this.#goTo(process))
  #state: SocketState = 'connecting'
  #forceToken = false
  /** Connections that asked for a token: one that comes late must not be given to the next connection, which the server would close. */
  #handshakes = 0
  /** The process that the next connection asks for: where we are, or were led; null = any. */
  #process: string | null = null
  /** Where we were led last, and another process answered: we do not go there again before the next answer but one. */
  #missed: string | null = null
  #isLed = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor({ deviceId, token, line = io }: Options) {
    this.#socket = line({
      autoConnect: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 4_000,
      randomizationFactor: 0.5,
      timeout: 8_000,
      auth: (give) => {
        const handshake = ++this.#handshakes
        const force = this.#forceToken
        this.#forceToken = false
        token({ force }).then(
          (value) => {
            if (handshake === this.#handshakes) give({ token: value, protocol: PROTOCOL_VERSION, deviceId })
          },
          (error: unknown) => {
            if (handshake === this.#handshakes) this.#onTokenFailed(error)
          },
        )
      },
    })
    this.#socket.on('connect', () => this.#onConnect())
    this.#socket.on('disconnect', (reason) => this.#onDisconnect(reason))
    this.#socket.on('connect_error', (error) => this.#onConnectError(error))
    this.#socket.on('notice', (raw: unknown) => this.#onNotice(raw))
  }

  get state(): SocketState {
    return this.#state
  }

  open(): void {
    this.#socket.connect()
  }

  request<N extends RequestName>(name: N, data: RequestData<N>, options?: RequestOptions): Promise<RequestResponse<N>> {
    if (this.#state === 'closed') return Promise.reject(new RequestFailed('aborted'))
    return this.#queue.request(name, data, options)
  }

  /** Says something that is soon outdated. @returns false when there is no line to say it on */
  say<N extends RequestName>(name: N, data: RequestData<N>): boolean {
    return this.#queue.say(name, data)
  }

  /** Prepares for an answer that will be wanted at once. */
  expect(name: RequestName): void {
    this.#queue.expect(name)
  }

  /** Sends the requests that waited for the meeting to be joined on this socket. */
  onMeetingJoined(): void {
    this.#queue.onMeetingJoined()
  }

  /** Ends the requests about the meeting, as it was left. */
  onMeetingLeft(): void {
    this.#queue.onMeetingLeft()
  }

  /**
   * Leaves the meeting, or its door, which undoes a join that is on its way (SPEC 3.8). Resolves when the server knows.
   */
  async leave(options: RequestOptions = {}): Promise<void> {
    await this.request(this.#queue.inMeeting ? 'meeting:leave' : 'door:leave', {}, options)
  }

  /**
   * Replaces a socket that gives no sign of life, after sleep or a change of network, without waiting for its ping to
   * time out.
   */
  async probe(): Promise<void> {
    if (this.#state === 'down') {
      clearTimeout(this.#retry)
      // Skips what is left of the reconnection delay.
      this.#socket.disconnect().connect()
      return
    }
    if (this.#state !== 'up') return
    const timeout = AbortSignal.timeout(PROBE_MS)
    try {
      await this.request('media:describe', {}, { signal: timeout })
    } catch {
      if (timeout.aborted && this.#state === 'up') this.#socket.io.engine.close()
    }
  }

  /** Closes for good: every request that still waits is rejected with `aborted`. */
  close(): void {
    this.#setState('closed')
    this.#handshakes++
    clearTimeout(this.#retry)
    this.#socket.disconnect()
    this.#queue.onSocketDown()
    this.#queue.failAll('aborted')
    for (const emitter of [this.state$, this.notice$, this.welcomed$, this.refused$]) emitter.clear()
  }

  #onConnect(): void {
    if (this.#state === 'closed') return
    const socket = this.#socket
    this.#queue.onSocketUp((envelope, answered) => {
      if (answered === null) return void socket.emit('request', envelope)
      socket.timeout(ANSWER_MS).emit('request', envelope, (error: Error | null, answer: unknown) => {
        answered(error ? undefined : answer)
      })
    })
    this.#setState('up')
  }

  #onDisconnect(reason: string): void {
    if (this.#state === 'closed') return
    if (this.#isLed) return
    this.#queue.onSocketDown()
    this.#setState('down')
    // The server closed it on purpose (flood, restart): Socket.IO leaves coming back to us.
    if (reason === 'io server disconnect') this.#connectSoon()
  }

  /** @returns true when another socket goes there; false: this one is there already, or there is nowhere to go */
  #goTo(process: string | null): boolean {
    const missed = this.#missed
    this.#missed = null
    if (process === null || process === this.#process || process === missed) return false
    this.#ask(process)
    this.#queue.onSocketDown()
    this.#setState('connecting')
    this.#isLed = true
    const socket = this.#socket.disconnect()
    this.#isLed = false
    socket.connect()
    return true
  }

  #ask(process: string): void {
    this.#process = process
    this.#socket.io.opts.query = { process }
  }

  #onConnectError(error: Error & { data?: unknown }): void {
    if (this.#state === 'closed') return
    this.#setState('down')
    // `active`: the connection is the trouble and Socket.IO tries again by itself.
    if (this.#socket.active) return
    const failure = readFailure(error.data)
    switch (failure.code) {
      case 'tokenExpired':
      case 'unauthenticated':
        this.#forceToken = true
        return this.#connectSoon()
      case 'protocolMismatch':
      case 'forbidden':
        return this.#refuse(failure)
      default:
        return this.#connectSoon()
    }
  }

  #onTokenFailed(error: unknown): void {
    const failure = error instanceof RequestFailed ? error : new RequestFailed('internal')
    if (failure.body?.category === 'auth') return this.#refuse(failure)
    this.#forceToken = true
    this.#socket.disconnect()
    this.#setState('down')
    this.#connectSoon()
  }

  #refuse(failure: RequestFailed): void {
    this.#socket.disconnect()
    this.#setState('refused')
    this.#queue.failAll(failure.code)
    this.refused$.emit(failure)
  }

  #connectSoon(): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#socket.connect(), 500 + Math.random() * 1_500)
  }

  #onNotice(raw: unknown): void {
    const parsed = Notice.safeParse(raw)
    // A newer server may say more than we understand: notices that we do not know are not for us.
    if (!parsed.success) return
    if (parsed.data.name === 'elsewhere') void this.#goTo(parsed.data.process)
    if (parsed.data.name === 'welcome') {
      this.#missed = this.#process === parsed.data.serverId ? null : this.#process
      // After a break the same process is asked for, as it still has our place.
      this.#ask(parsed.data.serverId)
      this.welcomed$.emit()
    }
    this.notice$.emit(parsed.data)
  }

  #setState(state: SocketState): void {
    if (this.#state === state || this.#state === 'closed') return
    this.#state = state
    this.state$.emit(state)
  }
}
