import { createWorker } from 'mediasoup'
import type { types } from 'mediasoup'
import { onTestFinished } from 'vitest'
import { mediaCodecs } from '../meeting/mediaCodecs.ts'
import { vp8Packets } from './vp8Packets.ts'

/** Chromium goes on like this after a keyframe: the layer of each frame, `y` = may be switched up to. */
export const PATTERN = '2y 1y 2 0 2 1 2 0 2y 1y 2 0 2 1 2'

/**
 * A screen of VP8 in three temporal layers that runs, and consumers of it that are paused at first; packet by packet through a
 * real worker, without a network. For names of frames see vp8Packets.
 */
export async function runningScreen() {
  const worker = await createWorker()
  onTestFinished(() => worker.close())
  const router = await worker.createRouter({ mediaCodecs })
  const transport = await router.createDirectTransport()
  const producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: 96,
          clockRate: 90000,
          rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
        },
      ],
      encodings: [{ ssrc: 1111, scalabilityMode: 'L1T3' }],
    },
  })
  const packets = vp8Packets({ ssrc: 1111, payloadType: 96 })
  const send = (frames: string) => {
    for (const frame of frames.split(' ')) producer.send(packets.next(frame))
  }
  const consume = async (first: (producer: types.Producer) => types.ConsumerLayers | undefined = () => undefined) => {
    const preferredLayers = first(producer)
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
      paused: true,
      ...(preferredLayers && { preferredLayers }),
    })
    const received: string[] = []
    consumer.on('rtp', (packet) => received.push(packets.nameOf(packet)))
    /** Gives the frames that came since the last call, once all that were sent have passed the worker. */
    const arrived = async () => {
      // Twice: what the first answer set off is done before the second.
      for (const _ of [1, 2]) await consumer.getStats()
      return received.splice(0).join(' ')
    }
    return { consumer, arrived }
  }
  send(`K ${PATTERN}`)
  return { producer, send, consume }
}
