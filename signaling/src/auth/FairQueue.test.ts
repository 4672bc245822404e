import { expect, test } from 'vitest'
import { FairQueue } from './FairQueue.ts'

const at = (key: string) => ({ key, isKnown: false })
const known = (key: string) => ({ key, isKnown: true })

/** A queue of one at a time whose first is under way until `go`. */
function held(most = 100) {
  const queue = new FairQueue({ atOnce: 1, most })
  const order: string[] = []
  let go = () => {}
  const first = queue.run(at('first'), () => new Promise<void>((resolve) => (go = resolve)))
  const asked: Promise<string>[] = []
  const ask = (waiter: { key: string; isKnown: boolean }) => {
    const done = queue
      .run(waiter, async () => void order.push(waiter.key))
      .then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
    asked.push(done)
    return done
  }
  return {
    ask,
    order,
    finish: async () => {
      go()
      await Promise.all([first, ...asked])
      return order
    },
  }
}

test('whoever asks much waits for whoever asks little', async () => {
  const { ask, finish } = held()
  for (let n = 0; n < 5; n += 1) void ask(at('flood'))
  void ask(at('quiet'))
  void ask(at('other'))
  expect(await finish()).toEqual(['flood', 'quiet', 'other', 'flood', 'flood', 'flood', 'flood'])
})

test('known browsers go first', async () => {
  const { ask, finish } = held()
  void ask(at('flood'))
  void ask(known('ours'))
  expect(await finish()).toEqual(['ours', 'flood'])
})

test('of one address a quarter waits; in a full queue whoever has most gives way to whoever has nothing in it', async () => {
  const { ask, finish } = held(8)
  const flood = Array.from({ length: 3 }, () => ask(at('flood')))
  expect(await flood[2]).toBe('rateLimited')
  for (const key of ['a', 'b', 'c']) for (let n = 0; n < 2; n += 1) void ask(at(key))
  const quiet = ask(at('quiet'))
  const ours = ask(known('ours'))
  await finish()
  expect([await quiet, await ours]).toEqual(['done', 'done'])
  expect(
    (await Promise.all(flood)).filter((answer) => answer === 'rateLimited').length,
    'the flood gave way',
  ).toBeGreaterThan(1)
})

test('where everybody waits for one thing, one more is refused, but a known browser is not', async () => {
  const { ask, finish } = held(4)
  for (const key of ['a', 'b', 'c', 'd']) void ask(at(key))
  expect(await ask(at('e'))).toBe('rateLimited')
  const ours = ask(known('ours'))
  await finish()
  expect(await ours).toBe('done')
})

test('work that fails leaves its place to the next', async () => {
  const queue = new FairQueue({ atOnce: 1, most: 10 })
  const failing = queue.run(at('a'), () => Promise.reject(new Error('broken')))
  const next = queue.run(at('b'), () => Promise.resolve('fine'))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('fine')
})
