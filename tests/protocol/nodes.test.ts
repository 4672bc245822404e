import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import type { OfficeNode } from './support/OfficeNode.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

/** Two come to the first node, and everybody else to the second. */
const NEAR_FIRST = { region: 'near', nodes: [{ maxEndpoints: 2, region: 'near' }, {}] }

// Two or three nodes with their workers are started for each.
vi.setConfig({ testTimeout: 60_000 })

let office: TestOffice
afterEach(() => office?.[Symbol.asyncDispose]())

/** Rooms come in one after the other and open their microphones, until all hear each other. */
async function meet(rooms: number): Promise<TestClient[]> {
  const clients: TestClient[] = []
  for (let n = 0; n < rooms; n += 1) clients.push(await office.join(n))
  await Promise.all(clients.map((client) => client.produce('mic')))
  await Promise.all(clients.map((client) => hears(client, clients)))
  return clients
}

function hears(client: TestClient, clients: readonly TestClient[]): Promise<unknown> {
  const others = clients.filter((other) => other !== client)
  return client.until('hears everyone', (c) =>
    others.every(({ participantId }) => {
      const mic = c.producerOf(participantId, 'mic')
      return mic && c.receives(participantId, 'mic')?.producerId === mic.producerId
    }),
  )
}

/** Counts on each node those whose media it carries; legs on standby are left out. */
const sizes = (clients: readonly TestClient[]) =>
  Promise.all(
    office.nodes.map(async (node) => {
      const there = await Promise.all(clients.map((client) => isOn(node, client)))
      return there.filter(Boolean).length
    }),
  )
const isOn = async (node: OfficeNode, { endpointId, media: { leg } }: TestClient) =>
  (await node.endpoints()).has(`${endpointId}:${leg}`)

test('6.13 rooms of a unit with a region are carried by the node there, the others by another, and all hear each other', async () => {
  const regions = new Map([
    [2, 'far'],
    [3, 'nowhere'],
  ])
  office = await TestOffice.open({
    seats: seatsOf(4),
    nodes: [{ region: 'near' }, { region: 'far' }],
    region: 'near',
    regions,
  })
  const clients = await meet(4)
  const [near, far] = office.nodes
  if (!near || !far) throw new Error('there are two')
  const on = (node: OfficeNode) => Promise.all(clients.map((client) => isOn(node, client)))
  expect([await on(near), await on(far)]).toEqual([
    [true, true, false, true],
    [false, false, true, false],
  ])
})

test('6.8, 6.9 a meeting spreads over three nodes when each is full, and everybody hears everybody', async () => {
  const nodes = [{ maxEndpoints: 2 }, { maxEndpoints: 2 }, { maxEndpoints: 2 }]
  office = await TestOffice.open({ seats: seatsOf(7), nodes })
  const clients = await meet(6)
  expect(await sizes(clients)).toEqual([2, 2, 2])

  const late = await office.connect(6)
  expect((await late.join()).media, 'no node has room').toEqual({ kind: 'waiting', full: true })
  await clients[5]?.socket.request('meeting:leave', {})
  await late.socket.notice('mediaReady')
  const rebuilt = async () => {
    try {
      await late.rebuild()
      return true
    } catch {
      return false
    }
  }
  await expect.poll(rebuilt, { timeout: 10_000 }).toBe(true)
  await late.produce('mic')
  await hears(late, [...clients.slice(0, 5), late])
})

test('8.5, 6.8 gates hold on every node: a microphone that may not be heard is paused at its own, and in every pipe', async () => {
  const inspector = new MediaInspector()
  onTestFinished(() => inspector.close())
  office = await TestOffice.open({ seats: seatsOf(4), ...NEAR_FIRST })
  const clients = await meet(4)
  const [chair, ward] = [clients[0], clients[3]]
  if (!chair || !ward) throw new Error('nobody there')
  expect(await sizes(clients)).toEqual([2, 2])
  const mic = chair.producerOf(ward.participantId, 'mic')?.producerId ?? ''
  /** At its own node, and where it comes out of the pipe at the other. */
  const isPaused = () => inspector.all(mic).map(({ paused }) => paused)
  expect(isPaused()).toEqual([false, false])
  await chair.socket.request('meeting:start', { belowQuorum: true })
  await expect
    .poll(isPaused, { message: 'nobody has the floor' })
    .toSatisfy((paused: boolean[]) => paused.every(Boolean))
  await chair.socket.request('floor:grant', { participantId: ward.participantId, itemId: null })
  await chair.until('hears who has the floor', (c) => c.receives(ward.participantId, 'mic'))
  await expect.poll(isPaused).toEqual([false, false])
  await chair.socket.request('floor:end', { participantId: ward.participantId })
  await expect.poll(isPaused).toSatisfy((paused: boolean[]) => paused.every(Boolean))
})

