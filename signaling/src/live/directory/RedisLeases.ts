import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Claimed, Leases } from './Leases.ts'
import type { RedisStore } from './RedisStore.ts'

/**
 * A lease that is not renewed for so long is anybody's, milliseconds. It is how long a meeting waits for another process after the host of
 * its own died; a process that computes for longer than this loses what it has, which the log's key makes harmless. Taking up a city's
 * meeting on a busy machine takes a second or two: with less two processes could take it from each other in turns.
 */
const LEASE_MS = 3000
const RENEW_MS = 250
/**
 * A process that has ended renews nothing. Once that is seen by a renewal that did not come, so late (milliseconds), what it had is
 * anybody's too: the word of the network alone, which may refuse us what it gives to others, is not enough.
 */
const MISSED_MS = RENEW_MS + 100

/** Fences of a lease are remembered for so long after it was taken last, seconds: longer than any meeting. */
const FENCE_S = 7 * 24 * 3600

/**
 * Redis itself must have been there for so long before it gives what nobody seems to have, seconds: it may have come back empty, and who
 * has the lease says so within that time. After a break of this process's own way to it the same holds for LEASE_MS.
 */
const SETTLED_S = 3
const ASK_AGAIN_MS = 100
const LOOK_MS = 50

/**
 * KEYS: lease, fence. ARGV: who, for how long (ms), for how long the fence (s), settled after (s), who has ended (or nothing), and how
 * long its lease lasts yet when a renewal was missed (ms). Answers 2 when it is too early to say, 3 when that one may yet renew.
 */
const CLAIM = `
local holder = redis.call('GET', KEYS[1])
if holder and holder == ARGV[5] then
  if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[6]) then return {3, holder} end
  holder = false
elseif holder and holder ~= ARGV[1] then return {0, holder}
end
if not holder then
  local uptime = string.match(redis.call('INFO', 'server'), 'uptime_in_seconds:(%d+)')
  if uptime and tonumber(uptime) < tonumber(ARGV[4]) then return {2, ''} end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if holder then return {1, redis.call('GET', KEYS[2]) or '0'} end
local fence = redis.call('INCR', KEYS[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return {1, tostring(fence)}`

/**
 * KEYS: leases. ARGV: who, for how long. Answers for each whether it is still held: one that ran out while nobody else wanted it
 * (Redis was away, or came back empty) is taken again.
 */
const RENEW = `
local kept = {}
for index, key in ipairs(KEYS) do
  local holder = redis.call('GET', key)
  if not holder or holder == ARGV[1] then
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    kept[index] = 1
  else
    kept[index] = 0
  end
end
return kept`

/** KEYS: lease. ARGV: who. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

const ClaimAnswer = z.tuple([z.literal([0, 1, 2, 3]), z.string()])
const RenewAnswer = z.array(z.literal([0, 1]))

type Held = { readonly fence: number; readonly onLost: () => void }

/** Leases that processes on several machines share, in Redis. */
export class RedisLeases implements Leases {
  readonly #store: RedisStore
  readonly #processId: string
  readonly #logger: Logger
  readonly #held = new Map<string, Held>()
  readonly #timer: NodeJS.Timeout
  #renewing = false

  constructor(store: RedisStore, processId: string, logger: Logger) {
    this.#store = store
    this.#processId = processId
    this.#logger = logger
    this.#timer = setInterval(() => void this.#renew(), RENEW_MS).unref()
    store.onBack(() => void this.#renew())
  }

  async claim(name: string, onLost: () => void, ended = ''): Promise<Claimed> {
    const [outcome, text] = await this.#ask(name, ended)
    if (outcome === 0) return { kind: 'elsewhere', holder: text }
    const held: Held = { fence: Number(text), onLost }
    this.#held.set(name, held)
    return { kind: 'held', lease: { fence: held.fence, release: () => this.#release(name, held) } }
  }

  /** Asks until Redis answers. Who is said to have ended, and renews all the same, has it. */
  async #ask(name: string, ended: string): Promise<[outcome: 0 | 1, holderOrFence: string]> {
    const until = performance.now() + MISSED_MS + LOOK_MS
    for (;;) {
      const isSettled = this.#held.has(name) || this.#store.backFor > LEASE_MS
      const [outcome, text] = isSettled
        ? ClaimAnswer.parse(
            await this.#store.run(
              CLAIM,
              [leaseKey(name), fenceKey(name)],
              [
                this.#processId,
                String(LEASE_MS),
                String(FENCE_S),
                String(SETTLED_S),
                ended,
                String(LEASE_MS - MISSED_MS),
              ],
            ),
          )
        : ([2, ''] as const)
      if (outcome === 0 || outcome === 1) return [outcome, text]
      if (outcome === 3 && performance.now() > until) return [0, text]
      await wait(outcome === 3 ? LOOK_MS : ASK_AGAIN_MS)
    }
  }

  async holderOf(name: string): Promise<string | null> {
    return this.#store.call((client) => client.get(leaseKey(name)))
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #release(name: string, held: Held): Promise<void> {
    if (this.#held.get(name) !== held) return
    this.#held.delete(name)
    try {
      await this.#store.run(RELEASE, [leaseKey(name)], [this.#processId])
    } catch (error) {
      this.#logger.debug({ err: error, lease: name }, 'a lease could not be given back: it runs out')
    }
  }

  /** Renews what this process has. It goes on while Redis cannot be reached, because nobody else can take it then. */
  async #renew(): Promise<void> {
    if (this.#renewing || this.#held.size === 0) return
    this.#renewing = true
    const held = [...this.#held]
    try {
      const answer = await this.#store.run(
        RENEW,
        held.map(([name]) => leaseKey(name)),
        [this.#processId, String(LEASE_MS)],
      )
      const kept = RenewAnswer.parse(answer)
      for (const [index, [name, one]] of held.entries()) {
        if (kept[index] === 1 || this.#held.get(name) !== one) continue
        this.#held.delete(name)
        this.#logger.warn({ lease: name }, 'another process has taken a lease of this one')
        one.onLost()
      }
    } catch (error) {
      this.#logger.debug({ err: error }, 'leases not renewed')
    } finally {
      this.#renewing = false
    }
  }
}

const leaseKey = (name: string) => `diem-cau:lease:${name}`
const fenceKey = (name: string) => `diem-cau:fence:${name}`
