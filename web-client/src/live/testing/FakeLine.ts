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
  readonly name: N
  readonly data: RequestData<N>
  answer(data: RequestResponse<N>): Promise<void>
  refuse(
    code: ErrorCode,
    more?: { readonly deviceName?: string; readonly reason?: string; readonly process?: string },
  ): Promise<void>
}

type Received = ReceivedRequest<RequestName>

/** Lets everything happen that waits for nothing but its turn; under fake timers too. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

/** Socket.IO's end of a client, with the server's in the test's hand: no request is answered by itself. */
export class FakeLine implements SocketLine {
  active = false
  readonly io: SocketLine['io'] = { engine: { close: () => this.down('transport close') }, opts: {} }
  /** All that was asked, in this order; the newest last. */
  readonly received: Received[] = []
  readonly #listeners = new Map<string, (argument: never) => void>()
  #isUp = false

  on(event: string, listener: (argument: never) => void): this {
    this.#listeners.set(event, listener)
    return this
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

  timeout() {
    return {
      emit: (_event: 'request', { name, data }: Envelope, answered: (error: Error | null, answer: unknown) => void) => {
        const give = (answer: unknown) => {
          answered(null, answer)
          return settled()
        }
        this.received.push({
          name: name as RequestName,
          data: data as never,
          answer: (answer) => give({ ok: true, data: answer }),
          refuse: (code, more = {}) => give({ ok: false, error: { ...new MeetingError(code).toBody(), ...more } }),
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

  down(reason = 'transport close'): void {
    if (!this.#isUp) return
    this.#isUp = false
    this.#tell('disconnect', reason)
  }

  notice(notice: Notice): void {
    this.#tell('notice', notice)
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

/** A real socket on such a line. */
export function fakeSocket(): { readonly socket: SignalingSocket; readonly line: FakeLine } {
  const line = new FakeLine()
  const socket = new SignalingSocket({
    deviceId: DeviceId.parse('device-1'),
    token: () => Promise.resolve('token'),
    line: () => line,
  })
  return { socket, line }
}
