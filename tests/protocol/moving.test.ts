import { LegId } from '@diem-cau/signaling-contract'
import { afterEach, expect, test, vi } from 'vitest'
import type { OfficeNode } from './support/OfficeNode.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

// Two nodes with their workers are started for each.
vi.setConfig({ testTimeout: 60_000 })

let office: TestOffice
afterEach(() => office?.[Symbol.asyncDispose]())

function hears(
  client: TestClient,
  clients: readonly TestClient[],
  gone: ReadonlySet<string> = new Set(),
): Promise<unknown> {
  const others = clients.filter((other) => other !== client)
  return client.until('hears everyone', (c) =>
    others.every(({ participantId }) => {
      const mic = c.producerOf(participantId, 'mic')
      return (
        mic &&
        !gone.has(mic.producerId) &&
        [...c.media.received.values()].some(({ producerId }) => producerId === mic.producerId)
      )
    }),
  )
}

/** Rooms come in one after the other and open their microphones, until all hear each other. */
async function meet(rooms: number): Promise<TestClient[]> {
  const clients: TestClient[] = []
  for (let n = 0; n < rooms; n += 1) clients.push(await office.join(n))
  await Promise.all(clients.map((client) => client.produce('mic')))
  await Promise.all(clients.map((client) => hears(client, clients)))
  return clients
}

/** The legs of a client that a node has. */
async function legsOn(node: OfficeNode | undefined, { endpointId }: TestClient): Promise<number[]> {
  const ids = [...((await node?.endpoints())?.keys() ?? [])]
  return ids.flatMap((id) => (id.startsWith(`${endpointId}:`) ? [Number(id.slice(endpointId.length + 1))] : []))
}
const drain = (node: OfficeNode | undefined, draining: boolean) => node?.control.ask('node:drain', { draining })
const standbyOf = (client: TestClient) =>
  client.socket.notice('legOffered', ({ why }) => why === 'standby').then(({ media }) => media.leg)

test('5.14 a node that drains is emptied while everybody goes on hearing everybody, and nobody joins again', async () => {
  office = await TestOffice.open({ seats: seatsOf(3), nodes: [{ region: 'near' }, {}], region: 'near' })
  const clients = await meet(3)
  const [first, second] = office.nodes
  const marks = clients.map(({ socket }) => socket.notices.length)
  const eventsBefore = clients.map(({ events }) => events.length)
  /** Who could hear nobody at some moment: looked at with every notice. */
  const deaf = new Set<string>()
  for (const client of clients)
    client.socket.onNotice(() => {
      for (const other of clients)
        if (other !== client && !client.receives(other.participantId, 'mic')) deaf.add(client.participantId)
    })

  await drain(first, true)
  await expect.poll(async () => (await first?.endpoints())?.size, { timeout: 20_000 }).toBe(0)
  for (const client of clients) {
    const legs = await legsOn(second, client)
    expect(
      legs.filter((leg) => leg === client.media.leg),
      'the one that carries is there',
    ).toHaveLength(1)
  }
  await Promise.all(clients.map((client) => hears(client, clients)))
  expect([...deaf]).toEqual([])
  for (const [n, client] of clients.entries()) {
    const told = client.socket.notices.slice(marks[n]).map(({ name }) => name)
    expect(told.filter((name) => name === 'mediaLost' || name === 'ejected')).toEqual([])
    const happened = client.events.slice(eventsBefore[n]).map(({ event }) => event)
    const kinds = happened.map((event) => (event.type === 'producerClosed' ? event.reason : event.type))
    expect(new Set(kinds), 'on record are producers that were replaced').toEqual(new Set(['moved', 'producerOpened']))
    expect(kinds.filter((kind) => kind === 'moved')).toHaveLength(3)
  }
})

