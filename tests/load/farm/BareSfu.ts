import type { RtpCapabilities, RtpParameters } from '@diem-cau/sfu-contract'
import { createWorker, type types } from 'mediasoup'
import { mediaCodecs } from '../../../sfu/src/meeting/mediaCodecs.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'
import type { Farm } from './Farm.ts'
import type { FarmTrack } from './FarmTrack.ts'
import type { FarmTransport } from './FarmTransport.ts'
import type { NarrowLine } from './NarrowLine.ts'

const BUFFER = 4 << 20

/** A mediasoup worker with one router and nothing else: the farm's other side in its own test and in the demo. */
export class BareSfu implements Disposable {
  readonly worker: types.Worker
  readonly router: types.Router
  readonly #webRtcServer: types.WebRtcServer

  private constructor(worker: types.Worker, router: types.Router, webRtcServer: types.WebRtcServer) {
    this.worker = worker
    this.router = router
    this.#webRtcServer = webRtcServer
  }

  /** @param workerBin another worker than that of every test */
  static async start(workerBin?: string): Promise<BareSfu> {
    const worker = await createWorker({ workerBin: workerBin ?? (await mediaWorker()), logLevel: 'warn' })
    const webRtcServer = await worker.createWebRtcServer({
      listenInfos: [{ protocol: 'udp', ip: '127.0.0.1', sendBufferSize: BUFFER, recvBufferSize: BUFFER }],
    })
    return BareSfu.around(worker, webRtcServer)
  }

  /** Runs on a worker that is there, and ends with it. */
  static async around(worker: types.Worker, webRtcServer: types.WebRtcServer): Promise<BareSfu> {
    return new BareSfu(worker, await worker.createRouter({ mediaCodecs }), webRtcServer)
  }

  open(): Promise<types.WebRtcTransport> {
    return this.router.createWebRtcTransport({ webRtcServer: this.#webRtcServer, enableUdp: true })
  }

  /**
   * Connects both ends of a transport.
   * @param line put between them, if given
   */
  async connect(farm: Farm, line?: NarrowLine): Promise<{ server: types.WebRtcTransport; far: FarmTransport }> {
    const server = await this.open()
    const { id, iceParameters, dtlsParameters } = server
    const iceCandidates = line === undefined ? server.iceCandidates : server.iceCandidates.map(line.candidate)
    const [far] = await Promise.all([
      farm.open({ id, iceParameters, iceCandidates, dtlsParameters }),
      server.connect({ dtlsParameters: farm.dtlsParameters }),
    ])
    await far.connected
    return { server, far }
  }

  get rtpCapabilities(): RtpCapabilities {
    return this.router.rtpCapabilities as RtpCapabilities
  }

  [Symbol.dispose](): void {
    this.worker.close()
  }
}

/** Lets the server take what the far end sends. */
export function produce(server: types.WebRtcTransport, track: FarmTrack, paused = false): Promise<types.Producer> {
  return server.produce({ kind: track.kind, rtpParameters: track.rtpParameters, paused })
}

/** Lets the server send, and the far end know what comes, before the first packet. */
export async function consume(
  sfu: BareSfu,
  { server, far }: { server: types.WebRtcTransport; far: FarmTransport },
  producer: types.Producer,
  options: { inspect?: boolean; listener?: number; spatialLayer?: number } = {},
): Promise<{ consumer: types.Consumer; ssrc: number }> {
  const layers =
    options.spatialLayer === undefined
      ? {}
      : { preferredLayers: { spatialLayer: options.spatialLayer, temporalLayer: 2 } }
  const consumer = await server.consume({
    producerId: producer.id,
    rtpCapabilities: sfu.rtpCapabilities,
    paused: true,
    ...layers,
  })
  const { ssrc } = await far.consume(consumer.rtpParameters as RtpParameters, options)
  await consumer.resume()
  return { consumer, ssrc }
}
