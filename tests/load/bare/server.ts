/**
 * The smallest mediasoup server that can be written: one router, one publisher, viewers that each
 * get one transport and one consumer. No accounts, no log, no policy: what is left is mediasoup's
 * own time, which our client's is compared with.
 */
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { createWorker, type types } from 'mediasoup'
import { Server } from 'socket.io'
import { mediaCodecs } from '../../../sfu/src/meeting/mediaCodecs.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'

export interface BareServer {
  readonly url: string
  close(): Promise<void>
}

const parametersOf = ({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) => ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
})

export async function startBareServer(port: number, rtcPort: number): Promise<BareServer> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/page.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  const worker = await createWorker({ workerBin: await mediaWorker(), logLevel: 'error' })
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: '127.0.0.1', port: rtcPort })),
  })
  const router = await worker.createRouter({ mediaCodecs: [...mediaCodecs] })
  let published: types.Producer | null = null

  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript
        ? script
        : '<!doctype html><title>bare</title><button id="join" disabled>join</button><script type="module" src="/page.js"></script>',
    )
  })
  const io = new Server(http, { transports: ['websocket'] })
  io.on('connection', (socket) => {
    let transport: types.WebRtcTransport | null = null
    let consumer: types.Consumer | null = null
    const makeTransport = async () => {
      transport = await router.createWebRtcTransport({ webRtcServer, initialAvailableOutgoingBitrate: 1_000_000 })
      return parametersOf(transport)
    }
    socket.on('describe', (ack: Ack) => ack(router.rtpCapabilities))
    socket.on('publish', async (ack: Ack) => ack(await makeTransport()))
    socket.on('produce', async (rtpParameters: types.RtpParameters, ack: Ack) => {
      published = (await transport?.produce({ kind: 'video', rtpParameters })) ?? null
      ack(published?.id)
    })
    socket.on('join', async (rtpCapabilities: types.RtpCapabilities, ack: Ack) => {
      const parameters = await makeTransport()
      if (!transport || !published) throw new Error('nothing is published yet')
      consumer = await transport.consume({ producerId: published.id, rtpCapabilities, paused: true })
      const { id, producerId, kind, rtpParameters } = consumer
      ack({ transport: parameters, consumer: { id, producerId, kind, rtpParameters } })
    })
    socket.on('connect-transport', async (dtlsParameters: types.DtlsParameters, ack: Ack) => {
      await transport?.connect({ dtlsParameters })
      ack(null)
    })
    socket.on('resume', async (ack: Ack) => {
      await consumer?.resume()
      ack(null)
    })
    socket.on('disconnect', () => transport?.close())
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await io.close()
      worker.close()
    },
  }
}

type Ack = (answer: unknown) => void
