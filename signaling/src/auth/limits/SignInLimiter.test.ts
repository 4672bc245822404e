import { expect, test } from 'vitest'
import { NOON } from '../../testing/people.ts'
import { addressKey } from './addressKey.ts'
import { memoryLimits } from './memoryLimits.ts'
import { SignInLimiter } from './SignInLimiter.ts'

const MINUTE = 60_000
const from = (ip: string, device: string | null = null) => ({ ip, device })

function start() {
  const time = { now: NOON }
  const limiter = new SignInLimiter(memoryLimits(() => time.now))
  /** Makes wrong tries that are looked at: whoever guesses waits as long as they have to. */
  const guess = async (times: number, login = 'chutoa.omon', source = from('10.0.0.1')) => {
    for (let n = 0; n < times; n += 1) {
      const seconds = await limiter.take(login, source)
      time.now += seconds * 1000
      if (seconds > 0) await limiter.take(login, source)
    }
  }
  return { time, limiter, guess }
}

test('the fifth wrong password makes the next try wait, each further one twice as long, 15 minutes at most', async () => {
  const { time, limiter, guess } = start()
  await guess(5)
  expect(await limiter.take('ChuToa.OMon', from('10.0.0.1')), 'logins know no case').toBe(30)
  time.now += 29_000
  expect(await limiter.take('chutoa.omon', from('10.0.0.1')), 'asking again changes nothing').toBe(1)
  time.now += 1000
  expect(await limiter.take('chutoa.omon', from('10.0.0.1'))).toBe(0)
  expect(await limiter.take('chutoa.omon', from('10.0.0.1'))).toBe(60)
  await guess(10)
  expect(await limiter.take('chutoa.omon', from('10.0.0.1'))).toBe(900)
})

test('guessing from one address locks nobody out elsewhere, nor others there', async () => {
  const { limiter, guess } = start()
  await guess(40)
  expect(await limiter.take('chutoa.omon', from('10.0.0.2'))).toBe(0)
  expect(await limiter.take('thuky.omon', from('10.0.0.1'))).toBe(0)
})

test('guessing many logins from one address makes that address wait', async () => {
  const { limiter, guess } = start()
  for (let n = 0; n < 200; n += 1) await guess(1, `login${n}`)
  expect(await limiter.take('another', from('10.0.0.1'))).toBeGreaterThan(0)
  expect(await limiter.take('another', from('10.0.0.2'))).toBe(0)
})

test('the right password, or half an hour, starts the count anew', async () => {
  const { time, limiter, guess } = start()
  await guess(4)
  await limiter.forgive('chutoa.omon', from('10.0.0.1'))
  await guess(4)
  time.now += 31 * MINUTE
  await guess(4)
  expect(await limiter.take('chutoa.omon', from('10.0.0.1'))).toBe(0)
})

test('an office whose rooms all sign in rightly from one address is never made to wait', async () => {
  const { limiter } = start()
  for (let n = 0; n < 500; n += 1) {
    expect(await limiter.take(`room${n}`, from('10.0.0.1'))).toBe(0)
    await limiter.forgive(`room${n}`, from('10.0.0.1'))
  }
})

test('a browser in which the login was signed in before is not held up by guesses at the same address', async () => {
  const { limiter, guess } = start()
  await guess(5)
  for (let n = 0; n < 195; n += 1) await guess(1, `login${n}`)
  expect(await limiter.take('chutoa.omon', from('10.0.0.1'))).toBeGreaterThan(0)
  expect(await limiter.take('chutoa.omon', from('10.0.0.1', 'known'))).toBe(0)
  await guess(4, 'chutoa.omon', from('10.0.0.9', 'known'))
  expect(await limiter.take('chutoa.omon', from('10.0.0.1', 'known')), 'who steals it guesses no faster').toBe(30)
})

test('an IPv6 network is one address, however many it has', () => {
  expect(addressKey('2001:db8:1:2:aaaa::1')).toBe(addressKey('2001:0db8:1:2::7'))
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  expect(addressKey('::1')).toBe('0:0:0:0::/64')
  expect(addressKey('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(addressKey('10.0.0.1')).toBe('10.0.0.1')
})
