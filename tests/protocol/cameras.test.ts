import { WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import { expect, onTestFinished, test } from 'vitest'
import { rtspCamera } from '../../sfu/src/testing/rtspCamera.ts'
import { testNode } from '../../sfu/src/testing/testNode.ts'
import { Farm } from '../load/farm/Farm.ts'
import { mediaWorker } from '../support/mediaWorker.ts'
import { enterNode } from '../load/farm/enterNode.ts'

/** A second of a camera's small picture has some 30 packets. */
const SECONDS_OF_PICTURE = 60

test('23.14, 23.15 a camera of the network goes to who looks, on another worker too; killed it is told, and comes again by itself', async () => {
  const camera = await rtspCamera({ user: 'admin', password: 'mật khẩu' })
  const node = await testNode({
    workerBin: await mediaWorker(),
    workers: 2,
    capacity: { ...WORKER_CAPACITY, endpoints: 1 },
    cameraNetworks: ['127.0.0.0/8'],
  })
  const client = await node.connect()
  const farm = await Farm.start()
  onTestFinished(() => farm.close())
  // Each on a worker of its own: the picture goes through a pipe.
  await enterNode(farm, client, 'room')
  const chair = await enterNode(farm, client, 'chair')
  expect((await client.request('node:describe', {})).workers.map(({ endpoints }) => endpoints)).toEqual([1, 1])

  const { producerId } = await client.request('endpoint:produceFrom', {
    endpointId: 'room',
    camera: camera.camera,
    paused: false,
  })
  await client.notice('networkCamera', ({ state }) => state.is === 'live')
  const { consumers, refused } = await client.request('endpoint:subscribe', {
    endpointId: 'chair',
    sources: [{ producerId, paused: false, priority: 1 }],
  })
  expect(refused).toEqual([])
  const [consumer] = consumers
  if (!consumer) throw new Error('no consumer')
  expect(consumer.rtpParameters.codecs[0]?.mimeType).toBe('video/H264')
  const { ssrc } = await chair.recv.consume(consumer.rtpParameters)
  await client.request('endpoint:resume', { endpointId: 'chair', consumerIds: [consumer.consumerId] })
  await chair.recv.packets(ssrc, SECONDS_OF_PICTURE)

  const before = client.notices.length
  await camera.kill()
  await expect
    .poll(() => client.notices.slice(before).filter(({ name }) => name === 'networkCamera'), { timeout: 10_000 })
    .toMatchObject([{ producerId, state: { is: 'away', fault: 'noAnswer' } }])
  await rtspCamera({ port: camera.camera.port, user: 'admin', password: 'mật khẩu' })
  // The same producer, the same consumer: nobody had to do anything.
  await chair.recv.packets(ssrc, SECONDS_OF_PICTURE)
}, 60_000)
