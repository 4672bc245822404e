import type { NodeReport } from '@diem-cau/sfu-contract'
import {
  indexOfMetric,
  type MetricKey,
  type Resource,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { LocalDirectory } from '../../live/directory/LocalDirectory.ts'
import { StandInNode } from '../../testing/StandInNode.ts'
import type { NewEvent } from '../events/EventStore.ts'
import { Book } from '../live/Book.ts'
import { Keeper } from './Keeper.ts'
import { NodesSampler } from './NodesSampler.ts'
import type { Probe } from './Probe.ts'
import { ServicesSampler } from './ServicesSampler.ts'

const NOW = 1_800_000_000_000

/** A book that a sampler fills, and what it notes. */
function setUp() {
  const book = new Book(() => NOW)
  const events: NewEvent[] = []
  const note = (noted: readonly NewEvent[]) => void events.push(...noted)
  const seen = (): Resource[] =>
    [...book.all].map((resource) => {
      resource.settle(NOW)
      return resource.toResource()
    })
  const health = () => Object.fromEntries(seen().map(({ id, health }) => [id, health]))
  const value = <K extends ResourceKind>(id: string, kind: K, key: MetricKey<K>) =>
    seen().find((each) => each.id === id)?.sample[indexOfMetric(kind, key)]
  return { book, events, note, seen, health, value, kinds: () => events.map(({ kind }) => kind) }
}

type WorkerReport = NodeReport['workers'][number]

const worker = (changes: Partial<WorkerReport>): WorkerReport => ({
  index: 0,
  pid: 1,
  cpu: 0,
  meetings: 0,
  endpoints: 0,
  producers: 0,
  consumers: 0,
  bitrateIn: 0,
  bitrateOut: 0,
  ...changes,
})

describe('media nodes', () => {
  const says = (node: StandInNode, changes: Partial<Pick<NodeReport, 'draining' | 'workers' | 'figures'>>) => {
    if (!node.description) throw new Error('it is not up')
    node.description = { ...node.description, ...changes }
  }

  test('a node is what its workers are together, and each worker is one of its own', () => {
    const { book, note, value, health } = setUp()
    const node = new StandInNode('node-1')
    node.comesUp()
    says(node, {
      workers: [
        worker({ cpu: 0.5, endpoints: 40, consumers: 100, bitrateIn: 3e6 }),
        worker({ index: 1, pid: 2, cpu: 0.25, endpoints: 45, bitrateIn: 1e6 }),
      ],
    })
    new NodesSampler({ clients: [node] }, book, note).take(1, NOW)
    expect(health()).toEqual({ 'node:node-1': 'good', 'worker:node-1/0': 'good', 'worker:node-1/1': 'good' })
    expect(value('node:node-1', 'node', 'endpoints')).toBe(85)
    expect(value('node:node-1', 'node', 'kbitIn')).toBe(4000)
    expect(value('worker:node-1/1', 'worker', 'cpu')).toBe(25)
    expect(value('node:node-1', 'node', 'cpu'), 'which it does not say').toBeNull()
  })

  test("16.11 what a node measures of itself and its machine is read in the units of the table, and a worker's memory", () => {
    const { book, note, value } = setUp()
    const node = new StandInNode('node-1')
    node.comesUp()
    says(node, {
      workers: [worker({ memory: 64 * 2 ** 20, producers: 12 })],
      figures: {
        at: NOW,
        process: { cpu: 0.043, memory: 210 * 2 ** 20, loopLag: 7 },
        machine: { cpu: 0.38, memory: 0.46, packets: { in: 9000, out: 21_000, dropped: 3 } },
      },
    })
    new NodesSampler({ clients: [node] }, book, note).take(1, NOW)
    const read = (key: MetricKey<'node'>) => value('node:node-1', 'node', key)
    expect([read('cpu'), read('memory'), read('loopLag')]).toEqual([expect.closeTo(4.3), 210, 7])
    expect([read('machineCpu'), read('machineMemory')]).toEqual([expect.closeTo(38), expect.closeTo(46)])
    expect([read('producers'), read('packetsIn'), read('packetsOut'), read('packetsDropped')]).toEqual([
      12, 9000, 21_000, 3,
    ])
    expect([value('worker:node-1/0', 'worker', 'memory'), value('worker:node-1/0', 'worker', 'producers')]).toEqual([
      64, 12,
    ])
  })

  test('16.11 a node whose clock is wrong is found by what it answers, not by when it reports', async () => {
    const { book, note, value, health } = setUp()
    const node = new StandInNode('node-1')
    node.clockAheadMs = -6000
    node.comesUp()
    const sampler = new NodesSampler({ clients: [node] }, book, note)
    for (let second = 5; second < 20; second += 1) {
      says(node, {})
      sampler.take(second, NOW)
      await answered()
    }
    expect(Math.round((value('node:node-1', 'node', 'clockOffset') ?? 0) / 1000)).toBe(-6)
    expect(value('node:node-1', 'node', 'answer')).toBeGreaterThanOrEqual(0)
    expect(health()['node:node-1']).toBe('bad')
  })

  test('one that was never heard is bad and named by its address; found, lost, emptied, opened again and a dead worker are events', () => {
    const { book, events, note, health, kinds } = setUp()
    const node = new StandInNode('node-1', 0, 'http://10.0.0.5:40900')
    const sampler = new NodesSampler({ clients: [node] }, book, note)
    sampler.take(1, NOW)
    expect(health()).toEqual({ 'node:10.0.0.5:40900': 'bad' })
    expect(events).toEqual([])
    node.comesUp()
    sampler.take(2, NOW)
    says(node, { draining: true })
    sampler.take(3, NOW)
    expect(health()['node:node-1']).toBe('weak')
    says(node, { draining: false, workers: [worker({ pid: 9 })] })
    sampler.take(4, NOW)
    node.description = null
    sampler.take(5, NOW)
    expect(health()['node:node-1']).toBe('bad')
    expect(kinds()).toEqual(['nodeFound', 'drained', 'reopened', 'workerLost', 'nodeLost'])
  })

  test('the same report again is none of this second', () => {
    const { book, note } = setUp()
    const node = new StandInNode('node-1')
    node.comesUp()
    const sampler = new NodesSampler({ clients: [node] }, book, note)
    sampler.take(1, NOW)
    sampler.take(2, NOW + 5000)
    const [resource] = [...book.all]
    resource?.settle(NOW + 5000)
    expect(resource?.health).toBe('unknown')
  })

  test('a node that is gone for good, and all of them when another process reads them, are in the book no more', () => {
    const { book, note, health, kinds } = setUp()
    const [one, two] = [new StandInNode('node-1'), new StandInNode('node-2')]
    one.comesUp()
    two.comesUp()
    const clients = [one, two]
    const sampler = new NodesSampler({ clients }, book, note)
    sampler.take(1, NOW)
    clients.shift()
    sampler.take(2, NOW)
    expect(Object.keys(health())).toEqual(['node:node-2', 'worker:node-2/0'])
    expect(kinds().at(-1)).toBe('nodeLost')
    sampler.stop()
    expect(health()).toEqual({})
  })
})

/** Lets what was asked be answered. */
const answered = () => new Promise((resolve) => void setImmediate(resolve))

describe('services', () => {
  const probe = (ask: Probe['ask'], changes: Partial<Probe> = {}): Probe => ({
    name: 'database',
    everyMs: 0,
    isTimed: true,
    ask,
    ...changes,
  })
  test('it is unknown until it has answered, then as it is; one that does not answer is lost, and back when it does', async () => {
    const { book, note, health, kinds, value } = setUp()
    let isThere = true
    const sampler = new ServicesSampler(
      [probe(async () => (isThere ? { waiting: 3 } : Promise.reject(new Error('away'))))],
      book,
      note,
    )
    sampler.take(1, NOW)
    expect(health()).toEqual({ 'service:database': 'unknown' })
    await answered()
    sampler.take(2, NOW)
    expect(health()).toEqual({ 'service:database': 'good' })
    expect(value('service:database', 'service', 'waiting')).toBe(3)
    isThere = false
    await answered()
    sampler.take(3, NOW)
    await answered()
    sampler.take(4, NOW)
    expect(health()).toEqual({ 'service:database': 'bad' })
    isThere = true
    await answered()
    sampler.take(5, NOW)
    await answered()
    sampler.take(6, NOW)
    expect(kinds()).toEqual(['serviceLost', 'serviceBack'])
  })

  test('between two questions the last answer stands', async () => {
    const { book, note, health } = setUp()
    let asked = 0
    const sampler = new ServicesSampler(
      [probe(async () => ({ used: (asked += 1) }), { everyMs: 60_000, isTimed: false })],
      book,
      note,
    )
    for (let second = 1; second < 5; second += 1) {
      sampler.take(second, NOW)
      await answered()
    }
    expect([asked, health()]).toEqual([1, { 'service:database': 'good' }])
  })
})

test('one process of all is the keeper; the next one is when it lets go', async () => {
  const directory = new LocalDirectory()
  const [one, two] = ['one', 'two'].map((id) => new Keeper(directory.leases(id))) as [Keeper, Keeper]
  await one.look()
  await two.look()
  expect([one.isKeeper, two.isKeeper]).toEqual([true, false])
  await one.close()
  await two.look()
  expect([one.isKeeper, two.isKeeper]).toEqual([false, true])
})
