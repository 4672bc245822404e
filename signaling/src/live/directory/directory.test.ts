import { randomUUID } from 'node:crypto'
import { PRESENCE_MS } from '@diem-cau/sfu-contract'
import { MeetingId } from '@diem-cau/signaling-contract'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { startRedis, type TestRedis } from '../../testing/startRedis.ts'
import { DirectoryUnavailable, type Leases } from './Leases.ts'
import { LocalDirectory } from './LocalDirectory.ts'
import type { Presence } from './Presence.ts'
import type { News } from './News.ts'
import { RedisBulletin } from './RedisBulletin.ts'
import { RedisLeases } from './RedisLeases.ts'
import { RedisPresence } from './RedisPresence.ts'
import { RedisStore } from './RedisStore.ts'

const Entry = z.object({ url: z.string(), load: z.number() })
type Entry = z.infer<typeof Entry>

/** Several processes share this: each call of `leases` is a process of its own. */
interface Shared {
  leases(processId: string): Promise<Leases>
  presence(): Promise<Presence<Entry>>
}

const logger = pino({ level: 'silent' })
let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

function local(): Shared {
  const directory = new LocalDirectory()
  return { leases: async (id) => directory.leases(id), presence: async () => directory.presence<Entry>('processes') }
}

async function connect(): Promise<RedisStore> {
  const store = await RedisStore.connect(redis.url, logger)
  onTestFinished(() => store.close())
  return store
}

function shared(): Shared {
  const kind = `processes-${randomUUID()}`
  return {
    leases: async (id) => {
      const leases = new RedisLeases(await connect(), id, logger)
      onTestFinished(() => leases.close())
      return leases
    },
    presence: async () => new RedisPresence(await connect(), kind, Entry, logger),
  }
}

const nobody = (): void => undefined
const meeting = () => `meeting:${randomUUID()}`
async function held(leases: Leases, name: string, onLost = nobody) {
  const claimed = await leases.claim(name, onLost)
  if (claimed.kind !== 'held') throw new Error(`${claimed.holder} has it`)
  return claimed.lease
}

describe.each([
  ['in one process', local],
  ['in Redis', shared],
])('%s', (_, make) => {
  test('of two processes that claim a meeting one has it, and the other is told which', async () => {
    const directory = make()
    const [one, other] = [await directory.leases('one'), await directory.leases('other')]
    const name = meeting()
    expect(await one.holderOf(name)).toBeNull()
    const outcomes = await Promise.all([one.claim(name, nobody), other.claim(name, nobody)])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['elsewhere', 'held'])
    const holder = outcomes[0].kind === 'held' ? 'one' : 'other'
    expect(outcomes.find(({ kind }) => kind === 'elsewhere')).toEqual({ kind: 'elsewhere', holder })
    expect(await one.holderOf(name)).toBe(holder)
  })

  test('whoever claims what it has keeps it, with the same fence', async () => {
    const one = await make().leases('one')
    const name = meeting()
    const first = await held(one, name)
    expect((await held(one, name)).fence).toBe(first.fence)
  })

  test('what is given back is had by the next, with a higher fence', async () => {
    const directory = make()
    const [one, other] = [await directory.leases('one'), await directory.leases('other')]
    const name = meeting()
    const first = await held(one, name)
    await first.release()
    expect((await held(other, name)).fence).toBeGreaterThan(first.fence)
    await first.release()
    expect(await one.holderOf(name), 'what another has by now is not given back').toBe('other')
  })

  test('what a process had that has ended is had by the next, with a higher fence', async () => {
    const directory = make()
    const [one, other, third] = [
      await directory.leases('one'),
      await directory.leases('other'),
      await directory.leases('third'),
    ]
    const name = meeting()
    const first = await held(one, name)
    if (one instanceof RedisLeases) one.close()
    const claimed = await other.claim(name, nobody, 'one')
    expect(claimed).toMatchObject({ kind: 'held' })
    expect(claimed.kind === 'held' && claimed.lease.fence).toBeGreaterThan(first.fence)
    expect(await third.claim(name, nobody, 'one'), 'not from who has it now').toEqual({
      kind: 'elsewhere',
      holder: 'other',
    })
  })

  test('who announced itself is listed with what it said last, until it leaves', async () => {
    const directory = make()
    const [one, other] = [await directory.presence(), await directory.presence()]
    const mine = await one.announce('one', { url: 'http://one', load: 0 })
    await other.announce('other', { url: 'http://other', load: 0 })
    expect([...(await other.list()).keys()].toSorted()).toEqual(['one', 'other'])
    mine.update({ url: 'http://one', load: 0.5 })
    await vi.waitFor(
      async () => expect((await other.list()).get('one')).toEqual({ url: 'http://one', load: 0.5 }),
      3000,
    )
    await mine.leave()
    expect([...(await other.list()).keys()]).toEqual(['other'])
  })
})

test('a lease that a process does not renew is had by another, and the first one hears of it', async () => {
  const directory = shared()
  const name = meeting()
  const lost = vi.fn<() => void>()
  const paused = await directory.leases('paused')
  await held(paused, name, lost)
  ;(paused as RedisLeases).close()
  const other = await directory.leases('other')
  await vi.waitFor(() => held(other, name), 5000)
  expect(lost, 'it does not look any more').not.toHaveBeenCalled()
  expect(await paused.claim(name, lost)).toEqual({ kind: 'elsewhere', holder: 'other' })
})