test('6.10 a node is killed: those of the other go on, its own come back there, and nobody joins again', async ({
  annotate,
}) => {
  office = await TestOffice.open({ seats: seatsOf(4), mediaNode: 'process', ...NEAR_FIRST })
  const clients = await meet(4)
  const [lost, kept] = [clients.slice(0, 2), clients.slice(2)]
  const [first, second] = office.nodes
  if (!first || !second) throw new Error('no nodes')
  expect(await Promise.all(clients.map((client) => isOn(second, client)))).toEqual([false, false, true, true])
  const heard = kept.map((client) => kept.map(({ participantId }) => client.receives(participantId, 'mic')?.consumerId))
  const marks = clients.map((client) => client.socket.notices.length)

  const killed = performance.now()
  await first.kill()
  // The chair may have a leg on standby there (SPEC 5.15).
  const goesOn = ({ socket }: TestClient, n: number) =>
    socket.until('another leg', () =>
      socket.notices
        .slice(marks[n])
        .some((notice) => notice.name === 'legCarries' || (notice.name === 'legOffered' && notice.why === 'instead')),
    )
  await Promise.all(lost.map(goesOn))
  const told = performance.now() - killed
  await Promise.all(clients.map((client) => hears(client, clients)))
  const whole = performance.now() - killed
  await annotate(`told after ${Math.round(told)} ms, all hear each other after ${Math.round(whole)} ms`)
  expect(told, 'its process is known to be gone, and nobody waits for it').toBeLessThan(2_000)

  expect(await Promise.all(clients.map((client) => isOn(second, client)))).toEqual([true, true, true, true])
  expect(
    kept.map((client) => kept.map(({ participantId }) => client.receives(participantId, 'mic')?.consumerId)),
    'the same consumers as before',
  ).toEqual(heard)
  for (const client of kept) {
    const since = client.socket.notices.slice(marks[clients.indexOf(client)])
    expect(since.filter(({ name }) => name === 'mediaLost')).toEqual([])
  }
  for (const client of clients) {
    expect(Object.keys(client.state.participants)).toHaveLength(4)
    expect(client.events.filter(({ event }) => event.type === 'participantLeft')).toEqual([])
  }

  // A node that comes back has nothing of the meeting, and takes who comes next.
  await first.startProcess()
  await expect.poll(() => first.endpoints(), { timeout: 10_000 }).toEqual(new Map())
})

test('6.4 signaling is killed: the process that takes the meeting over finds every endpoint on its node', async () => {
  office = await TestOffice.open({ seats: seatsOf(4), ...NEAR_FIRST })
  const clients = await meet(4)
  /** Legs on standby are made anew. */
  const sending = () =>
    Promise.all(office.nodes.map(async (node) => [...(await node.endpoints())].filter(([, sent]) => sent.length > 0)))
  const before = await sending()
  await office.killSignaling()
  await office.startSignaling()
  const back = await Promise.all(
    clients.map(async (client, n) => {
      const again = await office.connect(n, { deviceId: client.deviceId })
      expect((await again.join({ resume: { endpointId: client.endpointId, seq: 0 } })).media.kind).toBe('kept')
      return again
    }),
  )
  expect(await sending()).toEqual(before)
  const [chair] = back
  expect(Object.values(chair?.state.producers ?? {})).toHaveLength(4)
})

test('6.11 nodes that register are found while signaling runs, and one that is gone is done without', async () => {
  office = await TestOffice.open({ seats: seatsOf(2), mediaNode: 'none', register: true, nodes: [{}, {}] })
  const [first, second] = office.nodes
  if (!first || !second) throw new Error('no nodes')
  const chair = await office.connect(0)
  expect((await chair.join()).media.kind).toBe('waiting')
  await first.startProcess()
  await chair.socket.notice('mediaReady')
  await chair.rebuild()
  expect(await isOn(first, chair)).toBe(true)
  await second.startProcess()
  await first.kill()
  await expect.poll(() => isOn(second, chair), { timeout: 10_000 }).toBe(true)
})
