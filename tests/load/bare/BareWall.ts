import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { types } from 'mediasoup'
import { Server, type Socket } from 'socket.io'
import { layersForTile } from '../../../signaling/src/domain/meeting/receiving/subscriptions.ts'
import { BareSfu, produce } from '../farm/BareSfu.ts'
import { CLIP_COLOURS, CLIP_LAYERS, clipVideo } from '../farm/clips.ts'
import type { Farm } from '../farm/Farm.ts'
import type { FarmTrack } from '../farm/FarmTrack.ts'

type Ack = (answer: unknown) => void

const HEIGHTS = CLIP_LAYERS.map(({ height }) => height)

const PAGE =
  '<!doctype html><title>bare</title><style>body{margin:0;font-size:0}video{object-fit:cover}</style><button id="join" disabled>join</button><script type="module" src="/page.js"></script>'

/**
 * The wall as the smallest mediasoup server and page can be written: one router, so many cameras of the farm, a viewer that receives
 * of each the layer that its tiles need over one transport. What is left is mediasoup's and the browser's own time.
 */
export class BareWall implements AsyncDisposable {
  readonly url: string
  readonly #tracks: readonly FarmTrack[]
  readonly #closing: AsyncDisposableStack

  private constructor(url: string, tracks: readonly FarmTrack[], closing: AsyncDisposableStack) {
    this.url = url
    this.#tracks = tracks
    this.#closing = closing
  }

  static async open(farm: Farm, rooms: number): Promise<BareWall> {
    await using closing = new AsyncDisposableStack()
    const script = await bundle()
    const sfu = closing.use(await BareSfu.start())
    const tracks: FarmTrack[] = []
    const producers: types.Producer[] = []
    for (let n = 0; n < rooms; n += 1) {
      const { server, far } = await sfu.connect(farm)
      const track = await far.produceVideo({ ...clipVideo(n % CLIP_COLOURS.length), muted: true })
      producers.push(await produce(server, track))
      tracks.push(track)
    }
    const http = createServer((request, response) => {
      const isScript = request.url === '/page.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : PAGE)
    })
    const io = new Server(http, { transports: ['websocket'] })
    io.on('connection', (socket) => serve(socket, sfu, producers))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    closing.defer(() => io.close())
    const { port } = http.address() as AddressInfo
    return new BareWall(`http://127.0.0.1:${port}`, tracks, closing.move())
  }

  /** Its cameras send only while it is measured: two walls at once would share the machine. */
  async send(on: boolean): Promise<void> {
    await Promise.all(this.#tracks.map((track) => (on ? track.unmute() : track.mute())))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}

function serve(socket: Socket, sfu: BareSfu, producers: readonly types.Producer[]): void {
  let transport: types.WebRtcTransport | null = null
  let consumers: types.Consumer[] = []
  socket.on('describe', (ack: Ack) => ack(sfu.rtpCapabilities))
  socket.on('join', async (rtpCapabilities: types.RtpCapabilities, tileHeight: number, ack: Ack) => {
    const { spatial = 0, temporal = 0 } = layersForTile(tileHeight, HEIGHTS) ?? {}
    const made = await sfu.open()
    transport = made
    consumers = await Promise.all(
      producers.map(({ id }) =>
        made.consume({
          producerId: id,
          rtpCapabilities,
          paused: true,
          preferredLayers: { spatialLayer: spatial, temporalLayer: temporal },
        }),
      ),
    )
    const { id, iceParameters, iceCandidates, dtlsParameters } = made
    ack({
      transport: { id, iceParameters, iceCandidates, dtlsParameters },
      consumers: consumers.map((one) => ({
        id: one.id,
        producerId: one.producerId,
        kind: one.kind,
        rtpParameters: one.rtpParameters,
      })),
    })
  })
  socket.on('connect-transport', async (dtlsParameters: types.DtlsParameters, ack: Ack) => {
    await transport?.connect({ dtlsParameters })
    ack(null)
  })
  socket.on('resume', async (ack: Ack) => {
    await Promise.all(consumers.map((consumer) => consumer.resume()))
    ack(null)
  })
  socket.on('disconnect', () => transport?.close())
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/wallPage.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}
