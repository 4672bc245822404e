import type { Logger } from 'pino'
import { z } from 'zod'
import type { Bulletin } from './Bulletin.ts'
import { jsonOf } from './jsonOf.ts'
import { News } from './News.ts'
import type { RedisStore } from './RedisStore.ts'

const CHANNEL = 'diem-cau:news'

/** So many news are kept while Redis is away; of more the oldest are dropped. */
const MAX_KEPT = 1000

/** The others may take so long to listen again after Redis was away, milliseconds. */
const OTHERS_BACK_MS = 1500

const Message = z.object({ from: z.string(), news: News })

/** News over Redis. */
export class RedisBulletin implements Bulletin {
  readonly #store: RedisStore
  readonly #processId: string
  readonly #logger: Logger
  readonly #listeners: ((news: News) => void)[] = []
  #unsaid: string[] = []
  #saying: Promise<void> | null = null

  private constructor(store: RedisStore, processId: string, logger: Logger) {
    this.#store = store
    this.#processId = processId
    this.#logger = logger
  }

  /** Listens when it resolves. @throws DirectoryUnavailable */
  static async open(store: RedisStore, processId: string, logger: Logger): Promise<RedisBulletin> {
    const bulletin = new RedisBulletin(store, processId, logger)
    await store.subscribe(CHANNEL, (text) => bulletin.#hear(text))
    store.onBack(() => void setTimeout(() => bulletin.#say(), OTHERS_BACK_MS).unref())
    return bulletin
  }

  tell(news: News): void {
    this.#unsaid.push(JSON.stringify({ from: this.#processId, news } satisfies z.infer<typeof Message>))
    if (this.#unsaid.length > MAX_KEPT) this.#unsaid.shift()
    this.#say()
  }

  on(listener: (news: News) => void): void {
    this.#listeners.push(listener)
  }

  /** Resolves when all that was told is said, or cannot be said now. */
  async idle(): Promise<void> {
    await this.#saying
  }

  #say(): void {
    this.#saying ??= this.#sayAll().finally(() => (this.#saying = null))
  }

  async #sayAll(): Promise<void> {
    try {
      for (let text = this.#unsaid[0]; text !== undefined; text = this.#unsaid[0]) {
        const said = text
        await this.#store.call((client) => client.publish(CHANNEL, said))
        this.#unsaid = this.#unsaid.filter((other) => other !== said)
      }
    } catch (error) {
      this.#logger.warn({ err: error, kept: this.#unsaid.length }, 'the other processes are not told yet')
    }
  }

  #hear(text: string): void {
    const message = Message.safeParse(jsonOf(text))
    if (!message.success) {
      this.#logger.warn({ err: message.error }, 'news of another version of this program are passed over')
      return
    }
    if (message.data.from === this.#processId) return
    for (const listener of this.#listeners) listener(message.data.news)
  }
}
