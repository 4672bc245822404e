import { randomUUID } from 'node:crypto'
import {
  Answer,
  type DeviceId,
  PROTOCOL_VERSION,
  type RequestData,
  type RequestName,
} from '@diem-cau/signaling-contract'
import { WebSocket } from 'ws'
import type { z } from 'zod'

const PATIENCE_MS = 20_000

/** Of Engine.IO and Socket.IO: what a text begins with. */
const TEXT = { opened: '0', ping: '2', pong: '3', connected: '40', closed: '41', refused: '44', answer: '43' } as const
const NOTICE = '42["notice",{"name":"'

export interface StormLineOptions {
  readonly url: string
  readonly token: string
  readonly deviceId: DeviceId
  /** Told of each notice: its name, and a function that reads it. */
  readonly onNotice: (name: string, read: () => unknown) => void
}

/**
 * One room's socket. It speaks Socket.IO itself and reads only what it is asked to: a bench of many rooms takes its CPU from the
 * servers that it measures, and a room's own PC would read the rest.
 */
export class StormLine {
  readonly #socket: WebSocket
  readonly #options: StormLineOptions
  readonly #connected = Promise.withResolvers<void>()
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly gone: Promise<void>
  #lastId = 0

  private constructor(options: StormLineOptions) {
    this.#options = options
    const url = new URL('/socket.io/?EIO=4&transport=websocket', options.url.replace(/^http/, 'ws'))
    this.#socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true })
    this.#socket.on('message', (data, isBinary) => {
      if (!isBinary && Buffer.isBuffer(data)) this.#onText(data.toString())
    })
    this.#socket.on('error', (error) => this.#end(error))
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.#end(new Error('the line is gone'))
        resolve()
      })
    })
  }

  /** Resolves once the server let it in. @throws Error when there is no server, or it refuses */
  static async connect(options: StormLineOptions): Promise<StormLine> {
    const line = new StormLine(options)
    await line.#connected.promise
    return line
  }

  /** @param wanted what of the answer is read. @throws Error the refusal */
  async ask<N extends RequestName, T>(name: N, data: RequestData<N>, wanted: z.ZodType<T>): Promise<T> {
    const id = (this.#lastId += 1)
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    const late = setTimeout(() => waiting.reject(new Error(`${name} was not answered`)), PATIENCE_MS)
    this.#socket.send(`42${id}${JSON.stringify(['request', { requestId: randomUUID(), name, data }])}`)
    try {
      const answer = Answer.parse(await waiting.promise)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
      return wanted.parse(answer.data)
    } finally {
      clearTimeout(late)
      this.#waiting.delete(id)
    }
  }

  close(): void {
    this.#socket.terminate()
  }

  #onText(text: string): void {
    if (text.startsWith(NOTICE)) {
      const name = text.slice(NOTICE.length, text.indexOf('"', NOTICE.length))
      this.#options.onNotice(name, () => readList(text, 2)[1])
    } else if (text.startsWith(TEXT.answer)) {
      const from = text.indexOf('[')
      this.#waiting.get(Number(text.slice(2, from)))?.resolve(readList(text, from)[0])
    } else if (text.startsWith(TEXT.connected)) this.#connected.resolve()
    else if (text.startsWith(TEXT.opened)) this.#introduce()
    else if (text.startsWith(TEXT.refused)) this.#end(new Error(`the handshake was refused: ${text.slice(2)}`))
    else if (text.startsWith(TEXT.closed)) this.#socket.terminate()
    else if (text === TEXT.ping) this.#socket.send(TEXT.pong)
  }

  #introduce(): void {
    const { token, deviceId } = this.#options
    this.#socket.send(`${TEXT.connected}${JSON.stringify({ token, deviceId, protocol: PROTOCOL_VERSION })}`)
  }

  #end(error: Error): void {
    this.#connected.reject(error)
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#socket.terminate()
  }
}

function readList(text: string, from: number): unknown[] {
  const list: unknown = JSON.parse(text.slice(from))
  return Array.isArray(list) ? list : []
}
