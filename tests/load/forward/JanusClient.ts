import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const Jsep = z.object({ type: z.enum(['offer', 'answer']), sdp: z.string() })
export type Jsep = z.infer<typeof Jsep>

const id = z.int().positive()
const Reply = z.discriminatedUnion('janus', [
  z.object({ janus: z.literal('ack'), transaction: z.string() }),
  z.object({ janus: z.literal('success'), transaction: z.string(), data: z.object({ id }).optional() }),
  z.object({ janus: z.literal('error'), transaction: z.string(), error: z.object({ reason: z.string() }) }),
  z.object({
    janus: z.literal('event'),
    transaction: z.string().optional(),
    plugindata: z.object({ data: z.looseObject({ error: z.string().optional() }) }),
    jsep: Jsep.optional(),
  }),
])
type Reply = z.infer<typeof Reply>

const PATIENCE_MS = 20_000
const TRY_AGAIN_MS = 100

/** A connection to Janus's API over WebSocket (janus.conf.meetecho.com/docs/rest.html) with one session. */
export class JanusClient {
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, (reply: Reply) => void>()
  #session = 0
  #lastTransaction = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const reply = Reply.safeParse(JSON.parse(String(data)))
      // Messages that do not fit are those that Janus sends by itself, such as `webrtcup`.
      if (reply.success && reply.data.transaction !== undefined) this.#waiting.get(reply.data.transaction)?.(reply.data)
    })
  }

  /** Tries until the server is there. @throws Error if it does not come */
  static async connect(url: string, signal: AbortSignal): Promise<JanusClient> {
    for (;;) {
      signal.throwIfAborted()
      const socket = new WebSocket(url, 'janus-protocol')
      const open = await new Promise<boolean>((resolve) => {
        socket.addEventListener('open', () => resolve(true))
        socket.addEventListener('error', () => resolve(false))
      })
      if (!open) {
        await sleep(TRY_AGAIN_MS)
        continue
      }
      const client = new JanusClient(socket)
      client.#session = await client.#create({ janus: 'create' })
      return client
    }
  }

  /** @returns a handle of the plugin */
  attach(plugin: string): Promise<number> {
    return this.#create({ janus: 'attach', plugin })
  }

  /** Asks a plugin, which answers at once or after an `ack`. @throws Error in its words */
  async ask(handle: number, body: Record<string, unknown>, jsep?: Jsep): Promise<{ jsep: Jsep | undefined }> {
    const message = { janus: 'message', handle_id: handle, body, ...(jsep === undefined ? {} : { jsep }) }
    const reply = await this.#request(message)
    if (reply.janus !== 'event') return { jsep: undefined }
    const { error } = reply.plugindata.data
    if (error !== undefined) throw new Error(`Janus refused ${String(body['request'])}: ${error}`)
    return { jsep: reply.jsep }
  }

  close(): void {
    this.#socket.close()
  }

  async #create(message: Record<string, unknown>): Promise<number> {
    const reply = await this.#request(message)
    if (reply.janus !== 'success' || reply.data === undefined) throw new Error(`Janus answered ${reply.janus}`)
    return reply.data.id
  }

  #request(message: Record<string, unknown>): Promise<Reply> {
    const transaction = String((this.#lastTransaction += 1))
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const limit = setTimeout(() => reject(new Error(`no answer from Janus within ${PATIENCE_MS} ms`)), PATIENCE_MS)
    this.#waiting.set(transaction, (reply) => {
      if (reply.janus === 'ack') return
      if (reply.janus === 'error') reject(new Error(`Janus: ${reply.error.reason}`))
      else resolve(reply)
    })
    const session = this.#session === 0 ? {} : { session_id: this.#session }
    this.#socket.send(JSON.stringify({ ...message, ...session, transaction }))
    return promise.finally(() => {
      clearTimeout(limit)
      this.#waiting.delete(transaction)
    })
  }
}
