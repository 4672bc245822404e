import type { Layers } from '@diem-cau/sfu-contract'
import { createWorker } from 'mediasoup'
import { expect, onTestFinished, test } from 'vitest'
import { LayerWish } from './LayerWish.ts'
import { mediaCodecs } from './mediaCodecs.ts'
import { vp8Packets } from './testing/vp8Packets.ts'

/** A screen of VP8 in three temporal layers that runs, and a consumer of it that is still paused; packet by packet, without a network. */
async function screen() {
  const worker = await createWorker()
  onTestFinished(() => worker.close())
  const router = await worker.createRouter({ mediaCodecs })
  const transport = await router.createDirectTransport()
  const producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] }],
      encodings: [{ ssrc: 1111, scalabilityMode: 'L1T3' }],
    },
  })
  const packets = vp8Packets({ ssrc: 1111, payloadType: 96 })
  const send = (frames: string) => {
    for (const frame of frames.split(' ')) producer.send(packets.next(frame))
  }
  const consume = async (preferredLayers?: ReturnType<typeof LayerWish.first>) => {
    const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities, paused: true, ...(preferredLayers && { preferredLayers }) })
    const received: string[] = []
    consumer.on('rtp', (packet) => received.push(packets.nameOf(packet)))
    /** What came since the last call, once all that was sent has passed the worker. */
    const arrived = async () => {
      // Twice: what the first answer set off is done before the second.
      for (const _ of [1, 2]) await consumer.getStats()
      return received.splice(0).join(' ')
    }
    return { consumer, arrived }
  }
  const watch = async (wanted?: Layers) => {
    const { consumer, arrived } = await consume(LayerWish.first(producer, wanted))
    const wish = new LayerWish(consumer, wanted)
    return { consumer, arrived, wish }
  }
  send(`K ${PATTERN}`)
  return { send, consume, watch }
}

/** As Chromium goes on after a keyframe: the layer of each frame, `y` = may be switched up to. */
const PATTERN = '2y 1y 2 0 2 1 2 0 2y 1y 2 0 2 1 2'

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
  // When this fails the worker is mended, and LayerWish may tell mediasoup what is wanted as it is.
  expect(await arrived()).toBe('')
})
