import { expect, test } from 'vitest'
import { NOON } from '../testing/people.ts'
import { SignInLimiter } from './SignInLimiter.ts'

function failing(limiter: SignInLimiter, times: number, login = 'chutoa.omon', address = '10.0.0.1') {
  for (let n = 0; n < times; n += 1) limiter.failed(login, address, NOON)
}

test('the fifth wrong password makes the next try wait, each further one twice as long, 15 minutes at most', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 4)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON)).toBe(0)
  failing(limiter, 1)
  expect(limiter.waitSec('ChuToa.OMon', '10.0.0.1', NOON), 'logins know no case').toBe(30)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON + 30_000)).toBe(0)
  failing(limiter, 1)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON)).toBe(60)
  failing(limiter, 30)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON)).toBe(900)
})

test('guessing from one address locks nobody out elsewhere, nor others there', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 40)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.2', NOON)).toBe(0)
  expect(limiter.waitSec('thuky.omon', '10.0.0.1', NOON)).toBe(0)
})

test('guessing many logins from one address makes that address wait', () => {
  const limiter = new SignInLimiter()
  for (let n = 0; n < 200; n += 1) failing(limiter, 1, `login${n}`)
  expect(limiter.waitSec('another', '10.0.0.1', NOON)).toBeGreaterThan(0)
  expect(limiter.waitSec('another', '10.0.0.2', NOON)).toBe(0)
})

test('the right password, or half an hour, starts the count anew', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 4)
  limiter.succeeded('chutoa.omon', '10.0.0.1')
  failing(limiter, 4)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON)).toBe(0)
  limiter.failed('chutoa.omon', '10.0.0.1', NOON + 31 * 60_000)
  expect(limiter.waitSec('chutoa.omon', '10.0.0.1', NOON + 31 * 60_000)).toBe(0)
})

test('an office whose rooms all sign in rightly from one address is never made to wait', () => {
  const limiter = new SignInLimiter()
  for (let n = 0; n < 500; n += 1) {
    expect(limiter.waitSec(`room${n}`, '10.0.0.1', NOON)).toBe(0)
    limiter.failed(`room${n}`, '10.0.0.1', NOON)
    limiter.succeeded(`room${n}`, '10.0.0.1')
  }
})
