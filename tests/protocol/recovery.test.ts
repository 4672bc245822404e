import { afterEach, expect, test } from 'vitest'
import type { TestClient } from './support/TestClient.ts'
import { markLegs, onOtherLeg } from './support/onOtherLeg.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

let office: TestOffice
afterEach(() => office?.[Symbol.asyncDispose]())

const ROOMS = 6

async function openMeeting(): Promise<[TestClient, ...TestClient[]]> {
  office = await TestOffice.open({ seats: seatsOf(ROOMS), mediaNode: 'process' })
  const clients = await Promise.all(seatsOf(ROOMS).map((_, n) => office.join(n)))
  await Promise.all(clients.map((client) => client.produce('mic')))
  await hearEachOther(clients)
  return clients as [TestClient, ...TestClient[]]
}

function hearEachOther(clients: readonly TestClient[]): Promise<unknown> {
  return Promise.all(
    clients.map((client) =>
      client.until('hears everyone', (c) =>
        clients.every((other) => {
          if (other === client) return true
          const mic = c.producerOf(other.participantId, 'mic')
          return mic !== undefined && c.receives(other.participantId, 'mic')?.producerId === mic.producerId
        }),
      ),
    ),
  )
}

test('6.1 a broken line keeps participant and producers, and everyone sees that it is lost', async () => {
  const [chair, ward] = (await openMeeting()) as [TestClient, TestClient]
  ward.socket.breakLine()
  await chair.until('lost', (c) => c.state.participants[ward.participantId]?.line === 'lost')
  expect(chair.producerOf(ward.participantId, 'mic')).toBeDefined()
})

test('6.2 back with the same endpoint, media never stopped', async () => {
  const [chair, ward] = (await openMeeting()) as [TestClient, TestClient]
  const heard = chair.receives(ward.participantId, 'mic')?.consumerId
  ward.socket.breakLine()
  await chair.until('lost', (c) => c.state.participants[ward.participantId]?.line === 'lost')
  const again = await office.connect(1, { deviceId: ward.deviceId })
  const { media, endpointId } = await again.join({ resume: { endpointId: ward.endpointId, seq: 0 } })
  expect(media.kind).toBe('kept')
  expect(endpointId).toBe(ward.endpointId)
  await chair.until('online', (c) => c.state.participants[ward.participantId]?.line === 'online')
  expect(chair.receives(ward.participantId, 'mic')?.consumerId, 'the same consumer').toBe(heard)
})

test('6.3, 5.16 a media worker is killed: all are given other legs, and hear each other again', async () => {
  const clients = await openMeeting()
  const marks = new Map(clients.map((client) => [client, markLegs(client)]))
  process.kill(await office.busyWorkerPid(), 'SIGKILL')
  await Promise.all(marks.entries().map(([client, mark]) => onOtherLeg(client, mark)))
  await hearEachOther(clients)
  for (const client of clients) {
    const closed = client.events.flatMap(({ event }) => (event.type === 'producerClosed' ? [event.reason] : []))
    expect(new Set(closed)).toEqual(new Set(['mediaLost']))
    expect(Object.keys(client.state.participants), 'nobody had to join again').toHaveLength(ROOMS)
  }
})

