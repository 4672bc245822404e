import { workerBin } from 'mediasoup'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SetupError } from '../settings/SetupError.ts'
import type { ControlClient } from '../testing/ControlClient.ts'
import { join, produce, refusal, subscribe, testNode } from '../testing/testNode.ts'
import { freePorts } from '../testing/freePorts.ts'
import { replacementDelay } from './WorkerPool.ts'

const workers = async (client: ControlClient) => (await client.request('node:describe', {})).workers

async function killWorkerOf(client: ControlClient, index = 0): Promise<number> {
  const worker = (await workers(client)).find((candidate) => candidate.index === index)
  if (worker === undefined) throw new Error(`no worker ${index}`)
  process.kill(worker.pid, 'SIGKILL')
  return worker.pid
}

test('a worker that dies takes its endpoints along, is reported and replaced, and they can be rebuilt on the same port', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await join(client, 'b')
  const camera = await produce(client, 'a', 'camera')
  await subscribe(client, 'b', { producerId: camera })
  const pid = await killWorkerOf(client)
  expect(await client.notice('endpointsLost')).toEqual({
    name: 'endpointsLost',
    meetingId: 'meeting',
    endpointIds: ['a', 'b'],
  })
  // The join succeeds at once, without waiting for the replacement.
  const { send } = await join(client, 'a')
  expect(send.iceCandidates.map(({ port }) => port)).toEqual([node.rtcBasePort, node.rtcBasePort])
  expect(await client.notice('workerDied')).toEqual({ name: 'workerDied', index: 0, pid })
  expect(await client.notice('producerClosed')).toMatchObject({ producerId: camera, reason: 'workerDied' })
  await join(client, 'b')
  const again = await produce(client, 'a', 'camera')
  expect((await subscribe(client, 'b', { producerId: again })).consumers).toHaveLength(1)
  expect(await workers(client)).toMatchObject([{ index: 0, endpoints: 2, producers: 1, consumers: 1 }])
})

test('only the meetings of the dead worker are lost', async () => {
  const node = await testNode({ workers: 2 })
  const client = await node.connect()
  await join(client, 'a', 'first')
  await join(client, 'b', 'second')
  expect((await workers(client)).map(({ meetings }) => meetings)).toEqual([1, 1])
  await killWorkerOf(client, 0)
  await client.notice('workerDied')
  const lost = client.notices.filter(({ name }) => name === 'endpointsLost')
  expect(lost).toMatchObject([{ meetingId: 'first', endpointIds: ['a'] }])
  expect((await client.request('meeting:list', {})).meetings).toMatchObject([{ meetingId: 'second' }])
  await produce(client, 'b', 'mic')
})

test('requests that race a death are answered, and the node lives on', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await join(client, 'b')
  const mic = await produce(client, 'a', 'mic')
  const killed = killWorkerOf(client)
  const racing: Promise<unknown>[] = []
  for (let round = 0; round < 50; round += 1) {
    racing.push(
      join(client, `c${round}`),
      subscribe(client, 'b', ...(round % 2 === 0 ? [{ producerId: mic }] : [])),
      client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: mic, paused: round % 2 === 0 }),
      client.request('endpoint:restartIce', { endpointId: 'b', direction: 'recv' }),
      client.request('endpoint:stats', { endpointId: 'a' }),
    )
  }
  await killed
  const outcomes = await Promise.allSettled(racing)
  const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(codes.filter((code) => code !== 'unavailable' && code !== 'endpointNotFound')).toEqual([])
  await client.notice('workerDied')
  await join(client, 'a')
  await produce(client, 'a', 'mic')
})

test('a meeting lost with its worker belongs to whoever joins it next', async () => {
  const node = await testNode()
  const [owner, other] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  await killWorkerOf(owner)
  await owner.notice('workerDied')
  await join(other, 'a')
  expect(await refusal(join(owner, 'b'))).toBe('notYours')
})

test('every owner hears of a dead worker, and only the owner of lost endpoints', async () => {
  const node = await testNode()
  const [owner, other] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  await killWorkerOf(owner)
  await Promise.all([owner.notice('workerDied'), other.notice('workerDied')])
  expect(other.notices.map(({ name }) => name)).toEqual(['workerDied'])
})

test('a node without a worker is not healthy and refuses, and recovers by itself', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sfu-worker-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const link = path.join(folder, 'mediasoup-worker')
  symlinkSync(workerBin, link)
  const node = await testNode({ workerBin: link })
  const client = await node.connect()
  rmSync(link)
  await killWorkerOf(client)
  await expect.poll(async () => (await fetch(`${node.url}/healthz`)).status).toBe(503)
  expect(await refusal(join(client, 'a'))).toBe('unavailable')
  expect(await client.request('meeting:list', {})).toEqual({ meetings: [] })
  symlinkSync(workerBin, link)
  await client.notice('workerDied')
  await join(client, 'a')
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200)
}, 15_000)

test.each([
  ['there is none', '/nonexistent/mediasoup-worker', /there is no worker binary that can be run/],
  ['it is no worker', '/bin/true', /does not start as a mediasoup worker/],
])('a worker binary that cannot be used is told by its setting: %s', async (_why, bin, message) => {
  const starting = testNode({ workerBin: bin })
  await expect(starting).rejects.toThrow(/^MEDIASOUP_WORKER_BIN: /)
  await expect(starting).rejects.toThrow(message)
})

test('a media port that is taken is told by its setting, and leaves nothing running', async () => {
  const rtcBasePort = await freePorts(2)
  const blocker = createServer()
  await new Promise<void>((resolve) => blocker.listen(rtcBasePort + 1, '127.0.0.1', resolve))
  const starting = testNode({ workers: 2, rtcBasePort })
  await expect(starting).rejects.toThrow(SetupError)
  await expect(starting).rejects.toThrow(new RegExp(`^DIEM_CAU_RTC_BASE_PORT: port ${rtcBasePort + 1} is taken`))
  await new Promise((resolve) => blocker.close(resolve))
  // Its ports are free again.
  await testNode({ workers: 2, rtcBasePort })
})

test('an address that this machine does not have is told by its setting', async () => {
  await expect(testNode({ listen: [{ ip: '192.0.2.1' }] })).rejects.toThrow(
    /^DIEM_CAU_RTC_LISTEN: this machine does not have/,
  )
})

test('a control port that is taken is told by its setting', async () => {
  const { controlPort } = await testNode()
  await expect(testNode({ controlPort })).rejects.toThrow(/^DIEM_CAU_SFU_CONTROL_PORT: port \d+ is taken/)
})

test('the first replacement comes at once, those of a worker that keeps dying later and later', () => {
  expect([1, 2, 3, 4, 20].map(replacementDelay)).toEqual([0, 250, 500, 1000, 10_000])
})
