import { setTimeout as sleep } from 'node:timers/promises'
import type { Farm } from '../farm/Farm.ts'
import { cpuSeconds } from '../city/cpuSeconds.ts'
import type { MediaServer } from './MediaServer.ts'
import type { Shape } from './shapes.ts'

/** By then key frames, first estimates and a server's own start are over. */
const WARM_UP_MS = 2_000

export interface Sample {
  /** CPU time of all processes of the server for each packet that arrived. */
  readonly usPerPacket: number
  /** The same of its media workers alone. */
  readonly workerUsPerPacket: number
  /** Packets to the server and from it. */
  readonly inPerSecond: number
  readonly outPerSecond: number
  /** Packets that were sent to a viewer and did not arrive, by their numbers. */
  readonly lost: number
  /** Frames that the farm did not send, being late: a sample with many says little. */
  readonly framesNotSent: number
}

/** Lays out the shape on a server that is there, waits until every stream arrives everywhere, and measures for so long. */
export async function measureShape(farm: Farm, server: MediaServer, shape: Shape, ms: number): Promise<Sample> {
  const watched = await shape(server)
  await Promise.all(watched.flatMap(({ far, ssrcs }) => ssrcs.map((ssrc) => far.packets(ssrc, 1))))
  await sleep(WARM_UP_MS)
  const take = async () => {
    const usage = await farm.usage()
    return { at: performance.now(), cpu: cpuSeconds(server.pids), worker: cpuSeconds(server.workerPids), ...usage }
  }
  const before = await take()
  await sleep(ms)
  const after = await take()
  const seconds = (after.at - before.at) / 1000
  const arrived = after.received - before.received
  return {
    usPerPacket: ((after.cpu - before.cpu) * 1e6) / arrived,
    workerUsPerPacket: ((after.worker - before.worker) * 1e6) / arrived,
    inPerSecond: (after.sent - before.sent) / seconds,
    outPerSecond: arrived / seconds,
    lost: after.lost - before.lost,
    framesNotSent: after.skipped - before.skipped,
  }
}