test('6.2, 6.4 signaling is killed and restarted: the state comes from the log, endpoints and producers went on', async () => {
  const clients = await openMeeting()
  const [chair] = clients
  const { state } = chair
  const listed = () => office.control.ask('meeting:list', {})
  /** Legs that send: one on standby may come and go meanwhile. */
  const sending = ({ meetings }: Awaited<ReturnType<typeof listed>>) =>
    meetings[0]?.endpoints.filter(({ producers }) => producers.length > 0)
  const before = await listed()
  await office.killSignaling()
  await Promise.all(clients.map((client) => client.until('cut', (c) => c.socket.closed !== null)))
  // The node hears of the broken connection a moment after the clients do.
  await expect.poll(async () => (await listed()).meetings[0]?.owner, { message: 'nobody owns it' }).toBeNull()
  const during = await listed()
  expect(sending(during)).toEqual(sending(before))
  await office.startSignaling()

  const back = await Promise.all(
    clients.map(async (client, n) => {
      const again = await office.connect(n, { deviceId: client.deviceId })
      again.seq = client.seq
      again.state = client.state
      const answer = await again.join({ resume: { endpointId: client.endpointId, seq: client.seq } })
      expect(answer.media.kind).toBe('kept')
      expect(answer.sync.kind).toBe('events')
      return again
    }),
  )
  const again = back[0]
  if (!again) throw new Error('nobody came back')
  await again.until('all online', (c) => Object.values(c.state.participants).every(({ line }) => line === 'online'))
  // The record tells that everyone was gone for a moment (10.4); all else is as it was.
  const settled = ({ conduct, ...rest }: typeof state) => ({
    ...rest,
    conduct: { ...conduct, units: conduct.units.map((unit) => ({ ...unit, lastLeftAt: null, lastBackAt: null })) },
  })
  expect(settled(again.state)).toEqual(settled(state))
  const after = await office.control.ask('meeting:list', {})
  const producers = (list: typeof before) =>
    list.meetings.flatMap(({ endpoints }) => endpoints.flatMap((e) => e.producers.map((p) => p.producerId))).toSorted()
  expect(producers(after)).toEqual(producers(before))
  expect(after.meetings[0]?.owner).not.toBeNull()
})

test('6.4 who did not come back after the restart leaves with lineLost, and its producers with it', async () => {
  const [chair, ward] = (await openMeeting()) as [TestClient, TestClient]
  await office.killSignaling()
  await office.startSignaling({ lineGraceMs: 6000 })
  const again = await office.connect(0, { deviceId: chair.deviceId })
  await again.join({ resume: { endpointId: chair.endpointId, seq: 0 } })
  await again.until('alone', (c) => Object.keys(c.state.participants).length === 1, 20_000)
  expect(Object.values(again.state.producers).map(({ participantId }) => participantId)).toEqual([chair.participantId])
  const left = again.events.find(
    ({ event }) => event.type === 'participantLeft' && event.participantId === ward.participantId,
  )
  expect(left?.event).toMatchObject({ reason: 'lineLost' })
})

test('6.3, 6.5 the media node is killed and restarted: the meeting goes on without, and media comes back', async () => {
  const clients = await openMeeting()
  const [chair] = clients
  const marks = new Map(clients.map((client) => [client, markLegs(client)]))
  await office.killMediaNode()
  expect(await chair.socket.request('viewport:set', { tiles: [] })).toEqual({})
  await expect(chair.rebuild()).rejects.toMatchObject({ code: 'mediaUnavailable' })
  await office.startMediaNode()
  await Promise.all(
    marks.entries().map(async ([client, mark]) => {
      await client.until('there is media again', (c) =>
        c.socket.notices.slice(mark.notices).some(({ name }) => name === 'mediaReady' || name === 'legOffered'),
      )
      // Who asked for transports while there was no node asks again; the others are offered a leg (SPEC 5.16).
      if (client !== chair) return onOtherLeg(client, mark)
      await client.rebuild()
      await client.produce('mic')
    }),
  )
  await hearEachOther(clients)
})

test('6.5 without a media node a join answers waiting, and mediaReady tells when there is one', async () => {
  office = await TestOffice.open({ seats: seatsOf(2), mediaNode: 'none' })
  const chair = await office.connect(0)
  const { media } = await chair.join()
  expect(media.kind).toBe('waiting')
  expect(chair.state.participants[chair.participantId]?.line).toBe('online')
  await office.startMediaNode()
  await chair.socket.notice('mediaReady')
  await chair.rebuild()
  await chair.produce('mic')
})
