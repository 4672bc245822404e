import {
  DeviceId,
  MeetingError,
  type Envelope,
  type ErrorCode,
  type Notice,
  type RequestData,
  type RequestName,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import { SignalingSocket, type SocketLine } from '../socket/SignalingSocket.ts'

/** A request that reached the server, to be answered by the test. */
export interface ReceivedRequest<N extends RequestName> {
  readonly requestId: string
  readonly name: N
  readonly data: RequestData<N>
  answer(data: RequestResponse<N>): Promise<void>
  refuse(
    code: ErrorCode,
    more?: { readonly deviceName?: string; readonly reason?: string; readonly process?: string },
  ): Promise<void>
  /** No answer comes in time. */
  timeOut(): Promise<void>
}

type Received = ReceivedRequest<RequestName>

/** The words of a client about itself when it connects. */
interface Said {
  readonly token: string
  readonly protocol: number
  readonly deviceId: DeviceId
}

type Auth = (give: (said: Said) => void) => void

/** Lets everything happen that waits for nothing but its turn; under fake timers too. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

/** Socket.IO's end of a client, with the server's in the test's hand: no request is answered by itself. */
export class FakeLine implements SocketLine {
  active = false
  readonly io: SocketLine['io'] = { engine: { close: () => this.down('transport close') }, opts: {} }
  /** All requests in the order in which they were asked; the newest last. */
  readonly received: Received[] = []
  readonly #listeners = new Map<string, (argument: never) => void>()
  #auth: Auth | null = null
  #isUp = false

  on(event: string, listener: (argument: never) => void): this {
    this.#listeners.set(event, listener)
    return this
  }

  /** Takes the client's answer to who it is. */
  onAuth(auth: Auth): void {
    this.#auth = auth
  }

  connect(): this {
    this.active = true
    return this
  }

  disconnect(): this {
    this.active = false
    if (this.#isUp) this.down('io client disconnect')
    return this
  }

  emit(event: 'request', envelope: Envelope): void {
    this.timeout().emit(event, envelope, () => undefined)
  }

  timeout() {
    return {
      emit: (
        _event: 'request',
        { requestId, name, data }: Envelope,
        answered: (error: Error | null, answer: unknown) => void,
      ) => {
        const give = (answer: unknown) => {
          answered(null, answer)
          return settled()
        }
        this.received.push({
          requestId,
          name: name as RequestName,
          data: data as never,
          answer: (answer) => give({ ok: true, data: answer }),
          refuse: (code, more = {}) => give({ ok: false, error: { ...new MeetingError(code).toBody(), ...more } }),
          timeOut: () => {
            answered(new Error('operation has timed out'), undefined)
            return settled()
          },
        })
      },
    }
  }

  /** The server welcomes the client. */
  async up(serverId = 'test'): Promise<void> {
    this.#isUp = true
    this.#tell('connect')
    this.notice({ name: 'welcome', serverTime: Date.now(), serverId })
    await settled()
  }

  /** Makes a connection. Resolves with what the client has said of itself on it, and goes on collecting. */
  async handshake(): Promise<readonly Said[]> {
    const said: Said[] = []
    this.#auth?.((one) => said.push(one))
    await settled()
    return said
  }

  /** Refuses the client. Socket.IO leaves coming back to it. */
  refuse(code: ErrorCode): Promise<void> {
    this.active = false
    this.#tell('connect_error', Object.assign(new Error(code), { data: new MeetingError(code).toBody() }))
    return settled()
  }

  /** Fails to connect. Socket.IO tries again by itself. */
  unreachable(): void {
    this.#tell('connect_error', new Error('xhr poll error'))
  }

  down(reason = 'transport close'): void {
    if (!this.#isUp) return
    this.#isUp = false
    if (reason === 'io server disconnect') this.active = false
    this.#tell('disconnect', reason)
  }

  notice(notice: Notice): void {
    this.#tell('notice', notice)
  }

  /** Tells a notice that this client's contract may not know. */
  rawNotice(raw: unknown): void {
    this.#tell('notice', raw)
  }

  /** The newest request of this name. @throws Error when none came */
  asked<N extends RequestName>(name: N): ReceivedRequest<N> {
    const found = this.received.findLast((one) => one.name === name)
    if (!found) throw new Error(`${name} was not asked, but ${this.names().join(', ')}`)
    return found as ReceivedRequest<N>
  }

  names(): RequestName[] {
    return this.received.map(({ name }) => name)
  }

  #tell(event: string, argument?: unknown): void {
    this.#listeners.get(event)?.(argument as never)
  }
}

/** A real socket on such a line. `token`: as SignalingSocket asks for one. */
export function fakeSocket(
  token: (options: { readonly force: boolean }) => Promise<string> = () => Promise.resolve('token'),
): {
  readonly socket: SignalingSocket
  readonly line: FakeLine
} {
  const line = new FakeLine()
  const socket = new SignalingSocket({
    deviceId: DeviceId.parse('device-1'),
    token,
    line: ({ auth }) => {
      line.onAuth(auth)
      return line
    },
  })
  return { socket, line }
}
