import { createHash } from 'node:crypto'
import { createClient } from '@redis/client'
import type { Logger } from 'pino'
import { DirectoryUnavailable } from './Leases.ts'

/** A command that Redis does not answer for so long counts as failed, milliseconds: a lease must not hang on it. */
const ANSWER_MS = 1000
const LONGEST_PAUSE_MS = 500
const START_MS = 3000

type Client = ReturnType<typeof clientOf>

/** The way to Redis: connects by itself, again and again; while it is away every call fails at once. */
export class RedisStore {
  readonly #client: Client
  readonly #shas = new Map<string, string>()
  readonly #others: Client[] = []
  readonly #backListeners: (() => void)[] = []
  #backSince = Number.NEGATIVE_INFINITY

  private constructor(client: Client) {
    this.#client = client
  }

  /**
   * @param url `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS
   * @throws DirectoryUnavailable if it cannot be reached now
   */
  static async connect(url: string, logger: Logger): Promise<RedisStore> {
    const client = clientOf(url)
    let isAway = false
    client.on('error', (error: unknown) => {
      // One line for each time that it is away, not one for each try.
      if (!isAway)
        logger.error({ err: error }, 'Redis cannot be reached: running meetings go on, no new ones are opened')
      isAway = true
    })
    client.on('ready', () => {
      if (!isAway) return
      logger.info('Redis is there again')
      isAway = false
      store.#onBack()
    })
    const store = new RedisStore(client)
    try {
      await withTimeout(client.connect(), START_MS)
    } catch (error) {
      client.destroy()
      throw new DirectoryUnavailable(error)
    }
    return store
  }

  get isReady(): boolean {
    return this.#client.isReady
  }

  /** Milliseconds since it was there again after it had been away; infinite when it never was. */
  get backFor(): number {
    return performance.now() - this.#backSince
  }

  /** Calls the listener each time that Redis is there again. */
  onBack(listener: () => void): void {
    this.#backListeners.push(listener)
  }

  /** @throws DirectoryUnavailable */
  async call<T>(command: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await command(this.#client)
    } catch (error) {
      throw new DirectoryUnavailable(error)
    }
  }

  /** Runs a Lua script as one step. @throws DirectoryUnavailable */
  async run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    const sha = this.#shas.get(script) ?? createHash('sha1').update(script).digest('hex')
    this.#shas.set(script, sha)
    const options = { keys: [...keys], arguments: [...args] }
    return this.call(async (client) => {
      try {
        return await client.evalSha(sha, options)
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
        return client.eval(script, options)
      }
    })
  }

  /** Calls the listener with all that is published there from when it resolves, except while Redis is away. @throws DirectoryUnavailable */
  async subscribe(channel: string, listener: (text: string) => void): Promise<void> {
    const client = this.#client.duplicate()
    // The other connection says that Redis is away.
    client.on('error', () => undefined)
    this.#others.push(client)
    try {
      await client.connect()
      await client.subscribe(channel, listener)
    } catch (error) {
      throw new DirectoryUnavailable(error)
    }
  }

  close(): void {
    for (const client of this.#others) client.destroy()
    this.#client.destroy()
  }

  #onBack(): void {
    this.#backSince = performance.now()
    for (const listener of this.#backListeners) listener()
  }
}

function clientOf(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: ANSWER_MS },
    socket: {
      connectTimeout: START_MS,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS),
    },
  })
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
