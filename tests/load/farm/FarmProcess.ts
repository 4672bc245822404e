import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type FarmEvent, FarmMessage, type FarmReply } from './FarmMessage.ts'

export type FarmEventOf<N extends FarmEvent['event']> = Extract<FarmEvent, { event: N }>

/** A busy machine takes its time: benches run beside other work. */
const PATIENCE_MS = 20_000

interface Pending {
  readonly what: string
  readonly resolve: (reply: FarmReply) => void
  readonly reject: (error: Error) => void
}

/** The farm's process: commands with their answers, and events to wait for. */
export class FarmProcess {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(event: FarmEvent) => void>()
  readonly #ended = new AbortController()
  readonly #exit: Promise<unknown[]>
  #lastId = 0
  #complaints = ''

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
    this.#exit = once(child, 'close')
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(line))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaints += text))
    child.stdin.on('error', () => undefined) // told by 'close'
    child.once('close', (code, signal) =>
      this.#end(new Error(`the farm ended (${String(signal ?? code)}) ${this.#complaints}`)),
    )
  }

  /** @returns the process and the fingerprint of its certificate */
  static async start(binary: string, args: readonly string[]): Promise<{ process: FarmProcess; fingerprint: string }> {
    const child = spawn(binary, args, { stdio: 'pipe' })
    await once(child, 'spawn')
    const farm = new FarmProcess(child)
    const { fingerprint } = await farm.event(['ready'], () => true)
    return { process: farm, fingerprint }
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** @throws Error as the farm refused the command */
  async command(name: string, data: Readonly<Record<string, string | number | boolean>>): Promise<FarmReply> {
    this.#ended.signal.throwIfAborted()
    const id = (this.#lastId += 1)
    const answered = new Promise<FarmReply>((resolve, reject) => this.#pending.set(id, { what: name, resolve, reject }))
    this.#child.stdin.write(`${JSON.stringify({ id, do: name, ...data })}\n`)
    return answered
  }

  /** Hears every event until the returned function is called. */
  listen(listener: (event: FarmEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The next event of one of these names that fits. Listen before doing what causes it. */
  event<N extends FarmEvent['event']>(
    names: readonly N[],
    fits: (event: FarmEventOf<N>) => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<FarmEventOf<N>> {
    const isIt = (event: FarmEvent): event is FarmEventOf<N> => names.some((name) => name === event.event)
    const limit = AbortSignal.timeout(timeoutMs)
    const end = AbortSignal.any([this.#ended.signal, limit])
    return new Promise((resolve, reject) => {
      const stop = this.listen((event) => {
        if (!isIt(event) || !fits(event)) return
        stop()
        end.removeEventListener('abort', fail)
        resolve(event)
      })
      const fail = () => {
        stop()
        reject(
          limit.aborted
            ? new Error(`no ${names.join(' or ')} from the farm within ${timeoutMs} ms`)
            : this.#ended.signal.reason,
        )
      }
      end.addEventListener('abort', fail, { once: true })
      if (end.aborted) fail()
    })
  }

  /** @throws Error if it did not end well */
  async close(): Promise<void> {
    this.#child.stdin.end()
    const [code, signal] = await this.#exit
    if (code !== 0) throw new Error(`the farm ended (${String(signal ?? code)}) ${this.#complaints}`)
  }

  #take(line: string): void {
    const message = FarmMessage.safeParse(line)
    if (!message.success) {
      this.#child.kill()
      this.#end(new Error(`the farm said what is not its protocol: ${line}`))
    } else if ('event' in message.data) {
      for (const listener of this.#listeners) listener(message.data.event)
    } else {
      this.#answer(message.data.answer)
    }
  }

  #answer(reply: FarmReply): void {
    const pending = this.#pending.get(reply.reply)
    this.#pending.delete(reply.reply)
    if (reply.error === undefined) pending?.resolve(reply)
    else pending?.reject(new Error(`${pending.what}: ${reply.error}`))
  }

  #end(error: Error): void {
    this.#ended.abort(error)
    for (const pending of this.#pending.values()) pending.reject(error)
    this.#pending.clear()
  }
}
