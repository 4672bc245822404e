import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
})

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Chromium's DevTools over a pipe: no port is open to other programs of the computer. Messages are JSON, each ended by
 * a zero byte (https://chromedevtools.github.io/devtools-protocol/).
 */
export class CdpPipe {
  readonly #writes: Writable
  readonly #onEvent: (method: string, params: unknown, sessionId: string | undefined) => void
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #rest = ''

  constructor(
    writes: Writable,
    reads: Readable,
    onEvent: (method: string, params: unknown, sessionId: string | undefined) => void,
  ) {
    this.#writes = writes
    this.#onEvent = onEvent
    reads.setEncoding('utf8')
    reads.on('data', (text: string) => this.#take(text))
    reads.on('close', () => this.#end())
    // A browser that was killed closes its ends; who waits is told by that.
    reads.on('error', () => this.#end())
    writes.on('error', () => this.#end())
  }

  /** Asks the browser, or with `sessionId` one page. Rejects when it is not answered within `timeoutMs`. */
  ask(
    method: string,
    params: object,
    { sessionId, timeoutMs }: { sessionId?: string; timeoutMs: number },
  ): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new Error(`${method}: no answer within ${timeoutMs} ms`))
      }, timeoutMs)
      this.#waiting.set(id, { resolve, reject, timer })
      this.#writes.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
    })
  }

  #take(text: string): void {
    const parts = (this.#rest + text).split('\0')
    this.#rest = parts.pop() ?? ''
    for (const part of parts) this.#read(part)
  }

  #read(part: string): void {
    const { id, method, params, result, error, sessionId } = Message.parse(JSON.parse(part))
    if (id === undefined) {
      if (method !== undefined) this.#onEvent(method, params, sessionId)
      return
    }
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#waiting.delete(id)
    clearTimeout(waiting.timer)
    if (error) waiting.reject(new Error(error.message))
    else waiting.resolve(result)
  }

  #end(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new Error('the browser is gone'))
    }
    this.#waiting.clear()
  }
}
