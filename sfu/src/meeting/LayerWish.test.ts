import type { Layers } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { LayerWish } from './LayerWish.ts'
import { deviceCapabilities } from '../testing/fakeMedia.ts'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { PATTERN, runningScreen } from '../testing/runningScreen.ts'
import { join, produce, subscribe, testNode } from '../testing/testNode.ts'

/** The screen, and a consumer of it whose layers are told by a LayerWish. */
async function screen() {
  const { send, consume } = await runningScreen()
  const watch = async (wanted?: Layers) => {
    const watched = await consume((producer) => LayerWish.first(producer, wanted))
    return { ...watched, wish: new LayerWish(watched.consumer, wanted) }
  }
  return { send, consume, watch }
}

test('a shared screen begins with its first keyframe, and then flows with all its frames', async () => {
  const { send, watch } = await screen()
  const { consumer, arrived } = await watch()
  await consumer.resume()
  send('K')
  expect(await arrived()).toBe('K')
  send(PATTERN)
  expect(await arrived()).toBe(PATTERN)
})

test('it needs no frame but the keyframe: those after it may be lost', async () => {
  const { send, watch } = await screen()
  const { consumer, arrived } = await watch()
  await consumer.resume()
  send('K')
  expect(await arrived()).toBe('K')
  send('0 2 1 2 0 2y 1y 2')
  expect(await arrived(), 'the higher layers wait for a frame to switch at').toBe('0 0 2y 1y 2')
})

test('it begins with a keyframe again after each pause', async () => {
  const { send, watch } = await screen()
  const { consumer, arrived } = await watch()
  for (const round of [1, 2, 3]) {
    await consumer.resume()
    send('2 0 K')
    expect(await arrived(), `round ${round}`).toBe('K')
    send('2y 1y 2 0')
    expect(await arrived(), `round ${round}`).toBe('2y 1y 2 0')
    await consumer.pause()
    send('2 1 2 0')
    expect(await arrived(), `round ${round}, paused`).toBe('')
  }
})

test('a keyframe that comes before the worker was told is lost, but the next one is not', async () => {
  const { send, watch } = await screen()
  const { consumer, arrived } = await watch()
  await consumer.resume()
  send('K')
  expect(await arrived()).toBe('K')
  await arrived()
  void consumer.pause()
  void consumer.resume()
  send('K 0 2 1 2')
  expect(await arrived()).toBe('')
  send('0 2 K')
  expect(await arrived()).toBe('K')
})

test('no more temporal layers flow than are wanted, said before or later', async () => {
  const { send, watch } = await screen()
  const { consumer, arrived, wish } = await watch({ spatial: 0, temporal: 1 })
  await consumer.resume()
  send('K')
  expect(await arrived()).toBe('K')
  send('2y 1y 2 0')
  expect(await arrived()).toBe('1y 0')
  await wish.set({ spatial: 0, temporal: 0 })
  send('2y 1y 2 0')
  expect(await arrived()).toBe('0')
})

test('why all this: the worker drops the keyframe when it aims higher, and all that follows once the next frame is lost', async () => {
  const { send, consume } = await screen()
  const { consumer, arrived } = await consume()
  await consumer.resume()
  send(`K 0 2 1 2 0 ${PATTERN} 0 ${PATTERN}`)
  // When this fails the worker is mended, and LayerWish may tell mediasoup the wanted layers as they are.
  expect(await arrived()).toBe('')
})

/** A consumer of a camera in three layers, nothing of which has come yet. */
async function cameraConsumer() {
  const side = mediasoupSide()
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await join(client, 'b', 'meeting', deviceCapabilities())
  const producerId = await produce(client, 'a', 'camera')
  await subscribe(client, 'b', { producerId })
  const [consumer] = [...side.consumers.values()]
  if (!consumer) throw new Error('there is no consumer')
  return consumer
}

test('21.8 a camera that is held goes up to no larger picture, whatever is wanted meanwhile, and then to what is wanted', async () => {
  const consumer = await cameraConsumer()
  const wish = new LayerWish(consumer, undefined)
  await wish.hold(true)
  expect(consumer.preferredLayers, 'nothing flows yet').toMatchObject({ spatialLayer: 0 })
  await wish.set({ spatial: 1, temporal: 1 })
  expect(consumer.preferredLayers).toEqual({ spatialLayer: 0, temporalLayer: 1 })
  await wish.hold(false)
  expect(consumer.preferredLayers).toEqual({ spatialLayer: 1, temporalLayer: 1 })
})

test('21.8 a camera of which everything is wanted is sent whole again after it was held', async () => {
  const consumer = await cameraConsumer()
  const before = consumer.preferredLayers
  const wish = new LayerWish(consumer, undefined)
  await wish.hold(true)
  await wish.hold(false)
  expect(consumer.preferredLayers).toEqual(before)
})
