import {
  type Account,
  type Answer,
  type DeviceId,
  Envelope,
  type ErrorCode,
  fitLine,
  MeetingError,
  type Needs,
  type Notice,
  type RequestData,
  type RequestId,
  type RequestName,
  type RequestResponse,
  requests,
} from '@diem-cau/signaling-contract'
import { inRequest, inSpan } from '@diem-cau/sfu-contract/tracing'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Answered } from '../http/Timings.ts'
import { Answers } from '../../live/meeting/Answers.ts'
import type { MeetingHost, Place } from '../../live/meeting/MeetingHost.ts'
import type { Client } from '../../live/meeting/Member.ts'
import { assertPlace } from './producerRequests.ts'
import { MALFORMED, OVERSIZED } from './GuardedParser.ts'
import type { Handlers } from './handlers.ts'
import { RateLimiter } from './RateLimiter.ts'
import { type Leaving, type Move, nextWhereabouts, type Whereabouts } from './Whereabouts.ts'
import { toErrorBody } from '../../errors/toErrorBody.ts'

type Ack = (answer: Answer) => void

/** The part of Socket.IO's socket that a client needs; tests stand in for it. */
export interface SocketLine {
  readonly id: string
  readonly connected: boolean
  readonly conn: { close(): void; readonly transport?: { readonly writable: boolean } }
  readonly volatile: { emit(event: 'notice', notice: Notice): unknown }
  emit(event: 'notice', notice: Notice): unknown
  onAny(listener: (event: unknown, ...args: unknown[]) => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  disconnect(close: boolean): unknown
}

const MAX_ISSUES = 10

/** Answers to joins kept per socket: each holds a snapshot. */
const MAX_JOINS = 5

/** The contract's table in the form that lets TypeScript follow a name to its data. */
const schemas: { [N in RequestName]: { data: z.ZodType<RequestData<N>>; needs: Needs } } = requests

const VOLATILE: ReadonlySet<Notice['name']> = new Set(['speaking', 'quality', 'paperPointed', 'troubles'])

/** These change where the client is: they are done one after the other, and everything else after them. */
const MOVES: ReadonlySet<RequestName> = new Set(['meeting:join', 'door:leave', 'meeting:leave'])

/** Requests that only read, or say what is soon outdated: repeated, they are done anew, and no answer of them is kept. */
const UNKEPT: ReadonlySet<RequestName> = new Set([
  'meeting:resync',
  'endpoint:report',
  'endpoint:troubles',
  'operations:watch',
  'operations:unwatch',
])

/** What every page says every two seconds, and nobody waits for: it is counted, and neither traced nor timed. */
const TOLD = 'endpoint:report'

/** The socket of one client: its messages are counted, parsed, handled and answered here. */
export class ClientSocket implements Client {
  readonly account: Account
  readonly deviceId: DeviceId
  readonly askedFor: string | null
  readonly #socket: SocketLine
  readonly #handlers: Handlers
  readonly #logger: Logger
  readonly #limiter: RateLimiter
  readonly #clock: () => number
  readonly #answered: Answered | undefined
  /** Answers to requests made outside a meeting; inside one they are kept with the participant. */
  #answers = new Answers()
  readonly #joins = new Answers(MAX_JOINS)
  /** The last move that is under way; null: none is. */
  #moving: Promise<unknown> | null = null
  #whereabouts: Whereabouts<MeetingHost, Place> = { kind: 'outside', because: new MeetingError('notJoined') }

