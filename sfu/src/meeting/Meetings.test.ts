import {
  EndpointId,
  MeetingId,
  NodeId,
  type NodeLimits,
  type NodeNotice,
  RtpCapabilities,
} from '@diem-cau/sfu-contract'
import { expect, onTestFinished, test } from 'vitest'
import { WorkerPool } from '../node/WorkerPool.ts'
import { deviceCapabilities } from '../testing/fakeMedia.ts'
import { freePorts } from '../testing/freePorts.ts'
import { silent } from '../testing/partsOfWorkers.ts'
import { refusal } from '../testing/testNode.ts'
import { Meetings } from './Meetings.ts'

const idOf = (name: string) => EndpointId.parse(name)
const [first, second] = [MeetingId.parse('first'), MeetingId.parse('second')]
const unlimited: NodeLimits = { meetings: null, endpoints: null }

/** The meetings of a node with real workers, and what they told. */
async function node(limits: Partial<NodeLimits> = {}, workers = 1) {
  const listen = [{ ip: '127.0.0.1' }]
  const pool = await WorkerPool.start(workers, { listen, rtcBasePort: await freePorts(workers) }, silent)
  const ports = { min: 31_000, max: 31_999 }
  const meetings = new Meetings(
    pool,
    {
      pipes: { ports, lingerMs: 0 },
      nodes: {
        nodeId: NodeId.parse('here'),
        listen: { ip: '127.0.0.1', ports, encrypted: true },
        reach: () => Promise.reject(new Error('nobody is reached from here')),
        tell: () => undefined,
      },
      limits: { ...unlimited, ...limits },
    },
    silent,
  )
  const told: string[] = []
  const notices: NodeNotice[] = []
  meetings.on('ended', (meetingId) => told.push(`ended ${meetingId}`))
  meetings.on('notice', (_, notice) => notices.push(notice))
  onTestFinished(async () => {
    meetings.closeAll()
    await pool.close()
  })
  const join = (meetingId: MeetingId, name: string) =>
    meetings.join(meetingId, idOf(name), {
      rtpCapabilities: RtpCapabilities.parse(deviceCapabilities()),
      voice: true,
    })
  return { pool, meetings, told, notices, join }
}

test('a meeting is there with its first endpoint, and while that is on its way', async () => {
  const { meetings, join } = await node()
  const joining = join(first, 'a')
  expect([meetings.has(first), meetings.isJoined(first)]).toEqual([true, true])
  await joining
  expect(meetings.meetingOf(idOf('a'))?.meetingId).toBe('first')
  await meetings.leave(idOf('a'), () => undefined)
  expect([meetings.has(first), meetings.isJoined(first)], 'it stays until it is closed').toEqual([true, false])
})

test('an endpoint is in one meeting: another one refuses it, its own makes it anew', async () => {
  const { meetings, join } = await node()
  const { endpoint } = await join(first, 'a')
  expect(await refusal(join(second, 'a'))).toBe('notYours')
  expect(meetings.get(second)).toBeUndefined()
  const again = await join(first, 'a')
  expect([endpoint.closed, again.endpoint.closed, meetings.get(first)?.endpoints.length]).toEqual([true, false, 1])
})

test('one that leaves while it joins is not there afterwards', async () => {
  const { meetings, join } = await node()
  const joining = join(first, 'a')
  const leaving = meetings.leave(idOf('a'), () => undefined)
  const [{ endpoint }] = await Promise.all([joining, leaving])
  expect([endpoint.closed, meetings.meetingOf(idOf('a'))]).toEqual([true, undefined])
})

test('who may not touch the meeting cannot have an endpoint leave', async () => {
  const { meetings, join } = await node()
  const { endpoint } = await join(first, 'a')
  const refuse = () => {
    throw new Error('not yours')
  }
  await expect(meetings.leave(idOf('a'), refuse)).rejects.toThrow('not yours')
  expect(endpoint.closed).toBe(false)
})

test('6.12 a full node refuses whom it has no room for, those on their way counted; one that is there is rebuilt', async () => {
  const { meetings, join } = await node({ endpoints: 2, meetings: 1 })
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => join(first, name)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await join(first, 'a')
  expect(await refusal(join(second, 'd'))).toBe('full')
  expect(await refusal(Promise.resolve().then(() => meetings.forNode(second, true)))).toBe('full')
})

test('another node finds a meeting that is open, and opens one only as a relay', async () => {
  const { meetings, join } = await node()
  expect(await refusal(Promise.resolve().then(() => meetings.forNode(first, false)))).toBe('meetingNotFound')
  const relayed = meetings.forNode(first, true)
  await join(first, 'a')
  expect(meetings.forNode(first, false)).toBe(relayed)
})

test('a closed meeting is told once, and may be opened again', async () => {
  const { meetings, told, join } = await node()
  await join(first, 'a')
  meetings.close(first, 'requested')
  meetings.close(first, 'requested')
  expect([told, meetings.has(first)]).toEqual([['ended first'], false])
  await join(first, 'a')
  expect(meetings.all).toHaveLength(1)
})

test('6.3 a meeting ends with the last worker that carried it; who joins meanwhile waits for the next worker', async () => {
  const { pool, meetings, told, notices, join } = await node()
  await join(first, 'a')
  const died = new Promise<void>((resolve) => meetings.once('ended', () => resolve()))
  process.kill(pool.alive[0]!.pid, 'SIGKILL')
  await died
  expect(told).toEqual(['ended first'])
  expect(notices).toContainEqual(expect.objectContaining({ name: 'endpointsLost', endpointIds: ['a'] }))
  const { part } = await join(first, 'a')
  expect(part.worker.alive).toBe(true)
})

test('each worker counts what it carries', async () => {
  const { pool, meetings, join } = await node({}, 2)
  const { part } = await join(first, 'a')
  await join(second, 'b')
  const other = pool.alive.find((worker) => worker !== part.worker)!
  expect(meetings.countsOn(part.worker)).toMatchObject({ meetings: 1, endpoints: 1, producers: 0, consumers: 0 })
  expect(meetings.countsOn(other), 'another meeting goes where there is least').toMatchObject({
    meetings: 1,
    endpoints: 1,
  })
})

test('a node that ends opens no meeting any more', async () => {
  const { meetings, join } = await node()
  meetings.closeAll()
  expect(await refusal(join(first, 'a'))).toBe('unavailable')
  expect(meetings.has(first)).toBe(false)
})
