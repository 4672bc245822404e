import { BurstyRateLimiter, RateLimiterMemory } from 'rate-limiter-flexible'
import { limitOf } from './limitOf.ts'
import type { Limits } from './Limits.ts'
import { MemoryTries } from './MemoryTries.ts'

/**
 * Counts in the memory of this process: a restart forgives. Several processes count with `redisLimits`.
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
