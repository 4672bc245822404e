import { WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import type { ControlClient } from '../testing/ControlClient.ts'
import { deviceCapabilities } from '../testing/fakeMedia.ts'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { join, produce, refusal, subscribe, testNode } from '../testing/testNode.ts'

/** A meeting whose endpoints are each on a worker of their own, in the order in which they join. */
async function apart(...endpointIds: string[]) {
  const side = mediasoupSide()
  const node = await testNode({ workers: endpointIds.length, capacity: { ...WORKER_CAPACITY, endpoints: 1 } })
  const client = await node.connect()
  const pids = new Map<string, number>()
  for (const endpointId of endpointIds) {
    await join(client, endpointId)
    const { workers } = await client.request('node:describe', {})
    for (const { pid, endpoints } of workers)
      if (endpoints > 0 && ![...pids.values()].includes(pid)) pids.set(endpointId, pid)
  }
  /** Kills the worker that this endpoint was opened on; resolves with what its owner is told. */
  const killWorkerOf = async (endpointId: string) => {
    client.notices.length = 0
    process.kill(pids.get(endpointId) ?? 0, 'SIGKILL')
    return client.notice('endpointsLost')
  }
  const consumer = (id: string | undefined) => side.consumers.get(id ?? '')
  return { side, node, client, consumer, killWorkerOf }
}

async function endpointsOf(client: ControlClient) {
  const { meetings } = await client.request('meeting:list', {})
  return new Map(meetings.flatMap(({ endpoints }) => endpoints.map((one) => [String(one.endpointId), one] as const)))
}

test('a meeting that outgrows its worker has parts on others, and is one meeting to its owner', async () => {
  const { client } = await apart('a', 'b', 'c')
  const { workers } = await client.request('node:describe', {})
  expect(workers.map(({ meetings, endpoints }) => [meetings, endpoints])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ])
  const { meetings } = await client.request('meeting:list', {})
  expect(meetings).toHaveLength(1)
  expect(meetings[0]?.endpoints.map(({ endpointId }) => endpointId)).toEqual(['a', 'b', 'c'])
})

test('rooms that join at the same moment are spread like those that come one by one', async () => {
  const node = await testNode({ workers: 2, capacity: { ...WORKER_CAPACITY, endpoints: 5 } })
  const client = await node.connect()
  await Promise.all(Array.from({ length: 10 }, (_, index) => join(client, `room-${index}`)))
  const { workers } = await client.request('node:describe', {})
  expect(workers.map(({ endpoints }) => endpoints)).toEqual([5, 5])
})

test('5.15 an endpoint is put on another worker than the one it is to be apart from, or refused where there is none', async () => {
  const node = await testNode({ workers: 2 })
  const client = await node.connect()
  await join(client, 'a:1')
  await join(client, 'b:1')
  const perWorker = async () =>
    (await client.request('node:describe', {})).workers.map(({ endpoints }) => endpoints).toSorted((a, b) => a - b)
  expect(await perWorker(), 'with room, all are together').toEqual([0, 2])
  await join(client, 'a:2', 'meeting', deviceCapabilities(), { apartFrom: 'a:1' })
  expect(await perWorker()).toEqual([1, 2])
  const alone = await (await testNode({ workers: 1 })).connect()
  await join(alone, 'a:1')
  expect(await refusal(join(alone, 'a:2', 'meeting', deviceCapabilities(), { apartFrom: 'a:1' }))).toBe('unavailable')
})

test('what another part has is received like what one’s own has, with one pipe however many want it', async () => {
  const { client, side, consumer } = await apart('a', 'b')
  // On the full workers these share them.
  for (const endpointId of ['c', 'd', 'e', 'f']) await join(client, endpointId)
  const [camera, mic] = [await produce(client, 'a', 'camera'), await produce(client, 'a', 'mic', true)]
  const answers = await Promise.all(
    ['b', 'c', 'd', 'e', 'f'].map((id) =>
      subscribe(client, id, { producerId: camera, layers: { spatial: 1, temporal: 2 } }, { producerId: mic }),
    ),
  )
  for (const { consumers, refused } of answers) {
    expect(refused).toEqual([])
    expect(
      new Map(consumers.map(({ producerId, type, producerPaused }) => [producerId, [type, producerPaused]])),
    ).toEqual(
      new Map([
        [camera, ['simulcast', false]],
        [mic, ['simple', true]],
      ]),
    )
  }
  expect(side.pipeEnds()).toHaveLength(2)
  const video = answers[0]?.consumers.find(({ kind }) => kind === 'video')
  expect(consumer(video?.consumerId)).toMatchObject({
    paused: true,
    preferredLayers: { spatialLayer: 1, temporalLayer: 2 },
  })
  await client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: camera, paused: true })
  await expect.poll(() => consumer(video?.consumerId)?.producerPaused).toBe(true)
})

