import { PRESENCE_BEAT, PRESENCE_BEAT_MS, PRESENCE_LEAVE, PRESENCE_MS, presenceKeys } from '@diem-cau/sfu-contract'
import type { Logger } from 'pino'
import { z } from 'zod'
import { jsonOf } from './jsonOf.ts'
import type { Announcement, Presence } from './Presence.ts'
import type { RedisStore } from './RedisStore.ts'

/** Changes within this time are told together, milliseconds. */
const TOGETHER_MS = 100

/** KEYS: entries (hash), last seen (sorted set). ARGV: how long one that is silent is there (ms). Forgets the others. Answers id, entry, id, entry, … */
const LIST = `
local time = redis.call('TIME')
local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
local gone = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. oldest)
if #gone > 0 then
  redis.call('HDEL', KEYS[1], unpack(gone))
  redis.call('ZREM', KEYS[2], unpack(gone))
end
return redis.call('HGETALL', KEYS[1])`

const ListAnswer = z.array(z.string())

/** Keeps in Redis who is there of one kind, by a heartbeat each; one that is silent for {@link PRESENCE_MS} is gone. */
export class RedisPresence<Schema extends z.ZodType> implements Presence<z.output<Schema>> {
  readonly #store: RedisStore
  readonly #keys: readonly [string, string]
  readonly #schema: Schema
  readonly #logger: Logger

  /** @param schema of the entries: those of another version that it does not know are passed over */
  constructor(store: RedisStore, kind: string, schema: Schema, logger: Logger) {
    this.#store = store
    this.#keys = presenceKeys(kind)
    this.#schema = schema
    this.#logger = logger
  }

  async announce(id: string, first: z.output<Schema>): Promise<Announcement<z.output<Schema>>> {
    let entry = first
    let hasLeft = false
    let beating: Promise<void> = Promise.resolve()
    const write = async () => {
      if (hasLeft) return
      try {
        await this.#store.run(PRESENCE_BEAT, this.#keys, [id, JSON.stringify(entry)])
      } catch (error) {
        this.#logger.debug({ err: error, id }, 'not announced')
      }
    }
    const beat = () => (beating = beating.then(write))
    const timer = setInterval(() => void beat(), PRESENCE_BEAT_MS).unref()
    let soon: NodeJS.Timeout | null = null
    await beat()
    return {
      update: (changed) => {
        entry = changed
        soon ??= setTimeout(() => {
          soon = null
          void beat()
        }, TOGETHER_MS).unref()
      },
      leave: async () => {
        hasLeft = true
        clearInterval(timer)
        if (soon) clearTimeout(soon)
        await beating
        try {
          await this.#store.run(PRESENCE_LEAVE, this.#keys, [id])
        } catch (error) {
          this.#logger.debug({ err: error, id }, 'leave not told: the silence tells it')
        }
      },
    }
  }

  async list(): Promise<ReadonlyMap<string, z.output<Schema>>> {
    const answer = ListAnswer.parse(await this.#store.run(LIST, this.#keys, [String(PRESENCE_MS)]))
    const present = new Map<string, z.output<Schema>>()
    for (let at = 0; at + 1 < answer.length; at += 2) {
      const entry = this.#schema.safeParse(jsonOf(answer[at + 1] ?? ''))
      if (entry.success) present.set(answer[at] ?? '', entry.data)
    }
    return present
  }
}
