import { WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { cutLine } from './testing/cutLine.ts'
import { mediasoupSide } from './testing/mediasoupSide.ts'
import { join, produce, subscribe, type TestNode, testNode } from './testing/testNode.ts'

const addressOf = ({ nodeId, url }: TestNode, at = url) => ({ nodeId: String(nodeId), url: at })

/** Node `origin` with endpoint `a`, node `receiver` with `b`, of one meeting. */
async function twoNodes(options: Parameters<typeof testNode>[0] = {}) {
  const side = mediasoupSide()
  const [origin, receiver] = [await testNode(options), await testNode(options)]
  const [there, here] = [await origin.connect(), await receiver.connect()]
  await join(there, 'a')
  await join(here, 'b')
  const camera = await produce(there, 'a', 'camera')
  const via = [addressOf(origin)]
  /** Lists the producers that `b` consumes; undefined: `b` is not there. */
  const received = async () => {
    const { meetings } = await here.request('meeting:list', {})
    const found = meetings.flatMap(({ endpoints }) => endpoints).find(({ endpointId }) => endpointId === 'b')
    return found?.consumers.map(({ producerId }) => String(producerId))
  }
  return { side, origin, receiver, there, here, camera, via, received }
}

test('a producer of another node is received like one of one’s own, taken in once however many want it', async () => {
  const { side, here, camera, via } = await twoNodes({ workers: 2, capacity: { ...WORKER_CAPACITY, endpoints: 1 } })
  // This endpoint is on the receiver's other worker.
  await join(here, 'c')
  const wanted = { producerId: camera, via, layers: { spatial: 1, temporal: 1 } }
  const answers = await Promise.all([subscribe(here, 'b', wanted), subscribe(here, 'c', wanted)])
  for (const { consumers, refused } of answers) {
    expect(refused).toEqual([])
    expect(consumers).toMatchObject([{ producerId: camera, type: 'simulcast', producerPaused: false }])
  }
  // There are two pipes: one from node to node, one from worker to worker.
  expect(side.pipeEnds()).toHaveLength(4)
  await Promise.all([subscribe(here, 'b'), subscribe(here, 'c')])
  await expect.poll(() => side.pipeEnds()).toEqual([])
})

test('a pause and a closed gate reach the other node, and the end of the producer, which the owner there is told', async () => {
  const { side, there, here, camera, via, received } = await twoNodes()
  const mic = await produce(there, 'a', 'mic')
  const { consumers } = await subscribe(here, 'b', { producerId: camera, via }, { producerId: mic, via })
  const pausedOf = (producerId: string) =>
    side.consumers.get(consumers.find((one) => one.producerId === producerId)?.consumerId ?? '')?.producerPaused
  await there.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: camera, paused: true })
  await expect.poll(() => [pausedOf(camera), pausedOf(mic)]).toEqual([true, false])
  await there.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: [] })
  await expect.poll(() => pausedOf(mic)).toBe(true)
  await there.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: camera, paused: false })
  await expect.poll(() => pausedOf(camera)).toBe(false)
  await there.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  expect(await here.notice('sourceLost')).toMatchObject({ meetingId: 'meeting', producerId: camera })
  await expect.poll(received).toEqual([mic])
})

test('one that is paused already is paused there from its first packet', async () => {
  const { side, there, here, via } = await twoNodes()
  const mic = await produce(there, 'a', 'mic', true)
  const { consumers } = await subscribe(here, 'b', { producerId: mic, via })
  expect(consumers).toMatchObject([{ producerPaused: true }])
  expect(side.producers.get(mic)?.paused).toBe(true)
})

test('over a node in between, which need not have the meeting and forgets it when nobody wants it', async () => {
  const { side, origin, here, camera, received } = await twoNodes()
  const between = await testNode()
  const client = await between.connect()
  const meetings = async () => (await client.request('node:describe', {})).workers.map((worker) => worker.meetings)
  const via = [addressOf(between), addressOf(origin)]
  expect((await subscribe(here, 'b', { producerId: camera, via })).consumers).toHaveLength(1)
  expect(await meetings()).toEqual([1])
  expect((await client.request('meeting:list', {})).meetings, 'nobody conducts it there').toEqual([])
  expect(side.pipeEnds()).toHaveLength(4)
  await subscribe(here, 'b')
  await expect.poll(() => side.pipeEnds()).toEqual([])
  await expect.poll(meetings).toEqual([0])
  expect((await subscribe(here, 'b', { producerId: camera, via })).consumers).toHaveLength(1)
  // The end is told from node to node.
  await between.close()
  expect(await here.notice('sourceLost')).toMatchObject({ producerId: camera })
  await expect.poll(received).toEqual([])
})

