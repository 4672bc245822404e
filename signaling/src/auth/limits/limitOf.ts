import { RateLimiterRes } from 'rate-limiter-flexible'
import type { Limit } from './Limits.ts'

/** A limit that one of the library's limiters counts. */
export function limitOf(limiter: { consume(key: string, points?: number): Promise<unknown> }): Limit {
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
