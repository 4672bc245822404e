import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { limitOf } from './limitOf.ts'
import type { Limits } from './Limits.ts'
import { MemoryTries } from './MemoryTries.ts'
import { RedisTries } from './RedisTries.ts'
import type { RunScript } from './RunScript.ts'

/** Several servers count together, in Redis. While it is away each counts for itself. */
export function redisLimits(run: RunScript, clock: () => number): Limits {
  const storeClient = {
    eval: (script: string, { keys, arguments: args }: { keys: string[]; arguments: string[] }) =>
      run(script, keys, args),
  }
  const shared = (name: string, points: number, duration: number) =>
    new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: `diem-cau:limit:${name}`,
      points,
      duration,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
    })
  return {
    window: (name, points, seconds) => limitOf(shared(name, points, seconds)),
    burst: (name, perSecond, burst) =>
      limitOf(new BurstyRateLimiter(shared(name, perSecond, 1), shared(`${name} burst`, burst.points, burst.seconds))),
    tries: (name) => new RedisTries(run, name, new MemoryTries(clock)),
  }
}