test('gates hold on every part: a closed one pauses the microphone where it comes from', async () => {
  const { client, side, consumer } = await apart('a', 'b')
  const [one, other] = [await produce(client, 'a', 'mic'), await produce(client, 'b', 'mic')]
  const heard = [await subscribe(client, 'b', { producerId: one }), await subscribe(client, 'a', { producerId: other })]
  const [toB, toA] = heard.map(({ consumers }) => consumer(consumers[0]?.consumerId))
  // mediasoup's last producer of this id is the piped one: both of them must be paused.
  const paused = (id: string) => [side.producers.get(id)?.paused, side.origins.get(id)?.paused]
  await client.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: ['b'] })
  await expect.poll(() => [paused(one), paused(other)].flat()).toEqual([true, true, false, false])
  await expect.poll(() => [toB?.producerPaused, toA?.producerPaused]).toEqual([true, false])
  await client.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: ['a'] })
  await expect.poll(() => [paused(one), paused(other)].flat()).toEqual([false, false, true, true])
})

test('a producer that closes closes its consumers on every part, and its pipes', async () => {
  const { client, side } = await apart('a', 'b')
  const camera = await produce(client, 'a', 'camera')
  await subscribe(client, 'b', { producerId: camera })
  await client.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  await expect.poll(async () => (await endpointsOf(client)).get('b')?.consumers).toEqual([])
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect((await subscribe(client, 'b', { producerId: camera })).refused).toMatchObject([
    { error: { code: 'producerNotFound' } },
  ])
})

test('what nobody receives any more has no pipe, and has one again when it is wanted again', async () => {
  const { client, side } = await apart('a', 'b')
  const camera = await produce(client, 'a', 'camera')
  for (const _ of [1, 2]) {
    expect((await subscribe(client, 'b', { producerId: camera })).consumers).toHaveLength(1)
    expect(side.pipeEnds()).toHaveLength(2)
    await subscribe(client, 'b')
    await expect.poll(() => side.pipeEnds()).toEqual([])
  }
})

test('a part whose last endpoint leaves is given back; the home stays', async () => {
  const { client } = await apart('a', 'b')
  const meetings = async () => (await client.request('node:describe', {})).workers.map((worker) => worker.meetings)
  await client.request('endpoint:leave', { endpointId: 'b' })
  expect(await meetings()).toEqual([1, 0])
  await join(client, 'b')
  expect(await meetings()).toEqual([1, 1])
  await client.request('endpoint:leave', { endpointId: 'a' })
  expect(await meetings()).toEqual([1, 1])
})

test.each(['b', 'a'])('a worker that dies takes its part alone, the home like any other (%s)', async (dead) => {
  const { client, consumer, killWorkerOf } = await apart('a', 'b', 'c')
  const alive = dead === 'a' ? 'b' : 'a'
  const [theirs, own] = [await produce(client, alive, 'camera'), await produce(client, dead, 'camera')]
  const { consumers } = await subscribe(client, 'c', { producerId: theirs }, { producerId: own })
  expect(consumers).toHaveLength(2)
  expect(await killWorkerOf(dead)).toMatchObject({ meetingId: 'meeting', endpointIds: [dead] })
  const closed = client.notices.filter(({ name }) => name === 'producerClosed')
  expect(closed).toMatchObject([{ endpointId: dead, producerId: own, reason: 'workerDied' }])
  const received = async () => (await endpointsOf(client)).get('c')?.consumers.map(({ producerId }) => producerId)
  await expect.poll(received).toEqual([theirs])
  expect(consumer(consumers.find(({ producerId }) => producerId === theirs)?.consumerId)?.closed).toBe(false)
  // It comes back on a worker that lives, and is seen and sees.
  await join(client, dead)
  const again = await produce(client, dead, 'camera')
  expect((await subscribe(client, 'c', { producerId: theirs }, { producerId: again })).consumers).toHaveLength(1)
  expect((await subscribe(client, dead, { producerId: theirs })).consumers).toHaveLength(1)
})

test('only when no part is left the meeting is lost, and belongs to whoever joins it next', async () => {
  const { node, client, killWorkerOf } = await apart('a', 'b')
  const other = await node.connect('s2')
  await killWorkerOf('a')
  expect(await refusal(join(other, 'c'))).toBe('notYours')
  await killWorkerOf('b')
  expect((await client.request('meeting:list', {})).meetings).toEqual([])
  await join(other, 'c')
})