test('5.15 who conducts stands by on another node, and speaks from there when their own dies; 5.16 the others are offered a leg', async ({
  annotate,
}) => {
  const nodes = [{ region: 'near' }, {}]
  office = await TestOffice.open({ seats: seatsOf(3), mediaNode: 'process', nodes, region: 'near' })
  const clients = await meet(3)
  const [chair, ward, other] = clients
  const [first, second] = office.nodes
  if (!chair || !ward || !other) throw new Error('nobody there')
  await chair.socket.request('meeting:start', { belowQuorum: true })
  await chair.socket.request('floor:grant', { participantId: ward.participantId, itemId: null })
  const standby: LegId[] = await Promise.all([standbyOf(chair), standbyOf(ward)])
  await expect.poll(() => legsOn(second, chair)).toEqual([standby[0]])
  await expect.poll(() => legsOn(second, ward)).toEqual([standby[1]])
  expect(await legsOn(second, other), 'a room that only listens has none').toEqual([])
  expect((await second?.endpoints())?.get(`${chair.endpointId}:${standby[0]}`), 'nothing goes over it').toEqual([])

  const mark = other.socket.notices.length
  const before = ward.producerOf(ward.participantId, 'mic')?.producerId
  const killed = performance.now()
  await first?.kill()
  await chair.until('hears the floor again', (c) => {
    const mic = c.producerOf(ward.participantId, 'mic')
    return mic && mic.producerId !== before && c.receives(ward.participantId, 'mic')?.producerId === mic.producerId
  })
  const voice = performance.now() - killed
  const offered = await other.socket.notice('legOffered', ({ why }) => why === 'instead', mark)
  await hears(
    chair,
    clients.filter((client) => client !== other),
  )
  await annotate(`the chair hears who has the floor after ${Math.round(voice)} ms`)
  expect(chair.media.leg).toBe(standby[0])
  expect(ward.media.leg).toBe(standby[1])
  expect(other.media.leg).toBe(offered.media.leg)
  expect(Object.keys(other.state.participants)).toHaveLength(3)
})

test('5.13 only a leg that was offered can be taken, and taking the one that carries changes nothing', async () => {
  office = await TestOffice.open({ seats: seatsOf(2) })
  const clients = await meet(2)
  const [, ward] = clients
  const { leg } = ward?.media ?? {}
  if (!ward || !leg) throw new Error('nobody there')
  const after = LegId.parse(leg + 1)
  await expect(ward.socket.request('media:taken', { leg: after })).rejects.toMatchObject({ code: 'notYours' })
  await expect(ward.socket.request('media:restartIce', { leg: after, direction: 'recv' })).rejects.toMatchObject({
    code: 'notYours',
  })
  await ward.socket.request('media:taken', { leg })
  expect(ward.events.map(({ event }) => event).filter(({ type }) => type === 'producerClosed')).toEqual([])
  await Promise.all(clients.map((client) => hears(client, clients)))
})

test('5.15 in a meeting that is not too large everybody stands by elsewhere, and all go on there when a node dies', async ({
  annotate,
}) => {
  const nodes = [{ region: 'near' }, {}]
  office = await TestOffice.open({
    seats: seatsOf(4),
    mediaNode: 'process',
    nodes,
    region: 'near',
    reserveEndpoints: 4,
  })
  const clients = await meet(4)
  const [first, second] = office.nodes
  const standby: LegId[] = await Promise.all(clients.map(standbyOf))
  await expect
    .poll(() => Promise.all(clients.map((client) => legsOn(second, client))), { timeout: 10_000 })
    .toEqual(standby.map((leg) => [leg]))

  const marks = clients.map(({ socket }) => socket.notices.length)
  const gone = new Set(clients.flatMap((client) => client.producerOf(client.participantId, 'mic')?.producerId ?? []))
  const killed = performance.now()
  await first?.kill()
  await Promise.all(clients.map((client) => hears(client, clients, gone)))
  await annotate(`everybody is heard by everybody after ${Math.round(performance.now() - killed)} ms`)
  expect(clients.map(({ media }) => media.leg)).toEqual(standby)
  const told = clients.map(({ socket }, n) => socket.notices.slice(marks[n]).map(({ name }) => name))
  expect(told.flat().filter((name) => name === 'mediaLost')).toEqual([])
})
