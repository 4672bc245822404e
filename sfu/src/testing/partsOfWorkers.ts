import { onTestFinished } from 'vitest'
import { pino } from 'pino'
import { MeetingPart } from '../meeting/MeetingPart.ts'
import { MediaWorker } from '../node/MediaWorker.ts'
import { freePorts } from './freePorts.ts'

export const silent = pino({ level: 'silent' })

/** Parts of a meeting, each on a real worker of its own. */
export async function partsOfWorkers(count: number): Promise<MeetingPart[]> {
  const rtcBasePort = await freePorts(count)
  const workers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      MediaWorker.start(index, { listen: [{ ip: '127.0.0.1' }], rtcBasePort }),
    ),
  )
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.close()))
  })
  return Promise.all(workers.map((worker) => MeetingPart.open(worker, silent)))
}

/** Kills the worker of a part and resolves when the node has noticed. */
export async function killWorkerOf(part: MeetingPart): Promise<void> {
  const lost = new Promise<void>((resolve) => part.once('lost', () => resolve()))
  process.kill(part.worker.pid, 'SIGKILL')
  await lost
}
