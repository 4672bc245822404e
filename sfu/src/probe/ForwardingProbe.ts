import type { types } from 'mediasoup'
import type { MediaWorker } from '../node/MediaWorker.ts'

const OPUS: types.RouterRtpCodecCapability = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }
const SSRC = 1
const PAYLOAD_TYPE = 111
/** Ticks of a second, as one packet is sent in each. */
const TICKS = 48_000
/** The version of RTP (RFC 3550), then nothing but its header and a byte that nobody decodes. */
const PACKET_BYTES = 13

/** A packet that does not come by then was not on its way any more, in milliseconds. */
const PATIENCE_MS = 900

/** What a worker has for it: a router on which one packet a second goes in and comes out again. */
interface Way {
  readonly producer: types.Producer
  readonly consumer: types.Consumer
  readonly close: () => void
  sent: number
}

/**
 * Measures how long a packet is in the house: it goes from the node into each of its workers, through a router, and out again, as media does but for
 * the sockets. A packet a second and worker; its router is nobody's meeting.
 */
export class ForwardingProbe {
  readonly #ways = new Map<MediaWorker, Promise<Way>>()

  /** @returns seconds; null when the worker ended meanwhile, or was too busy to pass the packet on in its second */
  async measure(worker: MediaWorker): Promise<number | null> {
    try {
      let opening = this.#ways.get(worker)
      if (!opening) {
        opening = open(worker)
        this.#ways.set(worker, opening)
        worker.worker.observer.once('close', () => this.#ways.delete(worker))
      }
      return await passes(await opening)
    } catch (error) {
      this.#ways.delete(worker)
      if (worker.alive) throw error
      return null
    }
  }

  /** Takes its routers out of the workers. */
  close(): void {
    for (const opening of this.#ways.values())
      void opening.then(
        (way) => way.close(),
        () => undefined,
      )
    this.#ways.clear()
  }
}

async function open({ worker }: MediaWorker): Promise<Way> {
  const router = await worker.createRouter({ mediaCodecs: [OPUS] })
  const [into, out] = [await router.createDirectTransport(), await router.createDirectTransport()]
  const producer = await into.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: SSRC }],
      rtcp: { cname: 'probe' },
    },
  })
  const consumer = await out.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })
  return { producer, consumer, close: () => router.close(), sent: 0 }
}

function passes(way: Way): Promise<number | null> {
  const packet = Buffer.alloc(PACKET_BYTES)
  way.sent += 1
  packet[0] = 0x80
  packet[1] = PAYLOAD_TYPE
  packet.writeUInt16BE(way.sent & 0xffff, 2)
  packet.writeUInt32BE((way.sent * TICKS) >>> 0, 4)
  packet.writeUInt32BE(SSRC, 8)
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const since = performance.now()
  const onPacket = () => resolve((performance.now() - since) / 1000)
  way.consumer.once('rtp', onPacket)
  const timer = setTimeout(() => resolve(null), PATIENCE_MS).unref()
  way.producer.send(packet)
  return promise.finally(() => {
    clearTimeout(timer)
    way.consumer.off('rtp', onPacket)
  })
}
