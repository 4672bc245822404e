import { NodeId, ORPHAN_GRACE_MS, type WorkerCapacity } from '@diem-cau/sfu-contract'
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import root from '../../package.json' with { type: 'json' }
import type { MediaNodeConfig } from './settings/config.ts'
import { controlHandlers } from './control/controlHandlers.ts'
import { ControlServer } from './control/ControlServer.ts'
import { type Health, httpServer } from './control/httpServer.ts'
import { Meetings } from './meeting/Meetings.ts'
import { Metrics } from './control/metrics.ts'
import { NodeReporter } from './control/NodeReport.ts'
import { Neighbours } from './control/Neighbours.ts'
import { NodeConnections } from './control/NodeConnections.ts'
import type { OtherNodes } from './meeting/NodeLine.ts'
import { Ownership } from './control/Ownership.ts'
import { pipeHandlers } from './control/pipeHandlers.ts'
import { Registration } from './control/Registration.ts'
import { EchoSocket } from './probe/EchoSocket.ts'
import { SetupError } from './settings/SetupError.ts'
import { CameraNetworks } from './networkCamera/CameraNetworks.ts'
import { warmUp } from './warmUp/warmUp.ts'
import { WorkerPool } from './node/WorkerPool.ts'

/** The time is long enough to leaf through pages of a wall and back, in milliseconds. */
const PIPE_LINGER_MS = 5000

export type MediaNodeOptions = Omit<
  MediaNodeConfig,
  'logLevel' | 'otlpUrl' | 'controlUrl' | 'redisUrl' | 'warmsUp' | 'hasStatistics'
> & {
  log: Logger
  /** The address at which signaling and other nodes reach it; unless given, where it listens. */
  controlUrl?: string | undefined
  /** Signaling finds the node there; without it signaling is told of it. */
  redisUrl?: string | undefined
  /** Path of the worker binary; without it MEDIASOUP_WORKER_BIN, or else mediasoup's own. */
  workerBin?: string
  /** Meetings outlive the connection of their owner by this, in milliseconds. For tests. */
  graceMs?: number
  /** Owners get a node report this often, in milliseconds. For tests. */
  reportMs?: number
  /** A pipe outlives its last consumer by this, in milliseconds. For tests. */
  pipeLingerMs?: number
  /** Another node may be away for this long before what it sends here is over, in milliseconds. For tests. */
  lostAfterMs?: number
  /** Another node may be away for this long before what is sent there ends, in milliseconds. For tests. */
  neighbourGraceMs?: number
  /** The load that fills one worker. For tests. */
  capacity?: WorkerCapacity
  /** True to compile what rooms need when they come, while nobody does. */
  warmsUp?: boolean
  /** True to measure the node itself and its endpoints, and tell signaling. */
  hasStatistics?: boolean
}

export type MediaNode = {
  readonly nodeId: NodeId
  readonly controlPort: number
  /** The address that signaling connects to. */
  readonly url: string
  /** Statistics are told from now on, or no more. */
  measure(isOn: boolean): void
  /** Ends every meeting and worker. Fine to call again. */
  close(): Promise<void>
}

/**
 * Starts the workers, then lets signaling in.
 * @throws SetupError if a port is taken or the worker binary does not run; nothing is left running then.
 */
