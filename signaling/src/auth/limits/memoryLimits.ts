import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit, Limits } from './Limits.ts'
import { MemoryTries } from './MemoryTries.ts'

/**
 * Counts in the memory of this process: a restart forgives. Several processes would take the limiters for Redis or PostgreSQL
 * of the same library.
 * @param clock for tries; windows and bursts go by the system's clock
 */
export function memoryLimits(clock: () => number): Limits {
  return {
    window: (name, points, seconds) => limitOf(memory(name, points, seconds)),
    burst: (name, perSecond, burst) =>
      limitOf(new BurstyRateLimiter(memory(name, perSecond, 1), memory(`${name} burst`, burst.points, burst.seconds))),
    tries: () => new MemoryTries(clock),
  }
}

const memory = (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterMemory({ keyPrefix, points, duration })

function limitOf(limiter: { consume(key: string, points?: number): Promise<unknown> }): Limit {
  return {
    async spend(key, points = 1) {
      try {
        await limiter.consume(key, points)
        return 0
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      }
    },
  }
}
