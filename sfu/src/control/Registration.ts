import {
  type NodeEntry,
  type NodeId,
  NODES,
  PRESENCE_BEAT,
  PRESENCE_BEAT_MS,
  PRESENCE_LEAVE,
  presenceKeys,
} from '@diem-cau/sfu-contract'
import { createClient } from '@redis/client'
import type { Logger } from 'pino'

const CONNECT_MS = 3000
const LONGEST_PAUSE_MS = 500
/** A node that stops does not wait longer for a directory that does not answer, milliseconds. */
const ANSWER_MS = 1000

/** The node's name in the directory of media nodes (Redis), where signaling finds it: said again and again for as long as it runs. */
export class Registration {
  readonly #client: ReturnType<typeof clientOf>
  readonly #nodeId: NodeId
  readonly #entry: string
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #beating: Promise<void> = Promise.resolve()
  #isAway = false
  #isOver = false

  private constructor(redisUrl: string, nodeId: NodeId, entry: NodeEntry, log: Logger) {
    this.#client = clientOf(redisUrl)
    this.#nodeId = nodeId
    this.#entry = JSON.stringify(entry)
    this.#log = log
    this.#timer = setInterval(() => void this.#beat(), PRESENCE_BEAT_MS).unref()
    this.#client.on('error', (error: unknown) => this.#onAway(error))
    this.#client.on('ready', () => {
      if (this.#isAway) log.info('the directory of media nodes is there again')
      this.#isAway = false
      void this.#beat()
    })
  }

  /** Registers the node now, or when Redis can be reached: the node carries media without it. */
  static start(redisUrl: string, nodeId: NodeId, entry: NodeEntry, log: Logger): Registration {
    const registration = new Registration(redisUrl, nodeId, entry, log)
    void registration.#connect()
    return registration
  }

  /** The node is not found any more, at once. Never fails. */
  async close(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#timer)
    await this.#beating
    if (this.#client.isReady) await this.#run(PRESENCE_LEAVE, [this.#nodeId])
    this.#client.destroy()
  }

  async #connect(): Promise<void> {
    try {
      await this.#client.connect()
    } catch (error) {
      // It tries again by itself, until it is closed.
      this.#onAway(error)
    }
  }

  #beat(): Promise<void> {
    if (this.#isOver || !this.#client.isReady) return this.#beating
    this.#beating = this.#run(PRESENCE_BEAT, [this.#nodeId, this.#entry])
    return this.#beating
  }

  async #run(script: string, args: string[]): Promise<void> {
    try {
      await this.#client.eval(script, { keys: presenceKeys(NODES), arguments: args })
    } catch (error) {
      this.#log.debug({ err: error }, 'not registered: the directory did not answer')
    }
  }

  /** One line for each time that it is away, not one for each try. */
  #onAway(error: unknown): void {
    if (!this.#isAway && !this.#isOver)
      this.#log.error(
        { err: error },
        'Redis cannot be reached: signaling does not find this node; what it carries goes on',
      )
    this.#isAway = true
  }
}

function clientOf(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: ANSWER_MS },
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS),
    },
  })
}
