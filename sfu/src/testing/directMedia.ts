import type { types } from 'mediasoup'
import { vp8Packets } from './vp8Packets.ts'

const feedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }]

/**
 * A camera of VP8 in three simulcast streams, or a screen in one, sent packet by packet without a network.
 * @returns `send` sends frames of one layer by their names (see vp8Packets); `asked` counts the keyframes asked for
 */
export async function directCamera(router: types.Router, ssrc = 1000, streamCount = 3) {
  const transport = await router.createDirectTransport()
  let asked = 0
  transport.on('rtcp', (packet) => {
    // Payload-specific feedback, picture loss (RFC 4585, 6.3.1).
    if (packet[1] === 206 && ((packet[0] ?? 0) & 0x1f) === 1) asked += 1
  })
  const ssrcs = Array.from({ length: streamCount }, (_, index) => ssrc + 10 * index)
  const producer = await transport.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [
        { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: feedback },
        { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
      ],
      encodings: ssrcs.map((one) => ({ ssrc: one, rtx: { ssrc: one + 1 }, scalabilityMode: 'L1T3' })),
      rtcp: { cname: 'direct' },
    },
  })
  const streams = ssrcs.map((one) => vp8Packets({ ssrc: one, payloadType: 96 }))
  const send = (layer: number, frames: string) => {
    const stream = streams[layer]
    if (stream === undefined) throw new Error(`no layer ${layer}`)
    for (const frame of frames.split(' ')) producer.send(stream.next(frame))
  }
  return { producer, send, asked: () => asked }
}

/** A consumer that flows, and what has come to it. */
export async function directConsumer(router: types.Router, producerId: string, preferredLayers?: types.ConsumerLayers) {
  const transport = await router.createDirectTransport()
  const consumer = await transport.consume({
    producerId,
    rtpCapabilities: router.rtpCapabilities,
    paused: true,
    ...(preferredLayers && { preferredLayers }),
  })
  const names = vp8Packets({ ssrc: 1, payloadType: 96 })
  const received: string[] = []
  consumer.on('rtp', (packet) => received.push(names.nameOf(packet)))
  return { consumer, received }
}
