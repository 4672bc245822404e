import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { RedisStore } from '../../live/directory/RedisStore.ts'
import { startRedis, type TestRedis } from '../../testing/startRedis.ts'
import { silent } from '../../testing/temporaryStore.ts'
import { redisLimits } from './redisLimits.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

/** Two servers that count together. */
async function servers(url = redis.newDatabase()) {
  const server = async () => {
    const store = await RedisStore.connect(url, silent)
    onTestFinished(() => store.close())
    return redisLimits((...script) => store.run(...script), Date.now)
  }
  return [await server(), await server()] as const
}

test('what one server counted another goes on from', async () => {
  const [one, two] = await servers()
  const [a, b] = [one.window('links', 3, 600), two.window('links', 3, 600)]
  expect([await a.spend('x'), await b.spend('x', 2)]).toEqual([0, 0])
  expect(await a.spend('x')).toBeGreaterThan(590)
  expect(await b.spend('y'), 'another key').toBe(0)
  expect(await one.window('codes', 3, 600).spend('x'), 'another limit').toBe(0)
})

test('a burst is one for all', async () => {
  const [one, two] = await servers()
  const rule = ['pages', 1, { points: 3, seconds: 600 }] as const
  const [a, b] = [one.burst(...rule), two.burst(...rule)]
  const waits = [await a.spend('x', 2), await b.spend('x', 2), await a.spend('x', 2)]
  expect(waits.slice(0, 1)).toEqual([0])
  expect(waits[2]).toBeGreaterThan(0)
})

test('many wrong tries at once, at whichever server, are no more than are allowed; each one after has to wait longer', async () => {
  const [one, two] = await servers()
  const [a, b] = [one.tries('password'), two.tries('password')]
  const waits = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b).take([['x', 5]])))
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5)
  expect(Math.max(...waits)).toBe(30)
  expect(await one.tries('code').take([['x', 5]]), 'of another kind').toBe(0)
})

test('a right try is taken back, and a right password forgets all that was wrong', async () => {
  const [one, two] = await servers()
  const [a, b] = [one.tries('password'), two.tries('password')]
  for (let n = 0; n < 20; n += 1) {
    expect(await a.take([['x', 2]])).toBe(0)
    await b.takeBack([['x', 2]])
  }
  await a.take([['x', 2]])
  await a.take([['x', 2]])
  expect(await b.take([['x', 2]])).toBe(30)
  await b.forget('x')
  expect(await a.take([['x', 2]])).toBe(0)
})

test('while Redis is away each counts for itself', async () => {
  const mine = await startRedis()
  onTestFinished(() => mine.stop())
  const [one] = await servers(mine.url)
  const [limit, tries] = [one.window('links', 2, 600), one.tries('password')]
  await limit.spend('x')
  await mine.kill()
  expect([await limit.spend('x'), await limit.spend('x')]).toEqual([0, 0])
  expect(await limit.spend('x')).toBeGreaterThan(0)
  expect([await tries.take([['x', 1]]), await tries.take([['x', 1]])]).toEqual([0, 30])
})
