import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Shared } from './Shared.ts'

class Thing {
  closed = false
  close(): void {
    this.closed = true
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function workshop(lingerMs: number) {
  const shared = new Shared<string, Thing>(lingerMs)
  const made: Thing[] = []
  const make = () => {
    const thing = new Thing()
    made.push(thing)
    return Promise.resolve(thing)
  }
  return { shared, made, make, take: () => shared.take('key', make) }
}

test('a thing is made once for all who take it at the same moment', async () => {
  const { made, take } = workshop(0)
  const [one, other] = await Promise.all([take(), take()])
  expect(made).toHaveLength(1)
  expect(one.value).toBe(other.value)
})

test('it is closed with its last share, and a share that is given back twice counts once', async () => {
  const { shared, made, take } = workshop(0)
  const [one, other] = await Promise.all([take(), take()])
  one.release()
  one.release()
  expect(shared.size).toBe(1)
  other.release()
  expect(shared.size).toBe(0)
  await vi.waitFor(() => expect(made[0]?.closed).toBe(true))
})

test('it outlives its last share by the linger, and who comes back within it finds it', async () => {
  const { shared, made, take } = workshop(5000)
  const first = await take()
  first.release()
  vi.advanceTimersByTime(4999)
  const again = await take()
  vi.advanceTimersByTime(60_000)
  expect(again.value).toBe(first.value)
  expect(made).toMatchObject([{ closed: false }])
  again.release()
  vi.advanceTimersByTime(5000)
  expect(shared.size).toBe(0)
  await vi.waitFor(() => expect(made).toMatchObject([{ closed: true }]))
})

test('what cannot be made is told to all who wait, and tried again by the next', async () => {
  const { shared, take } = workshop(0)
  const fail = () => Promise.reject(new Error('no'))
  const failed = await Promise.allSettled([shared.take('key', fail), shared.take('key', fail)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(shared.size).toBe(0)
  expect((await take()).value.closed).toBe(false)
})

test('what ends by itself is forgotten, and the shares of it do nothing to the next', async () => {
  const shared = new Shared<string, Thing>(0)
  let end = () => {}
  const first = await shared.take('key', (ended) => ((end = ended), Promise.resolve(new Thing())))
  end()
  const next = await shared.take('key', () => Promise.resolve(new Thing()))
  expect(next.value).not.toBe(first.value)
  first.release()
  expect(shared.size).toBe(1)
  expect(next.value.closed).toBe(false)
})

test('one that is still being made when everybody has gone is not made a second time, and closed when it is there', async () => {
  const { shared } = workshop(0)
  const things: PromiseWithResolvers<Thing>[] = []
  const make = () => {
    const thing = Promise.withResolvers<Thing>()
    things.push(thing)
    return thing.promise
  }
  const taking = shared.take('key', make)
  void taking.then((lease) => lease.release())
  const other = shared.take('key', make)
  void other.then((lease) => lease.release())
  await Promise.resolve()
  const thing = new Thing()
  things[0]?.resolve(thing)
  await Promise.all([taking, other])
  expect(things).toHaveLength(1)
  await vi.waitFor(() => expect(thing.closed).toBe(true))
  expect(shared.size).toBe(0)
})

test('closing closes whatever there is, and what is on its way', async () => {
  const { shared, made, take } = workshop(5000)
  await take()
  const coming = Promise.withResolvers<Thing>()
  const taking = shared.take('other', () => coming.promise)
  shared.close()
  const thing = new Thing()
  coming.resolve(thing)
  await taking
  await vi.waitFor(() => expect([made[0]?.closed, thing.closed]).toEqual([true, true]))
  expect(shared.size).toBe(0)
})