export async function startMediaNode(options: MediaNodeOptions): Promise<MediaNode> {
  const { log } = options
  const { region, limits } = options
  const nodeId = NodeId.parse(randomUUID())
  const identity = { nodeId, version: root.version, startedAt: Date.now(), region, limits }
  const pool = await WorkerPool.start(options.workers, options, log)
  const { controlCa: ca, controlTls: tls, secret, lostAfterMs } = options
  const neighbours = new Neighbours(log, options.neighbourGraceMs)
  const connections = new NodeConnections({ secret, self: nodeId, ca, log, ...(lostAfterMs && { lostAfterMs }) })
  const [first] = options.listen
  if (first === undefined) throw new SetupError('DIEM_CAU_RTC_LISTEN', 'no address; write at least one')
  const nodes: OtherNodes = {
    nodeId,
    listen: { ...first, ports: options.pipePorts, encrypted: true },
    reach: (address) => connections.reach(address),
    tell: (to, notice) => neighbours.notify(to, notice),
  }
  const meetingsOptions = {
    nodes,
    pipes: { ports: options.pipePorts, lingerMs: options.pipeLingerMs ?? PIPE_LINGER_MS },
    ...(options.capacity && { capacity: options.capacity }),
  }
  const meetings = new Meetings(pool, { ...meetingsOptions, limits }, log)
  const ownership = new Ownership(options.graceMs ?? ORPHAN_GRACE_MS, log)
  const cameraNetworks = new CameraNetworks(options.cameraNetworks)
  const echo = new EchoSocket(nodes.listen)
  const reporter = new NodeReporter(identity, pool, meetings, log, options.hasStatistics)
  const metrics = new Metrics({
    report: () => reporter.report,
    workersWanted: () => pool.size,
    owners: () => ownership.connections,
  })
  reporter.onForwarded = (worker, seconds) => metrics.forwarded(worker, seconds)
  let stopping: Promise<void> | undefined
  let registration: Registration | undefined

  meetings.on('notice', (meetingId, notice) => ownership.notify(meetingId, notice))
  meetings.on('ended', (meetingId) => {
    // Whoever joins it anew meanwhile keeps it.
    if (!meetings.has(meetingId)) ownership.release(meetingId)
  })
  meetings.on('relayed', (meetingId) => {
    if (!ownership.isOwned(meetingId) && !meetings.isJoined(meetingId)) meetings.close(meetingId, 'requested')
  })
  neighbours.on('gone', (gone) => meetings.forgetNode(gone))
  ownership.on('abandoned', (meetingId) => meetings.close(meetingId, 'requested'))
  pool.on('died', () => metrics.workerDied())
  pool.on('replaced', ({ index, pid }) => ownership.broadcast({ name: 'workerDied', index, pid }))

  const health = (): Health => {
    const workersAlive = pool.alive.length
    const status = stopping !== undefined ? 'stopping' : workersAlive === 0 ? 'noWorker' : 'ok'
    return { status, workersAlive, workersWanted: pool.size, draining: reporter.draining }
  }
  const http = httpServer({ health, metrics: () => metrics.text(), tls, log })
  const control = new ControlServer({
    http,
    secret,
    handlers: controlHandlers({ meetings, ownership, reporter, nodes, cameraNetworks, log }),
    pipes: pipeHandlers({ nodeId, meetings, reporter, echo }),
    ownership,
    neighbours,
    metrics,
    log,
  })

  const stop = async () => {
    log.info('the media node stops')
    // Nobody is sent here any more.
    await registration?.close()
    reporter.stop()
    ownership.close()
    meetings.closeAll()
    connections.close()
    neighbours.close()
    echo.close()
    http.closeIdleConnections()
    await Promise.all([control.close(), pool.close()])
  }
  const close = () => (stopping ??= stop())
  const startWarmUp = async () => {
    const isNeeded = () => stopping !== undefined || meetings.all.length > 0
    try {
      await warmUp({ pool, identity, meetings: meetingsOptions, isNeeded })
    } catch (error) {
      if (stopping === undefined)
        log.warn({ err: error }, 'the made-up meeting was not held: the first rooms that come wait a little longer')
    }
  }

  try {
    await listen(http, options.controlHost, options.controlPort)
  } catch (error) {
    await close()
    throw error
  }
  const controlPort = portOf(http)
  reporter.start((report) => ownership.broadcast({ name: 'nodeReport', report }), options.reportMs)
  const host = options.controlHost.includes(':') ? `[${options.controlHost}]` : options.controlHost
  const url = `${tls === undefined ? 'http' : 'https'}://${host}:${controlPort}`
  if (options.redisUrl !== undefined)
    registration = Registration.start(options.redisUrl, nodeId, { url: options.controlUrl ?? url, region }, log)
  log.info(
    { nodeId: identity.nodeId, controlPort, workers: pool.size, rtcBasePort: options.rtcBasePort },
    'the media node is ready',
  )
  if (options.warmsUp) void startWarmUp()
  return {
    nodeId: identity.nodeId,
    controlPort,
    url,
    measure: (isOn) => reporter.measure(isOn),
    close,
  }
}

async function listen(http: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen({ host, port }, () => {
        http.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    throw listenError(error, host, port)
  }
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new SetupError(
        'DIEM_CAU_SFU_CONTROL_PORT',
        `port ${port} is taken by another program (is a media node already running?); stop it or write another port`,
        { cause: error },
      )
    case 'EACCES':
      return new SetupError(
        'DIEM_CAU_SFU_CONTROL_PORT',
        `port ${port} needs more rights than this program has; write one above 1023`,
        { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SetupError(
        'DIEM_CAU_SFU_CONTROL_HOST',
        `this machine does not have the address ${host}; write one that "ip addr" shows`,
        { cause: error },
      )
    default:
      return error
  }
}

function portOf(http: Server): number {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('the control server listens on no port')
  return address.port
}
