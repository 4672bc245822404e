import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  ControlAnswer,
  ControlError,
  type ControlData,
  type ControlRequestName,
  type ControlResponse,
  controlRequests,
  EndpointId,
  MeetingId,
  type ProducerId,
} from '@diem-cau/sfu-contract'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import { controlHandlers } from '../control/controlHandlers.ts'
import { ControlServer } from '../control/ControlServer.ts'
import { Neighbours } from '../control/Neighbours.ts'
import { type NodeIdentity, NodeReporter } from '../control/NodeReport.ts'
import { Ownership } from '../control/Ownership.ts'
import { pipeHandlers } from '../control/pipeHandlers.ts'
import { Meetings, type MeetingsOptions } from '../meeting/Meetings.ts'
import type { WorkerPool } from '../node/WorkerPool.ts'
import { madeUpCamera, madeUpDtls, madeUpMicrophone } from './madeUpMedia.ts'
import { CameraNetworks } from '../networkCamera/CameraNetworks.ts'

/** Rooms of the made-up meeting, and how often it is held. */
const ROOMS = 10
const TIMES = 4

const MEETING = MeetingId.parse('made-up')
const SECRET = 'nobody but this process can ask: it listens for itself'

/** The contract's table in the form that lets TypeScript follow a name to its response. */
const schemas: { readonly [N in ControlRequestName]: { readonly response: z.ZodType<ControlResponse<N>> } } =
  controlRequests

export type WarmUpOptions = {
  readonly pool: WorkerPool
  readonly identity: NodeIdentity
  readonly meetings: Omit<MeetingsOptions, 'limits'>
  /** True once somebody needs the node: then it ends. */
  readonly isNeeded: () => boolean
}

/**
 * Holds a made-up meeting, so that the code of joins has been compiled when rooms come: the first ones would take three times as long. It
 * goes over a control API of its own, which nobody else can reach, to the node's workers; of the node's own meetings it is none.
 */
export async function warmUp({ pool, identity, meetings: options, isNeeded }: WarmUpOptions): Promise<void> {
  await using closing = new AsyncDisposableStack()
  const log = pino({ level: 'silent' })
  const meetings = closing.adopt(
    new Meetings(pool, { ...options, limits: { meetings: null, endpoints: null } }, log),
    (all) => all.closeAll(),
  )
  const ownership = closing.adopt(new Ownership(0, log), (all) => all.close())
  meetings.on('notice', (meetingId, notice) => ownership.notify(meetingId, notice))
  const reporter = new NodeReporter(identity, pool, meetings, log)
  const neighbours = closing.adopt(new Neighbours(log), (all) => all.close())
  const http = createServer()
  const control = new ControlServer({
    http,
    secret: SECRET,
    handlers: controlHandlers({
      meetings,
      ownership,
      reporter,
      nodes: options.nodes,
      cameraNetworks: new CameraNetworks([]),
      log,
    }),
    pipes: pipeHandlers({ nodeId: identity.nodeId, meetings, reporter, echo: { open: noTrial } }),
    ownership,
    neighbours,
    metrics: { requestAnswered: () => undefined },
    log,
  })
  closing.defer(() => control.close())
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const socket = closing.adopt(await connect((http.address() as AddressInfo).port), (line) => void line.disconnect())
  const ask = async <N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> => {
    const answer = ControlAnswer.parse(await socket.emitWithAck('request', { name, data }))
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return schemas[name].response.parse(answer.data)
  }
  for (let time = 0; time < TIMES && !isNeeded(); time += 1) await hold(ask, time, isNeeded)
}

/** The made-up meeting is on one node. */
const noTrial = () => Promise.reject(new ControlError('unavailable', 'a made-up node tries no ways'))

type Ask = <N extends ControlRequestName>(name: N, data: ControlData<N>) => Promise<ControlResponse<N>>

/** Lets the rooms come in, each of which receives those that were there before, and leave again. */
async function hold(ask: Ask, time: number, isNeeded: () => boolean): Promise<void> {
  const { routerRtpCapabilities: rtpCapabilities } = await ask('node:describe', {})
  const opened: ProducerId[] = []
  for (let room = 0; room < ROOMS && !isNeeded(); room += 1) {
    const endpointId = EndpointId.parse(`made-up-${time}-${room}`)
    await ask('endpoint:join', { meetingId: MEETING, endpointId, rtpCapabilities, voice: room < 2 })
    const sources = opened.slice(0, 4).map((producerId, n) => ({
      producerId,
      paused: false,
      priority: 100,
      ...(n % 2 === 1 && { layers: { spatial: 0, temporal: 0 } }),
    }))
    const connect = { endpointId, dtlsParameters: madeUpDtls }
    const [{ consumers }] = await Promise.all([
      ask('endpoint:subscribe', { endpointId, sources }),
      ask('endpoint:connect', { ...connect, direction: 'recv' }),
      ask('endpoint:connect', { ...connect, direction: 'send' }),
    ])
    const made = await Promise.all([
      ask('endpoint:produce', { endpointId, source: 'mic', rtpParameters: madeUpMicrophone(), paused: false }),
      ask('endpoint:produce', { endpointId, source: 'camera', rtpParameters: madeUpCamera(), paused: false }),
      ask('endpoint:resume', { endpointId, consumerIds: consumers.map(({ consumerId }) => consumerId) }),
    ])
    opened.push(made[0].producerId, made[1].producerId)
    await nextTurn()
  }
  await ask('meeting:close', { meetingId: MEETING })
}

async function connect(port: number): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}${CONTROL_NAMESPACE}`, {
    auth: { secret: SECRET, owner: 'made-up', protocol: CONTROL_PROTOCOL },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}