test('a process that is said to have ended, and renews what it has, keeps it', async () => {
  const directory = shared()
  const name = meeting()
  const lost = vi.fn<() => void>()
  await held(await directory.leases('one'), name, lost)
  expect(await (await directory.leases('other')).claim(name, nobody, 'one')).toEqual({
    kind: 'elsewhere',
    holder: 'one',
  })
  expect(lost).not.toHaveBeenCalled()
})

test('a process that comes back after another took its lease is told that it lost it', async () => {
  const directory = shared()
  const store = await connect()
  const name = meeting()
  const { promise: lost, resolve } = Promise.withResolvers<void>()
  await held(await directory.leases('one'), name, resolve)
  await store.call((client) => client.set(`diem-cau:lease:${name}`, 'other'))
  await lost
})

test('who says nothing for a while is not there any more', async () => {
  const kind = `nodes-${randomUUID()}`
  const silent = await connect()
  await new RedisPresence(silent, kind, Entry, logger).announce('silent', { url: 'http://silent', load: 0 })
  const presence = new RedisPresence(await connect(), kind, Entry, logger)
  expect([...(await presence.list()).keys()]).toEqual(['silent'])
  silent.close()
  await vi.waitFor(async () => expect([...(await presence.list()).keys()]).toEqual([]), PRESENCE_MS + 2000)
})

test('an entry of another version is passed over', async () => {
  const kind = `nodes-${randomUUID()}`
  const other = new RedisPresence(await connect(), kind, z.object({ address: z.string() }), logger)
  await other.announce('newer', { address: 'somewhere' })
  expect([...(await new RedisPresence(await connect(), kind, Entry, logger).list()).keys()]).toEqual([])
})

test('while Redis is away what is held is kept, nothing new is had, and all goes on when it is back', async () => {
  const mine = await startRedis()
  onTestFinished(() => mine.stop())
  const store = await RedisStore.connect(mine.url, logger)
  onTestFinished(() => store.close())
  const leases = new RedisLeases(store, 'one', logger)
  onTestFinished(() => leases.close())
  const lost = vi.fn<() => void>()
  const name = meeting()
  await held(leases, name, lost)
  await mine.kill()
  await expect(leases.claim(meeting(), nobody)).rejects.toThrow(DirectoryUnavailable)
  await mine.startAgain()
  await vi.waitFor(async () => expect(await leases.holderOf(name)).toBe('one'), 5000)
  expect(lost).not.toHaveBeenCalled()
  await vi.waitFor(() => held(leases, meeting()), 6000)
})

test('a Redis that comes back empty gives nobody what another process had', async () => {
  const mine = await startRedis()
  onTestFinished(() => mine.stop())
  const leases = async (id: string) => {
    const store = await RedisStore.connect(mine.url, logger)
    onTestFinished(() => store.close())
    const made = new RedisLeases(store, id, logger)
    onTestFinished(() => made.close())
    return made
  }
  const [one, other] = [await leases('one'), await leases('other')]
  const name = meeting()
  const lost = vi.fn<() => void>()
  await held(one, name, lost)
  await mine.kill()
  await mine.startAgain()
  const claimed = async () => {
    try {
      return await other.claim(name, nobody)
    } catch {
      return null
    }
  }
  const answer = await vi.waitUntil(claimed, 6000)
  expect(answer).toEqual({ kind: 'elsewhere', holder: 'one' })
  expect(await (await leases('new')).claim(name, nobody), 'nor one that starts now').toEqual(answer)
  expect(lost).not.toHaveBeenCalled()
}, 20_000)

test('news reach the others and not who tells them, also what was told while Redis was away', async () => {
  const mine = await startRedis()
  onTestFinished(() => mine.stop())
  const bulletin = async (id: string) => {
    const store = await RedisStore.connect(mine.url, logger)
    onTestFinished(() => store.close())
    const made = await RedisBulletin.open(store, id, logger)
    const heard: News[] = []
    made.on((news) => heard.push(news))
    return { tell: (news: News) => made.tell(news), heard, store }
  }
  const [one, two, three] = [await bulletin('one'), await bulletin('two'), await bulletin('three')]
  const replanned = { kind: 'replanned', meetingIds: [MeetingId.parse('m.1')] } as const
  one.tell({ ...replanned, meetingIds: [...replanned.meetingIds] })
  await vi.waitFor(() => expect([two.heard, three.heard]).toEqual([[replanned], [replanned]]))
  await one.store.call((client) => client.publish('diem-cau:news', '{"from":"newer","news":{"kind":"unheardOf"}}'))
  await mine.kill()
  one.tell({ kind: 'signInsEnded' })
  await mine.startAgain()
  const both = [replanned, { kind: 'signInsEnded' }]
  await vi.waitFor(() => expect([two.heard, three.heard]).toEqual([both, both]), 8000)
  expect(one.heard).toEqual([])
}, 20_000)

test('a Redis that is not there is told at the start', async () => {
  await expect(RedisStore.connect('redis://127.0.0.1:1', logger)).rejects.toThrow(DirectoryUnavailable)
})
