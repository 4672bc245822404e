import { ProducerId } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { PATTERN } from '../testing/runningScreen.ts'
import { directCamera, directConsumer } from '../testing/directMedia.ts'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { killWorkerOf, partsOfWorkers, silent } from '../testing/partsOfWorkers.ts'
import { refusal } from '../testing/testNode.ts'
import { LayerWish } from './LayerWish.ts'
import type { MeetingPart } from './MeetingPart.ts'
import { Pipes } from './Pipes.ts'

async function meetingOf(parts: number) {
  const side = mediasoupSide()
  const [one, other, ...more] = await partsOfWorkers(parts)
  if (one === undefined || other === undefined) throw new Error('at least two parts')
  const pipes = new Pipes({ ports: { min: 31_000, max: 31_999 }, lingerMs: 0 }, silent)
  onTestFinished(() => pipes.close())
  const take = (producer: types.Producer, from: MeetingPart, to: MeetingPart) =>
    pipes.take(to, ProducerId.parse(producer.id), (ended) =>
      pipes.carry({ from, lease: { value: producer, release: () => undefined } }, to, ended),
    )
  return { side, one, other, more, pipes, take }
}

async function rtpBytesSent(transport: types.Transport): Promise<number> {
  const [stats] = await transport.getStats()
  return z.object({ rtpBytesSent: z.number() }).parse(stats).rtpBytesSent
}

test('a producer is piped once for all who take it in a part, under the same id, and its packets come through', async () => {
  const { side, one, other, take } = await meetingOf(2)
  const { producer, send } = await directCamera(one.router)
  const leases = await Promise.all([take(producer, one, other), take(producer, one, other), take(producer, one, other)])
  expect(new Set(leases.map(({ value }) => value)).size).toBe(1)
  expect(leases[0]?.value.id).toBe(producer.id)
  expect(side.pipeEnds()).toHaveLength(2)
  const { consumer, received } = await directConsumer(other.router, producer.id, { spatialLayer: 0, temporalLayer: 2 })
  await consumer.resume()
  send(0, 'K')
  await expect.poll(() => received).toEqual(['K'])
  send(0, '0 0 0')
  await expect.poll(() => received).toEqual(['K', '0', '0', '0'])
})

test('a screen keeps its temporal layers behind the pipe', async () => {
  const { one, other, take } = await meetingOf(2)
  const { producer, send } = await directCamera(one.router, 1000, 1)
  const { value: piped } = await take(producer, one, other)
  expect([producer.type, piped.type]).toEqual(['svc', 'svc'])
  const { consumer, received } = await directConsumer(other.router, producer.id, LayerWish.first(piped, undefined))
  await consumer.resume()
  send(0, 'K 2y 1y 2 0')
  await expect.poll(() => received).toEqual(['K', '0'])
  await consumer.setPreferredLayers({ spatialLayer: 0 })
  send(0, `${PATTERN} ${PATTERN}`)
  await expect.poll(() => received).toContain('2')
})

test('layers are chosen behind the pipe, and a keyframe is asked for through it', async () => {
  const { one, other, take } = await meetingOf(2)
  const { producer, send, asked } = await directCamera(one.router)
  const keyframes = () => {
    for (const layer of [0, 1, 2]) send(layer, 'K')
  }
  keyframes()
  const { value: piped } = await take(producer, one, other)
  const { consumer } = await directConsumer(other.router, producer.id, { spatialLayer: 1, temporalLayer: 2 })
  expect(consumer.type).toBe('simulcast')
  // The pipe asks for each layer itself; what is counted once all are through is the viewer's.
  await expect.poll(asked).toBe(3)
  keyframes()
  await expect.poll(async () => (await piped.getStats()).length).toBe(3)
  await consumer.resume()
  await expect.poll(asked).toBeGreaterThan(3)
  keyframes()
  await expect.poll(() => consumer.currentLayers).toMatchObject({ spatialLayer: 1 })
})

test('a pipe that goes the other way uses the same two ends', async () => {
  const { side, one, other, take } = await meetingOf(2)
  const [there, back] = [await directCamera(one.router), await directCamera(other.router, 2000)]
  await Promise.all([take(there.producer, one, other), take(back.producer, other, one)])
  expect(side.pipeEnds()).toHaveLength(2)
})

