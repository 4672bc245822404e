import type { Server as HttpServer } from 'node:http'
import { type Account, type DeviceId, MeetingError, PROTOCOL_VERSION, SocketAuth } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import { type ServerOptions, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Identify } from '../../auth/authenticate.ts'
import type { Patience } from '../http/Patience.ts'
import type { Answered } from '../http/Timings.ts'
import type { GuestStays } from '../../auth/GuestStays.ts'
import type { AccountStore } from '../../auth/AccountStore.ts'
import { ClientSocket } from './ClientSocket.ts'
import { guardedParser } from './GuardedParser.ts'
import type { Handlers } from './handlers.ts'
import { toErrorBody } from '../../errors/toErrorBody.ts'

/** The transport itself gives up beyond this (SPEC 1.4). */
const MAX_TRANSPORT_BYTES = 1_000_000

/** The server looks this often for accounts that may no longer sign in (SPEC 1.7). */
const ACCOUNT_CHECK_MS = 10_000

/** ws waits 30 s for the goodbye of a client that is cut, and Socket.IO does not let it be told otherwise. */
const promptWebSockets = ({ goodbyeMs }: Patience) =>
  class extends WebSocketServer {
    constructor(options: ServerOptions) {
      super(Object.assign(options, { closeTimeout: goodbyeMs }))
    }
  }

export type SocketServerOptions = {
  readonly identify: Identify
  readonly accounts: AccountStore
  /** The server calls this for every account whose socket stands, every few seconds. */
  readonly seen?: (account: Account) => void
  readonly guestStays: GuestStays
  readonly handlers: Handlers
  readonly serverId: string
  readonly logger: Logger
  readonly clock: () => number
  readonly accountCheckMs?: number
  readonly patience: Patience
  /** Told of each request that was answered. */
  readonly answered?: Answered
}

/** The sockets of all clients. */
export class SocketServer {
  readonly #io: Server
  readonly #options: SocketServerOptions
  readonly #clients = new Map<string, { client: ClientSocket; family: string | null }>()
  readonly #identities = new WeakMap<Socket, { account: Account; deviceId: DeviceId; family: string | null }>()
  readonly #accountCheck: NodeJS.Timeout

  constructor(options: SocketServerOptions) {
    this.#options = options
    const { patience } = options
    this.#io = new Server({
      serveClient: false,
      pingInterval: patience.pingEveryMs,
      pingTimeout: patience.pongMs,
      connectTimeout: patience.connectMs,
      maxHttpBufferSize: MAX_TRANSPORT_BYTES,
      perMessageDeflate: false,
      httpCompression: false,
      parser: guardedParser,
      wsEngine: promptWebSockets(patience),
      cleanupEmptyChildNamespaces: true,
    })
    this.#io.use((socket, next) => void this.#admit(socket, next))
    this.#io.on('connection', (socket) => this.#connected(socket))
    this.#accountCheck = setInterval(() => void this.checkSignIns(), options.accountCheckMs ?? ACCOUNT_CHECK_MS).unref()
  }

  /** Takes the sockets of this server from now on. Its other listeners are there already: they get what is no socket. */
  attach(server: HttpServer): void {
    this.#io.attach(server)
  }

  get count(): number {
    return this.#clients.size
  }

  /** Closes every line; clients come back by themselves. */
  async close(): Promise<void> {
    clearInterval(this.#accountCheck)
    for (const { client } of this.#clients.values()) client.disconnect()
    await this.#io.close()
  }

  async #admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
    let refusal: Error | undefined
    try {
      await this.#authenticate(socket)
    } catch (error) {
      refusal = this.#refusal(error)
    }
    next(refusal)
  }

  async #authenticate(socket: Socket): Promise<void> {
    const raw: unknown = socket.handshake.auth
    const version = z.object({ protocol: z.unknown() }).safeParse(raw)
    if (version.data?.protocol !== undefined && version.data.protocol !== PROTOCOL_VERSION) {
      throw new MeetingError('protocolMismatch', `this server speaks protocol ${PROTOCOL_VERSION}`)
    }
    const auth = SocketAuth.safeParse(raw)
    if (!auth.success) {
      const noToken = auth.error.issues.some((issue) => issue.path[0] === 'token')
      throw new MeetingError(noToken ? 'unauthenticated' : 'badRequest', 'the handshake does not fit its schema')
    }
    const { account, family } = await this.#options.identify(auth.data.token)
    this.#identities.set(socket, { account, deviceId: auth.data.deviceId, family })
  }

  #refusal(error: unknown): Error {
    const { body, unexpected } = toErrorBody(error)
    if (unexpected) this.#options.logger.error({ err: error }, 'handshake failed')
    return Object.assign(new Error(body.message), { data: body })
  }

  #connected(socket: Socket): void {
    const identity = this.#identities.get(socket)
    if (!identity) {
      socket.disconnect(true)
      return
    }
    const { handlers, logger, clock, serverId, answered } = this.#options
    const { account, deviceId, family } = identity
    const asked: unknown = socket.handshake.query['process']
    const askedFor = typeof asked === 'string' ? asked : null
    const client = new ClientSocket({ socket, account, deviceId, askedFor, handlers, logger, clock, answered })
    this.#clients.set(socket.id, { client, family })
    socket.on('disconnect', () => this.#clients.delete(socket.id))
    client.notify({ name: 'welcome', serverTime: clock(), serverId })
  }

  /** Cuts whoever may no longer be here. Every few seconds, and at once when this server ended a sign-in or a meeting. */
  async checkSignIns(): Promise<void> {
    const lines = [...this.#clients.values()].map(({ client, family }) => ({
      client,
      family,
      accountId: client.account.accountId,
    }))
    try {
      const staying = await this.#options.accounts.stillSignedIn(lines)
      for (const line of lines) {
        const { account } = line.client
        const isOver =
          staying.has(line) && account.kind === 'guest' && !(await this.#options.guestStays(account.accountId))
        // A guest who was only at its door, or had left, also learns why the line is cut (SPEC 1.11).
        if (isOver) line.client.ejected({ name: 'ejected', error: new MeetingError('meetingEnded').toBody() })
        if (isOver || !staying.has(line)) line.client.cut()
        else this.#options.seen?.(account)
      }
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'sign-ins could not be checked')
    }
  }
}
