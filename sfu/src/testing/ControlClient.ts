import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  ControlAnswer,
  ControlError,
  ControlErrorBody,
  type ControlRequestName,
  type ControlResponse,
  controlRequests,
  NodeNotice,
} from '@diem-cau/sfu-contract'
import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'

export type NoticeOf<N extends NodeNotice['name']> = Extract<NodeNotice, { name: N }>

/** Requests as callers write them, before ids are branded. */
export type RawData<N extends ControlRequestName> = z.input<(typeof controlRequests)[N]['data']>

const responses: { readonly [N in ControlRequestName]: { readonly response: z.ZodType<ControlResponse<N>> } } =
  controlRequests

/** The client connects as a signaling process, or as another node. */
type ConnectOptions = ({ owner: string } | { node: string }) & {
  secret?: string
  protocol?: number
  namespace?: string
  ca?: string
}

/** Signaling's side of the control API, with every message parsed, and notices to wait for. */
export class ControlClient {
  readonly socket: Socket
  readonly notices: NodeNotice[] = []
  readonly #waiting = new Set<(notice: NodeNotice) => void>()

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('notice', (raw: unknown) => {
      const notice = NodeNotice.parse(raw)
      this.notices.push(notice)
      for (const look of this.#waiting) look(notice)
    })
  }

  /** @throws ControlError as the node refused the connection */
  static async connect(
    url: string,
    { protocol = CONTROL_PROTOCOL, namespace = CONTROL_NAMESPACE, ca, ...who }: ConnectOptions,
  ): Promise<ControlClient> {
    const socket = io(url + namespace, {
      auth: { ...who, protocol },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(ca !== undefined && { ca }),
    })
    const client = new ControlClient(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', (error) => {
        socket.disconnect()
        const body = ControlErrorBody.safeParse('data' in error ? error.data : undefined)
        reject(body.success ? new ControlError(body.data.code, body.data.message, body.data.details) : error)
      })
    })
    return client
  }

  /** @throws ControlError as answered */
  async request<N extends ControlRequestName>(name: N, data: RawData<N>): Promise<ControlResponse<N>> {
    const answer = await this.ask({ name, data })
    if (!answer.ok) throw new ControlError(answer.error.code, answer.error.message, answer.error.details)
    return responses[name].response.parse(answer.data)
  }

  /** Sends whatever it is given. */
  async ask(envelope: unknown, event = 'request'): Promise<ControlAnswer> {
    return ControlAnswer.parse(await this.socket.timeout(10_000).emitWithAck(event, envelope))
  }

  /** The first notice of this name that fits, of those that have come and those to come. */
  notice<N extends NodeNotice['name']>(
    name: N,
    fits: (notice: NoticeOf<N>) => boolean = () => true,
  ): Promise<NoticeOf<N>> {
    const matches = (notice: NodeNotice): notice is NoticeOf<N> => isNamed(notice, name) && fits(notice)
    const past = this.notices.find(matches)
    if (past !== undefined) return Promise.resolve(past)
    return new Promise((resolve) => {
      const look = (notice: NodeNotice) => {
        if (!matches(notice)) return
        this.#waiting.delete(look)
        resolve(notice)
      }
      this.#waiting.add(look)
    })
  }

  /** Resolves once the node has ended this connection. */
  disconnected(): Promise<void> {
    if (!this.socket.connected) return Promise.resolve()
    return new Promise((resolve) => this.socket.once('disconnect', () => resolve()))
  }

  close(): void {
    this.socket.disconnect()
  }
}

function isNamed<N extends NodeNotice['name']>(notice: NodeNotice, name: N): notice is NoticeOf<N> {
  return notice.name === name
}