test('the last share closes the pipe, and with the last pipe of two parts their connection', async () => {
  const { side, one, other, pipes, take } = await meetingOf(2)
  const [first, second] = [await directCamera(one.router), await directCamera(one.router, 2000)]
  const [a, again, b] = [
    await take(first.producer, one, other),
    await take(first.producer, one, other),
    await take(second.producer, one, other),
  ]
  a.release()
  expect([a.value.closed, pipes.size]).toEqual([false, 2])
  again.release()
  await expect.poll(() => a.value.closed).toBe(true)
  expect([b.value.closed, side.pipeEnds().length]).toEqual([false, 2])
  b.release()
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect(pipes.size).toBe(0)
  expect(first.producer.closed).toBe(false)
  // And it can be had again.
  expect((await take(first.producer, one, other)).value.closed).toBe(false)
})

test('a producer that pauses is paused behind the pipe too, and no packet of it goes through', async () => {
  const { one, other, take, side } = await meetingOf(2)
  const { producer, send } = await directCamera(one.router)
  await producer.pause()
  const { value: piped } = await take(producer, one, other)
  expect(piped.paused).toBe(true)
  const { consumer, received } = await directConsumer(other.router, producer.id, { spatialLayer: 0, temporalLayer: 2 })
  expect(consumer.producerPaused).toBe(true)
  await consumer.resume()
  send(0, 'K 2 2 2')
  await producer.resume()
  await expect.poll(() => piped.paused).toBe(false)
  await expect.poll(() => consumer.producerPaused).toBe(false)
  send(0, 'K')
  await expect.poll(() => received).toEqual(['K'])
  await producer.pause()
  await expect.poll(() => consumer.producerPaused).toBe(true)
  const sent = () => Promise.all(side.pipeEnds().map(rtpBytesSent))
  const before = await sent()
  expect(Math.max(...before)).toBeGreaterThan(0)
  send(0, 'K 2 2 2')
  // The worker answers in order: all packets sent before the question have passed it.
  expect(await sent()).toEqual(before)
  expect(received).toEqual(['K'])
})

test('a producer that ends ends its pipe, for whomever', async () => {
  const { side, one, other, pipes, take } = await meetingOf(2)
  const { producer } = await directCamera(one.router)
  const lease = await take(producer, one, other)
  producer.close()
  await expect.poll(() => lease.value.closed).toBe(true)
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect(pipes.size).toBe(0)
  lease.release()
})

test('a producer that ends while its pipe is made is not found, and leaves nothing behind', async () => {
  const { side, one, other, pipes, take } = await meetingOf(2)
  for (let round = 0; round < 20; round += 1) {
    const { producer } = await directCamera(one.router, 10_000 + 100 * round)
    const taking = take(producer, one, other)
    for (let turn = 0; turn < round; turn += 1) await Promise.resolve()
    producer.close()
    const outcome = await taking.then(
      ({ value }) => value,
      (error: { code: string }) => error.code,
    )
    if (typeof outcome === 'string') expect(outcome).toBe('producerNotFound')
    else await expect.poll(() => outcome.closed).toBe(true)
  }
  await expect.poll(() => side.pipeEnds()).toEqual([])
  expect(pipes.size).toBe(0)
})

test('without ports no pipe is had, which is told, and nothing is left of it', async () => {
  const { side, one, other } = await meetingOf(2)
  const pipes = new Pipes({ ports: { min: 30_999, max: 30_999 }, lingerMs: 0 }, silent)
  const { producer } = await directCamera(one.router)
  const take = () =>
    pipes.take(other, ProducerId.parse(producer.id), (ended) =>
      pipes.carry({ from: one, lease: { value: producer, release: () => undefined } }, other, ended),
    )
  expect(await refusal(take())).toBe('unavailable')
  expect(await refusal(take())).toBe('unavailable')
  expect([pipes.size, side.pipeEnds()]).toEqual([0, []])
})

test.each(['origin', 'receiver'])(
  'when the worker of the %s dies, its pipes end and the others go on',
  async (dead) => {
    const { side, one, other, more, pipes, take } = await meetingOf(3)
    const third = more[0]!
    const { producer } = await directCamera(one.router)
    const { producer: another } = await directCamera(third.router, 2000)
    const [lease] = [await take(producer, one, other), await take(another, third, dead === 'origin' ? other : one)]
    const victim = dead === 'origin' ? one : other
    await killWorkerOf(victim)
    pipes.drop(victim)
    await expect.poll(() => lease.value.closed).toBe(true)
    await expect.poll(() => pipes.size).toBe(1)
    expect(side.pipeEnds().map(({ closed }) => closed)).toEqual([false, false])
    // Others of the dead part are refused, and not remembered.
    if (dead === 'origin') expect(await refusal(take(producer, one, third))).toBe('producerNotFound')
    else expect((await take(producer, one, third)).value.closed).toBe(false)
  },
)
