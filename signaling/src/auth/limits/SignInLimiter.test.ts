import { expect, test } from 'vitest'
import { NOON } from '../../testing/people.ts'
import { addressKey } from './addressKey.ts'
import { SignInLimiter } from './SignInLimiter.ts'

const from = (ip: string, device: string | null = null) => ({ ip, device })

function failing(limiter: SignInLimiter, times: number, login = 'chutoa.omon', address = '10.0.0.1') {
  for (let n = 0; n < times; n += 1) limiter.failed(login, from(address), NOON)
}

test('the fifth wrong password makes the next try wait, each further one twice as long, 15 minutes at most', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 4)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON)).toBe(0)
  failing(limiter, 1)
  expect(limiter.waitSec('ChuToa.OMon', from('10.0.0.1'), NOON), 'logins know no case').toBe(30)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON + 30_000)).toBe(0)
  failing(limiter, 1)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON)).toBe(60)
  failing(limiter, 30)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON)).toBe(900)
})

test('guessing from one address locks nobody out elsewhere, nor others there', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 40)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.2'), NOON)).toBe(0)
  expect(limiter.waitSec('thuky.omon', from('10.0.0.1'), NOON)).toBe(0)
})

test('guessing many logins from one address makes that address wait', () => {
  const limiter = new SignInLimiter()
  for (let n = 0; n < 200; n += 1) failing(limiter, 1, `login${n}`)
  expect(limiter.waitSec('another', from('10.0.0.1'), NOON)).toBeGreaterThan(0)
  expect(limiter.waitSec('another', from('10.0.0.2'), NOON)).toBe(0)
})

test('the right password, or half an hour, starts the count anew', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 4)
  limiter.succeeded('chutoa.omon', from('10.0.0.1'))
  failing(limiter, 4)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON)).toBe(0)
  limiter.failed('chutoa.omon', from('10.0.0.1'), NOON + 31 * 60_000)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON + 31 * 60_000)).toBe(0)
})

test('an office whose rooms all sign in rightly from one address is never made to wait', () => {
  const limiter = new SignInLimiter()
  for (let n = 0; n < 500; n += 1) {
    expect(limiter.waitSec(`room${n}`, from('10.0.0.1'), NOON)).toBe(0)
    limiter.failed(`room${n}`, from('10.0.0.1'), NOON)
    limiter.succeeded(`room${n}`, from('10.0.0.1'))
  }
})

test('a browser in which the login was signed in before is not held up by guesses at the same address', () => {
  const limiter = new SignInLimiter()
  failing(limiter, 40)
  for (let n = 0; n < 300; n += 1) failing(limiter, 1, `login${n}`)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1'), NOON)).toBeGreaterThan(0)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1', 'known'), NOON)).toBe(0)
  for (let n = 0; n < 5; n += 1) limiter.failed('chutoa.omon', from('10.0.0.9', 'known'), NOON)
  expect(limiter.waitSec('chutoa.omon', from('10.0.0.1', 'known'), NOON), 'who steals it guesses no faster').toBe(30)
})

test('an IPv6 network is one address, however many it has', () => {
  expect(addressKey('2001:db8:1:2:aaaa::1')).toBe(addressKey('2001:0db8:1:2::7'))
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  expect(addressKey('::1')).toBe('0:0:0:0::/64')
  expect(addressKey('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(addressKey('10.0.0.1')).toBe('10.0.0.1')
})