  constructor(options: {
    socket: SocketLine
    account: Account
    deviceId: DeviceId
    /** The process that it named when it connected; null: any. */
    askedFor?: string | null
    handlers: Handlers
    logger: Logger
    clock: () => number
    /** Told of each request that was read. */
    answered?: Answered | undefined
  }) {
    this.account = options.account
    this.deviceId = options.deviceId
    this.askedFor = options.askedFor ?? null
    this.#socket = options.socket
    this.#handlers = options.handlers
    this.#logger = options.logger.child({ accountId: options.account.accountId, socketId: options.socket.id })
    this.#clock = options.clock
    this.#answered = options.answered
    this.#limiter = new RateLimiter(options.clock())
    this.#socket.onAny((event: unknown, ...args: unknown[]) => this.#onMessage(event, args))
    this.#socket.on('disconnect', (reason) => {
      this.#logger.debug({ reason }, 'socket closed')
      this.move({ kind: 'disconnected' })
    })
  }

  get clientId(): string {
    return this.#socket.id
  }

  /** @throws MeetingError when the client is in no meeting, or its place is another's */
  get place(): Place {
    if (this.#whereabouts.kind === 'gone') throw new MeetingError('notJoined', 'the socket closed meanwhile')
    if (this.#whereabouts.kind !== 'joined') throw this.#whereabouts.because
    assertPlace(this.#whereabouts.place)
    return this.#whereabouts.place
  }

  get isConnected(): boolean {
    return this.#socket.connected
  }

  get isFree(): boolean {
    return this.#socket.conn.transport?.writable ?? true
  }

  get isJoined(): boolean {
    return this.#whereabouts.kind === 'joined'
  }

  /** The endpoint whose transports the client means: its place's, or the one prepared at the door. @throws MeetingError without either */
  get endpoint(): Pick<Place, 'host' | 'endpointId'> {
    if (this.#whereabouts.kind !== 'atDoor') return this.place
    const { host } = this.#whereabouts
    const endpointId = host.media.prepared.of(this)
    return endpointId ? { host, endpointId } : this.place
  }

  /** The client goes from where it is to somewhere else, and lets go of what it had there; {@link nextWhereabouts} says what. */
  move(move: Move<MeetingHost, Place>): Whereabouts<MeetingHost, Place>['kind'] {
    const { whereabouts, leaving } = nextWhereabouts(this.#whereabouts, move)
    this.#whereabouts = whereabouts
    if (whereabouts.kind === 'joined') this.#answers = whereabouts.place.member.answers
    for (const left of leaving) this.#letGo(left)
    return whereabouts.kind
  }

  notify(notice: Notice): void {
    // A notice that is soon outdated is not queued up for a line that is slow.
    if (VOLATILE.has(notice.name)) this.#socket.volatile.emit('notice', notice)
    else this.#socket.emit('notice', notice)
  }

  admitted(notice: Extract<Notice, { name: 'admitted' }>): void {
    this.move({ kind: 'admitted' })
    this.notify(notice)
  }

  ejected(notice: Extract<Notice, { name: 'ejected' }>): void {
    const { code, message, deviceName } = notice.error
    const because = new MeetingError(code, message, deviceName === undefined ? {} : { deviceName })
    this.move({ kind: 'ejected', because })
    this.notify(notice)
  }

  /** Closes the line: the client comes back by itself. */
  disconnect(): void {
    this.#socket.conn.close()
  }

  /** Closes the socket for good. */
  cut(): void {
    this.#socket.disconnect(true)
  }

  #letGo(left: Leaving<MeetingHost, Place>): void {
    switch (left.kind) {
      case 'prepared':
        left.host.media.prepared.release({ client: this })
        break
      case 'doorstep':
        left.host.leaveDoor(this, this.account.accountId)
        break
      case 'place':
        left.place.host.onDisconnected(left.place, this)
        break
      default:
        left satisfies never
    }
  }

  #onMessage(event: unknown, args: unknown[]): void {
    const last = args.at(-1)
    const ack: Ack = typeof last === 'function' ? (answer) => void last(answer) : () => undefined
    const verdict = this.#limiter.take(this.#clock())
    switch (verdict) {
      case 'ok':
        void this.#answer(event, args[0], ack)
        break
      case 'slow':
      case 'limited': {
        const error = new MeetingError('rateLimited', 'too many requests', { retryAfterSec: 1 }).toBody()
        if (verdict === 'slow') {
          this.#logger.warn('a client sends too many requests')
          this.notify({ name: 'slowDown', error })
        }
        ack({ ok: false, error })
        break
      }
      case 'cut':
        this.#logger.warn('a client goes on flooding: its socket is closed')
        this.cut()
        break
      default:
        verdict satisfies never
    }
  }

  async #answer(event: unknown, message: unknown, ack: Ack): Promise<void> {
    let name = 'unread'
    let requestId: RequestId | undefined
    const since = performance.now()
    const count = (result: 'ok' | ErrorCode) =>
      this.#answered?.(
        isRequestName(name) ? name : 'unknown',
        result,
        name === TOLD ? null : (performance.now() - since) / 1000,
      )
    try {
      const envelope = readEnvelope(event, message)
      name = envelope.name
      requestId = envelope.requestId
      const handle = () => this.#handle(envelope)
      const traced = () => inSpan(isRequestName(name) ? name : 'unknown', { kind: 'server' }, handle)
      const data = await (name === TOLD ? handle() : inRequest(requestId, traced))
      ack({ ok: true, data })
      count('ok')
      if (name === 'meeting:join' && this.#whereabouts.kind === 'joined') this.#whereabouts.place.member.release(this)
    } catch (error) {
      const { body, unexpected } = toErrorBody(error)
      if (unexpected) this.#logger.error({ err: error, request: name, requestId }, 'request failed')
      else this.#logger.debug({ code: body.code, reason: body.message, request: name, requestId }, 'request refused')
      ack({ ok: false, error: body })
      count(body.code)
    }
  }

  async #handle({ name, requestId, data }: Envelope): Promise<unknown> {
    if (!isRequestName(name)) throw new MeetingError('unknownRequest', `no request is called ${name}`)
    // A client that asks before its join is answered means the meeting it joins.
    const run = () => this.#run(name, requestId, data, name === 'meeting:join' ? this.#joins : this.#answers)
    const running = this.#moving === null ? run() : this.#moving.then(run)
    if (MOVES.has(name)) {
      const moving: Promise<unknown> = running
        .catch(() => undefined)
        .finally(() => {
          if (this.#moving === moving) this.#moving = null
        })
      this.#moving = moving
    }
    return running
  }

  async #run<N extends RequestName>(
    name: N,
    requestId: RequestId,
    raw: unknown,
    answers: Answers,
  ): Promise<RequestResponse<N>> {
    const data = schemas[name].data.safeParse(raw)
    if (!data.success) throw malformed(data.error)
    const handle = async () => {
      this.#require(schemas[name].needs)
      return this.#handlers[name](data.data, this, requestId)
    }
    return UNKEPT.has(name) ? handle() : answers.once(name, requestId, handle)
  }

  /** @throws MeetingError `notJoined`, or why the client is in the meeting no more */
  #require(needs: Needs): void {
    if (needs === 'meeting') void this.place
    else if (needs === 'endpoint') void this.endpoint
  }
}

function readEnvelope(event: unknown, message: unknown): Envelope {
  if (event === OVERSIZED) throw new MeetingError('tooLarge', 'the message is too large to be read')
  if (event === MALFORMED) throw new MeetingError('badRequest', 'the message cannot be read')
  if (event !== 'request') throw new MeetingError('unknownRequest', 'clients send "request" only')
  const envelope = Envelope.safeParse(message)
  if (!envelope.success) throw malformed(envelope.error)
  return envelope.data
}

function malformed(error: z.ZodError): MeetingError {
  const issues = error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => fitLine(`${issue.path.join('.')}: ${issue.message}`, 200))
  return new MeetingError('badRequest', 'the message does not fit its schema', { issues })
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}