test('what cannot be had is refused with its reason, is not remembered, and leaves nothing behind', async () => {
  const { side, origin, receiver, here, camera, via } = await twoNodes()
  const refusedOf = async (producerId: string, way: { nodeId: string; url: string }[]) =>
    (await subscribe(here, 'b', { producerId, via: way })).refused.map(({ error }) => error.code)
  expect(await refusedOf(camera, [addressOf(origin, 'http://127.0.0.1:1')]), 'nobody there').toEqual(['unavailable'])
  expect(await refusedOf(camera, [{ ...addressOf(origin), nodeId: 'former' }]), 'another node').toEqual(['unavailable'])
  expect(await refusedOf(camera, [addressOf(receiver)]), 'not there').toEqual(['producerNotFound'])
  expect(await refusedOf('none', via)).toEqual(['producerNotFound'])
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect((await subscribe(here, 'b', { producerId: camera, via })).consumers).toHaveLength(1)
})

test.each(['origin', 'receiver'] as const)(
  'a worker of the %s that dies ends the pipe, and it is had again',
  async (dead) => {
    const { there, here, camera, via, received } = await twoNodes({ workers: 2 })
    await subscribe(here, 'b', { producerId: camera, via })
    const client = dead === 'origin' ? there : here
    const { workers } = await client.request('node:describe', {})
    process.kill(workers.find(({ endpoints }) => endpoints > 0)?.pid ?? 0, 'SIGKILL')
    await client.notice('endpointsLost')
    if (dead === 'origin') expect(await here.notice('sourceLost')).toMatchObject({ producerId: camera })
    await expect.poll(received).toEqual(dead === 'origin' ? [] : undefined)
    await join(client, dead === 'origin' ? 'a' : 'b')
    const producerId = dead === 'origin' ? await produce(there, 'a', 'camera') : camera
    expect((await subscribe(here, 'b', { producerId, via })).consumers).toHaveLength(1)
  },
)

test('a node that is gone takes its producers along at the other, a little later', async () => {
  const { side, origin, here, camera, via, received } = await twoNodes({ lostAfterMs: 100 })
  await subscribe(here, 'b', { producerId: camera, via })
  await origin.close()
  expect(await here.notice('sourceLost')).toMatchObject({ producerId: camera })
  await expect.poll(received).toEqual([])
  await expect.poll(() => side.pipeEnds()).toEqual([])
})

test('one whose process has ended is not waited for', async () => {
  const { origin, here, camera, received } = await twoNodes({ lostAfterMs: 3_600_000 })
  const line = await cutLine(origin.controlPort)
  await subscribe(here, 'b', { producerId: camera, via: [addressOf(origin, line.url)] })
  line.end()
  expect(await here.notice('sourceLost')).toMatchObject({ producerId: camera })
  await expect.poll(received).toEqual([])
})

test('what is sent to a node that is gone ends after a grace', async () => {
  const { side, receiver, here, camera, via } = await twoNodes({ neighbourGraceMs: 50 })
  await subscribe(here, 'b', { producerId: camera, via })
  await receiver.close()
  await expect.poll(() => side.pipeEnds()).toEqual([])
})

test('who leafs back and forth has it each time, and nothing is left over', async () => {
  const { side, there, here, camera, via } = await twoNodes()
  const mic = await produce(there, 'a', 'mic')
  const wanted = [
    { producerId: camera, via },
    { producerId: mic, via },
  ]
  for (let round = 0; round < 30; round += 1) {
    const { refused, consumers } = await subscribe(here, 'b', ...wanted.slice(round % 2))
    expect(refused).toEqual([])
    expect(consumers).toHaveLength(2 - (round % 2))
    await subscribe(here, 'b')
  }
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect(here.notices.filter(({ name }) => name === 'sourceLost')).toEqual([])
})

test('a connection that is down for a moment costs nothing, and what was missed meanwhile is made up for', async () => {
  const { side, origin, there, here, camera, received } = await twoNodes()
  const mic = await produce(there, 'a', 'mic')
  const line = await cutLine(origin.controlPort)
  const via = [addressOf(origin, line.url)]
  const { consumers } = await subscribe(here, 'b', { producerId: camera, via }, { producerId: mic, via })
  const micConsumer = consumers.find(({ producerId }) => producerId === mic)?.consumerId ?? ''
  line.cut()
  await there.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  await there.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: mic, paused: true })
  expect(await received()).toEqual(expect.arrayContaining([camera, mic]))
  line.mend()
  expect(await here.notice('sourceLost')).toMatchObject({ producerId: camera })
  await expect.poll(received).toEqual([mic])
  await expect.poll(() => side.consumers.get(micConsumer)?.producerPaused).toBe(true)
})
