import { setTimeout as wait } from 'node:timers/promises'
import { Deployment } from '../deaths/Deployment.ts'
import { Gathered } from '../deaths/Gathered.ts'
import { type Counts, leftBehind, takeCensus, type Trend, trendsOf } from './Census.ts'
import { SoakScript } from './SoakScript.ts'

export interface SoakOptions {
  readonly minutes: number
  /** Rooms with an account, the chair's included. */
  readonly rooms: number
  readonly nodes: number
  readonly workers: number
  readonly seed: number
}

export interface SoakResult {
  /** How often each thing happened. */
  readonly happened: Readonly<Record<string, number>>
  /** What was refused or not answered, with the last reason of each kind. */
  readonly failed: Readonly<Record<string, string>>
  readonly trends: readonly Trend[]
  readonly left: number
}

/** From one thing that happens to the next, and from one count to the next, in milliseconds. */
const ACT_EVERY_MS = 1_000
const COUNT_EVERY_MS = 5_000
/** A node is emptied, and taken into use again, so often. */
const MOVE_EVERY_MS = 45_000
/** Caches and compiled code fill in this share of the time. */
const WARM_UP = 0.25
/** A broken line is given up after 30 s, and a database connection that idles after 10 s; after that nothing is left. */
const SETTLE_MS = 90_000

/** Lets a meeting go on for long, and tells how what its processes hold has changed. */
export async function runSoak(
  { minutes, rooms: count, nodes, workers, seed }: SoakOptions,
  say: (what: string) => void,
): Promise<SoakResult> {
  await using deployment = await Deployment.open({ wards: count - 1, nodes, workers, pages: false })
  const before = await takeCensus(deployment)
  await using meeting = await Gathered.open(deployment, { rooms: count, browsers: 0 }, say)
  const { rooms } = meeting

  const happened: Record<string, number> = {}
  const failed: Record<string, string> = {}
  const count1 = (kind: string) => (happened[kind] = (happened[kind] ?? 0) + 1)
  const samples: [at: number, counts: Counts][] = []
  const began = performance.now()
  const lasts = minutes * 60_000
  const isOver = () => performance.now() - began >= lasts

  const moves = (async () => {
    for (let n = 0; !isOver(); n += 1) {
      await pauseUnless(isOver, MOVE_EVERY_MS)
      const ids = await deployment.nodeIds()
      const nodeId = ids[n % ids.length]
      if (isOver() || nodeId === undefined || ids.length < 2) continue
      try {
        await deployment.drain(nodeId)
        count1('drain')
      } catch (error) {
        failed['drain'] = String(error)
      }
      await deployment.reopen(nodeId)
    }
  })()
  const counting = (async () => {
    while (!isOver()) {
      const at = performance.now() - began
      if (at >= lasts * WARM_UP) samples.push([at, await takeCensus(deployment)])
      await pauseUnless(isOver, COUNT_EVERY_MS)
    }
  })()
  const script = new SoakScript(count, seed)
  while (!isOver()) {
    const act = script.next()
    const { failure } = await rooms.ask({ do: 'act', act })
    count1(act.kind === 'leave' && act.vanishes ? 'vanish' : act.kind)
    if (failure !== null) failed[act.kind] = failure
    await wait(ACT_EVERY_MS)
  }
  await Promise.all([moves, counting])

  say('everybody leaves')
  await rooms.ask({ do: 'endMeeting' })
  const settled = performance.now() + SETTLE_MS
  let trends = trendsOf({ before, samples, after: await takeCensus(deployment) })
  while (leftBehind(trends) > 0 && performance.now() < settled) {
    await wait(1_000)
    trends = trendsOf({ before, samples, after: await takeCensus(deployment) })
  }
  const left = leftBehind(trends)
  if (left === 0) deployment.forget()
  else say(`what the processes wrote is kept in ${deployment.dataDir}/logs`)
  return { happened, failed, trends, left }
}

/** Waits so long, but not beyond the end. */
async function pauseUnless(isOver: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms
  while (!isOver() && performance.now() < end) await wait(500)
}
