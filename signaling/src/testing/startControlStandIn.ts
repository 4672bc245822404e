import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CONTROL_NAMESPACE, ControlRequest, controlRequests, NodeId, type NodeReport } from '@diem-cau/sfu-contract'
import { Server } from 'socket.io'
import { onTestFinished } from 'vitest'

const madeUpTransport = {
  id: 't',
  iceParameters: { usernameFragment: 'u', password: 'p' },
  iceCandidates: [],
  dtlsParameters: {
    fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AA').join(':') }],
  },
}

const idle = {
  index: 0,
  pid: 1,
  cpu: 0,
  meetings: 0,
  endpoints: 0,
  producers: 0,
  consumers: 0,
  bitrateIn: 0,
  bitrateOut: 0,
}

/** What comes back to an endpoint that hears itself. */
const echoed = {
  consumerId: 'c',
  producerId: 'p',
  kind: 'audio',
  type: 'simple',
  rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }] },
  producerPaused: false,
}

/**
 * A media node's control API on the loopback that carries nothing: it says how it is, and drains when it is told to.
 * @param workers without one it has no room
 */
export async function startControlStandIn(workers = 0): Promise<{
  readonly url: string
  readonly node: NodeReport
  /** Names of what it was asked, the oldest first. */
  readonly asked: readonly string[]
}> {
  const asked: string[] = []
  const node: NodeReport & { draining: boolean } = {
    nodeId: NodeId.parse('stand-in'),
    version: '0',
    startedAt: 0,
    region: '',
    limits: { meetings: null, endpoints: null },
    draining: false,
    workers: Array.from({ length: workers }, () => idle),
  }
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  io.of(CONTROL_NAMESPACE).on('connection', (socket) => {
    socket.on('request', (raw: unknown, ack: (answer: unknown) => void) => {
      const { name, data } = ControlRequest.parse(raw)
      asked.push(name)
      if (name === 'node:drain') node.draining = controlRequests['node:drain'].data.parse(data).draining
      const answers: Record<string, unknown> = {
        'node:describe': { ...node, routerRtpCapabilities: { codecs: [], headerExtensions: [] } },
        'meeting:list': { meetings: [] },
        'node:clock': { now: Date.now() },
        // A camera that lets nobody in.
        'node:tryCamera': { state: { is: 'away', fault: 'wrongPassword' } },
        'endpoint:join': {
          worker: 0,
          routerRtpCapabilities: { codecs: [], headerExtensions: [] },
          send: madeUpTransport,
          recv: madeUpTransport,
        },
        'endpoint:produce': { producerId: 'p' },
        'endpoint:produceFrom': { producerId: 'p' },
        'endpoint:subscribe': { consumers: [echoed], closed: [], refused: [] },
        'endpoint:stats': { send: [], recv: [], producers: [], consumers: [] },
      }
      ack({ ok: true, data: answers[name] ?? {} })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => io.close())
  const { port } = http.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, node, asked }
}
