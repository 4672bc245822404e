import {
  type Account,
  type Answer,
  type DeviceId,
  type EndpointId,
  Envelope,
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
import type { Logger } from 'pino'
import type { z } from 'zod'
import { Answers } from '../../live/meeting/Answers.ts'
import type { MeetingHost, Place } from '../../live/meeting/MeetingHost.ts'
import type { Client } from '../../live/meeting/Member.ts'
import { assertPlace } from './producerRequests.ts'
import { MALFORMED, OVERSIZED } from './GuardedParser.ts'
import type { Handlers } from './handlers.ts'
import { RateLimiter } from './RateLimiter.ts'
import { toErrorBody } from '../../errors/toErrorBody.ts'

/** Where a client is: not in a meeting (and maybe why not any more), or in one. */
type Whereabouts = { kind: 'outside'; because: MeetingError } | { kind: 'joined'; place: Place }

/** An endpoint of a meeting at whose door the client is (SPEC 5.8). */
type Prepared = Pick<Place, 'host' | 'endpointId'>

type Ack = (answer: Answer) => void

/** What of Socket.IO's socket a client needs; tests stand in for it. */
export interface SocketLine {
  readonly id: string
  readonly connected: boolean
  readonly conn: { close(): void }
  readonly volatile: { emit(event: 'notice', notice: Notice): unknown }
  emit(event: 'notice', notice: Notice): unknown
  onAny(listener: (event: unknown, ...args: unknown[]) => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  disconnect(close: boolean): unknown
}

const MAX_ISSUES = 10

/** Answers of joins kept per socket: each holds a snapshot. */
const MAX_JOINS = 5

/** The contract's table in the form that lets TypeScript follow a name to its data. */
const schemas: { [N in RequestName]: { data: z.ZodType<RequestData<N>>; needs: Needs } } = requests

/** They change where the client is: one after the other, and everything else after them. */
const MOVES: ReadonlySet<RequestName> = new Set(['meeting:join', 'door:leave', 'meeting:leave'])

/** One client's socket: its messages are counted, parsed, handled and answered here. */
export class ClientSocket implements Client {
  readonly account: Account
  readonly deviceId: DeviceId
  readonly #socket: SocketLine
  readonly #handlers: Handlers
  readonly #logger: Logger
  readonly #limiter: RateLimiter
  readonly #clock: () => number
  /** Answers of requests made outside a meeting; inside one they are kept with the participant. */
  #answers = new Answers()
  readonly #joins = new Answers(MAX_JOINS)
  #moving: Promise<unknown> = Promise.resolve()
  #whereabouts: Whereabouts = { kind: 'outside', because: new MeetingError('notJoined') }
  #prepared: Prepared | null = null
  /** At whose door it waits to be let in (SPEC 3.7). */
  #door: MeetingHost | null = null

  constructor(options: {
    socket: SocketLine
    account: Account
    deviceId: DeviceId
    handlers: Handlers
    logger: Logger
    clock: () => number
  }) {
    this.account = options.account
    this.deviceId = options.deviceId
    this.#socket = options.socket
    this.#handlers = options.handlers
    this.#logger = options.logger.child({ accountId: options.account.accountId, socketId: options.socket.id })
    this.#clock = options.clock
    this.#limiter = new RateLimiter(options.clock())
    this.#socket.onAny((event: unknown, ...args: unknown[]) => this.#received(event, args))
    this.#socket.on('disconnect', (reason) => {
      this.#logger.debug({ reason }, 'socket closed')
      this.unprepare()
      this.leavePlace()
      this.leaveDoor()
    })
  }

  get clientId(): string {
    return this.#socket.id
  }

  /** @throws MeetingError when the client is in no meeting, or its place is another's */
  get place(): Place {
    if (this.#whereabouts.kind === 'outside') throw this.#whereabouts.because
    assertPlace(this.#whereabouts.place)
    return this.#whereabouts.place
  }

  get isJoined(): boolean {
    return this.#whereabouts.kind === 'joined'
  }

  /** Whose transports the client means: its place's, or at the door those it prepared. @throws MeetingError without either */
  get line(): Pick<Place, 'host' | 'endpointId'> {
    return (this.isJoined ? null : this.#prepared) ?? this.place
  }

  /** This is being prepared for the client, and what was before ends. @throws MeetingError when the socket is gone */
  prepares(prepared: Prepared): void {
    this.unprepare()
    if (!this.#socket.connected) throw new MeetingError('notJoined', 'the socket closed meanwhile')
    this.#prepared = prepared
  }

  /** The endpoint if this socket prepared it in this meeting, otherwise null. */
  preparedAt(host: MeetingHost, endpointId: EndpointId | null): EndpointId | null {
    return this.#prepared?.host === host && this.#prepared.endpointId === endpointId ? endpointId : null
  }

  /** Ends what was prepared, unless a join has taken it. */
  unprepare(): void {
    this.#prepared?.host.media.unprepare(this.#prepared.endpointId)
    this.#prepared = null
  }

  /** It has to be let in; a socket that closed meanwhile waits no more. */
  waitsAt(host: MeetingHost): void {
    if (this.#door !== host) this.leaveDoor()
    this.#door = host
    this.unprepare()
    if (!this.#socket.connected) this.leaveDoor()
  }

  leaveDoor(): void {
    this.#door?.leaveDoor(this, this.account.accountId)
    this.#door = null
  }

  notify(notice: Notice): void {
    // What is soon outdated is not queued up for a line that is slow.
    const volatile = notice.name === 'speaking' || notice.name === 'quality' || notice.name === 'paperPointed'
    if (volatile) this.#socket.volatile.emit('notice', notice)
    else this.#socket.emit('notice', notice)
  }

  ejected(notice: Extract<Notice, { name: 'ejected' }>): void {
    const { code, message, deviceName } = notice.error
    this.left(new MeetingError(code, message, deviceName === undefined ? {} : { deviceName }))
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

  /** The client has this place from now on; a socket that closed meanwhile gives it back. */
  entered(place: Place): void {
    this.#whereabouts = { kind: 'joined', place }
    this.unprepare()
    this.#answers = place.member.answers
    if (!this.#socket.connected) this.leavePlace()
  }

  /** The client is in no meeting any more. */
  left(because: MeetingError = new MeetingError('notJoined')): void {
    this.#whereabouts = { kind: 'outside', because }
  }

  /** A client is in one meeting at a time. */
  leavePlaceUnless(host: MeetingHost): void {
    if (this.#whereabouts.kind === 'joined' && this.#whereabouts.place.host !== host) this.leavePlace()
  }

  /** The line is gone, or the client goes to another meeting: the place is kept for a while. */
  leavePlace(): void {
    if (this.#whereabouts.kind === 'outside') return
    const { place } = this.#whereabouts
    this.left()
    place.host.disconnected(place, this)
  }

  #received(event: unknown, args: unknown[]): void {
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
    try {
      const envelope = readEnvelope(event, message)
      name = envelope.name
      const data = await this.#handle(envelope)
      ack({ ok: true, data })
      if (name === 'meeting:join' && this.#whereabouts.kind === 'joined') this.#whereabouts.place.member.release(this)
    } catch (error) {
      const { body, unexpected } = toErrorBody(error)
      if (unexpected) this.#logger.error({ err: error, request: name }, 'request failed')
      else this.#logger.debug({ code: body.code, reason: body.message, request: name }, 'request refused')
      ack({ ok: false, error: body })
    }
  }

  async #handle({ name, requestId, data }: Envelope): Promise<unknown> {
    if (!isRequestName(name)) throw new MeetingError('unknownRequest', `no request is called ${name}`)
    // A client that asks before its join is answered means the meeting it joins.
    const run = this.#moving.then(() =>
      this.#run(name, requestId, data, name === 'meeting:join' ? this.#joins : this.#answers),
    )
    if (MOVES.has(name)) this.#moving = run.catch(() => undefined)
    return run
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
    // It only reads, and its answers are large: a repetition gets the state of now.
    return name === 'meeting:resync' ? handle() : answers.once(name, requestId, handle)
  }

  /** @throws MeetingError `notJoined`, or why the client is in the meeting no more */
  #require(needs: Needs): void {
    if (needs === 'meeting') void this.place
    else if (needs === 'line') void this.line
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
