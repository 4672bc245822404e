import { expect, test } from 'vitest'
import { BURST, RATE_PER_SEC, RateLimiter, type Verdict } from './RateLimiter.ts'

/** The verdicts on `perSec` requests a second for so many seconds. */
function send(limiter: RateLimiter, perSec: number, seconds: number, from = 0): Verdict[] {
  return Array.from({ length: perSec * seconds }, (_, n) => limiter.take(from + Math.floor((n * 1000) / perSec)))
}

test('1.5 a burst and the average rate pass', () => {
  expect(new Set(send(new RateLimiter(0), BURST, 1))).toEqual(new Set(['ok']))
  expect(new Set(send(new RateLimiter(0), RATE_PER_SEC, 60))).toEqual(new Set(['ok']))
})

test('1.5 beyond it requests are refused, and the sender is told to slow down once', () => {
  const verdicts = send(new RateLimiter(0), 100, 3)
  expect(verdicts.filter((v) => v === 'slow')).toHaveLength(1)
  expect(verdicts.filter((v) => v === 'ok').length).toBeLessThanOrEqual(BURST + 3 * RATE_PER_SEC)
  expect(verdicts).not.toContain('cut')
})

test('1.5 who calms down is told again at the next flood', () => {
  const limiter = new RateLimiter(0)
  send(limiter, 100, 2)
  expect(send(limiter, 1, 10, 10_000)).not.toContain('slow')
  expect(send(limiter, 100, 2, 30_000).filter((v) => v === 'slow')).toHaveLength(1)
})

test('1.5 more than ten times the rate for five seconds is cut, four seconds or a tenth less is not', () => {
  expect(send(new RateLimiter(0), 400, 6)).toContain('cut')
  expect(send(new RateLimiter(0), 400, 4)).not.toContain('cut')
  expect(send(new RateLimiter(0), 190, 20)).not.toContain('cut')
})
