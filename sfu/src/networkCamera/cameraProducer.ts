import type { NetworkCamera } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import type { CameraNetworks } from './CameraNetworks.ts'
import { CameraSource } from './CameraSource.ts'
import { H264Packets } from './H264Packets.ts'

/** Of the producer; what consumers get has numbers of its own. */
const PAYLOAD_TYPE = 96

export type CameraProducer = { readonly producer: types.Producer; readonly source: CameraSource }

/**
 * A producer that a camera of the network feeds from its `start` on, for as long as it is open. It is told to be constrained baseline, which every browser here
 * takes: what the picture really is stands in its parameter sets, by which decoders go (decisions/017).
 */
export async function cameraProducer(
  router: types.Router,
  camera: NetworkCamera,
  options: { readonly paused: boolean; readonly networks: CameraNetworks; readonly log: Logger },
): Promise<CameraProducer> {
  const transport = await router.createDirectTransport()
  const ssrc = randomInt(1, 0xffffffff)
  const producer = await transport.produce({
    kind: 'video',
    paused: options.paused,
    rtpParameters: {
      codecs: [
        {
          mimeType: 'video/H264',
          payloadType: PAYLOAD_TYPE,
          clockRate: 90_000,
          parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
          rtcpFeedback: [],
        },
      ],
      encodings: [{ ssrc }],
      rtcp: { cname: `camera-${ssrc}` },
    },
  })
  const source = new CameraSource({
    camera,
    networks: options.networks,
    packets: new H264Packets({ ssrc, payloadType: PAYLOAD_TYPE }),
    send: (packet) => {
      if (!producer.closed && !producer.paused) producer.send(packet)
    },
    log: options.log,
  })
  producer.observer.once('close', () => {
    source.close()
    transport.close()
  })
  return { producer, source }
}
