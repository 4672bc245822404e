import { kindOfSource, type ProducerId, type Source } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type MediaNode, type MediaNodeOptions, startMediaNode } from '../startMediaNode.ts'
import { ControlClient, type RawData } from './ControlClient.ts'
import { cameraParameters, deviceCapabilities, micParameters } from './fakeMedia.ts'
import { freePorts } from './freePorts.ts'

export const SECRET = 'a-secret-that-only-the-tests-know-0123456789'

export type TestNode = MediaNode & {
  readonly rtcBasePort: number
  /** A control connection, closed with the test. */
  connect(owner?: string): Promise<ControlClient>
}

/** A real media node with real workers on free ports, closed when the test is over. */
export async function testNode(options: Partial<MediaNodeOptions> = {}): Promise<TestNode> {
  const workers = options.workers ?? 1
  const rtcBasePort = options.rtcBasePort ?? (await freePorts(workers))
  const node = await startMediaNode({
    controlHost: '127.0.0.1',
    controlPort: 0,
    controlTls: undefined,
    controlCa: undefined,
    secret: SECRET,
    listen: [{ ip: '127.0.0.1' }],
    rtcBasePort,
    // Shared by all tests: a port that is taken is passed over.
    pipePorts: { min: 31_000, max: 31_999 },
    pipeLingerMs: 0,
    // Tests that want reports say how often.
    reportMs: 3_600_000,
    workers,
    region: '',
    cameraNetworks: [],
    limits: { meetings: null, endpoints: null },
    log: pino({ level: process.env.DIEM_CAU_LOG_LEVEL ?? 'silent' }),
    ...options,
  })
  const clients: ControlClient[] = []
  onTestFinished(async () => {
    for (const client of clients) client.close()
    await node.close()
  })
  const connect = async (owner = 'signaling-1') => {
    const client = await ControlClient.connect(node.url, { secret: SECRET, owner })
    clients.push(client)
    return client
  }
  return { ...node, rtcBasePort, connect }
}

/** Joins an endpoint that can receive everything. */
export function join(
  client: ControlClient,
  endpointId: string,
  meetingId = 'meeting',
  rtpCapabilities: RawData<'endpoint:join'>['rtpCapabilities'] = deviceCapabilities(),
  apart: { apartFrom?: string } = {},
) {
  return client.request('endpoint:join', { meetingId, endpointId, rtpCapabilities, voice: true, ...apart })
}

/** The code of the ControlError that a promise rejects with; a promise that resolves fails the test. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => 'resolved',
    (error: unknown) => error,
  )
  if (outcome instanceof Error && 'code' in outcome) return String(outcome.code)
  throw new Error(`not refused: ${String(outcome)}`)
}

/** Produces a source of an endpoint, unpaused, with parameters of its kind. */
export async function produce(
  client: ControlClient,
  endpointId: string,
  source: Source,
  paused = false,
): Promise<ProducerId> {
  const rtpParameters = kindOfSource[source] === 'audio' ? micParameters(source) : cameraParameters(source)
  const { producerId } = await client.request('endpoint:produce', { endpointId, source, rtpParameters, paused })
  return producerId
}

/** Sets what an endpoint receives; each with priority 1 and unpaused unless it says otherwise. */
export function subscribe(
  client: ControlClient,
  endpointId: string,
  ...sources: ({ producerId: string } & Partial<Wanted>)[]
) {
  return client.request('endpoint:subscribe', {
    endpointId,
    sources: sources.map((source) => ({ paused: false, priority: 1, ...source })),
  })
}

type Wanted = RawData<'endpoint:subscribe'>['sources'][number]
