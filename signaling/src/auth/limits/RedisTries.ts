import { z } from 'zod'
import type { Counted, Tries } from './Limits.ts'
import type { RunScript } from './RunScript.ts'
import { FIRST_WAIT_MS, FORGET_MS, LONGEST_WAIT_MS } from './waits.ts'

/**
 * KEYS: one hash for each key. ARGV: first wait, longest wait, forgotten after (ms), then how many wrong tries each key has. Answers for how
 * many milliseconds the try must wait; 0 = it is counted. The clock is Redis's own: those of servers differ.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local waits = 0
for _, key in ipairs(KEYS) do
  waits = math.max(waits, tonumber(redis.call('HGET', key, 'until') or '0') - now)
end
if waits > 0 then return waits end
for index, key in ipairs(KEYS) do
  local over = redis.call('HINCRBY', key, 'failures', 1) - tonumber(ARGV[index + 3])
  local wait = 0
  if over >= 0 then wait = math.min(ARGV[1] * 2 ^ math.min(over, 20), ARGV[2]) end
  redis.call('HSET', key, 'until', string.format('%.0f', now + wait))
  redis.call('PEXPIRE', key, ARGV[3])
end
return 0`

/** KEYS: the same. */
const TAKE_BACK = `
for _, key in ipairs(KEYS) do
  local failures = tonumber(redis.call('HGET', key, 'failures') or '0')
  if failures <= 1 then
    redis.call('DEL', key)
  else
    redis.call('HSET', key, 'failures', failures - 1, 'until', 0)
  end
end
return 0`

const FORGET = `return redis.call('DEL', KEYS[1])`

/** Wrong tries that several servers count together. */
export class RedisTries implements Tries {
  readonly #run: RunScript
  readonly #name: string
  readonly #alone: Tries

  /** @param alone counts while Redis is away */
  constructor(run: RunScript, name: string, alone: Tries) {
    this.#run = run
    this.#name = name
    this.#alone = alone
  }

  take(counted: readonly Counted[]): Promise<number> {
    const args = [FIRST_WAIT_MS, LONGEST_WAIT_MS, FORGET_MS, ...counted.map(([, allowed]) => allowed)]
    return this.#orAlone(
      async () => Math.ceil(z.number().parse(await this.#run(TAKE, this.#keys(counted), args.map(String))) / 1000),
      () => this.#alone.take(counted),
    )
  }

  async takeBack(counted: readonly Counted[]): Promise<void> {
    await this.#orAlone(
      () => this.#run(TAKE_BACK, this.#keys(counted), []),
      () => this.#alone.takeBack(counted),
    )
  }

  async forget(key: string): Promise<void> {
    await this.#orAlone(
      () => this.#run(FORGET, this.#keys([[key, 0]]), []),
      () => this.#alone.forget(key),
    )
  }

  #keys(counted: readonly Counted[]): string[] {
    return counted.map(([key]) => `diem-cau:tries:${this.#name}:${key}`)
  }

  async #orAlone<T>(together: () => Promise<T>, alone: () => Promise<T>): Promise<T> {
    try {
      return await together()
    } catch {
      return alone()
    }
  }
}
