import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundleServer } from '../../infra/start/bundleServer.ts'
import { carryOut, type Step } from '../../infra/upgrade/carryOut.ts'
import { replaceNode } from '../../infra/upgrade/replaceNode.ts'
import { replaceSignaling } from '../../infra/upgrade/replaceSignaling.ts'
import root from '../../package.json' with { type: 'json' }
import { audit, commandsBackMs, comings } from '../chaos/deaths/audit.ts'
import { Deployment } from '../chaos/deaths/Deployment.ts'
import { Gathered, type GatheredOptions } from '../chaos/deaths/Gathered.ts'
import { readLog } from '../chaos/deaths/readLog.ts'
import { type CaseResult, resultOf } from '../chaos/deaths/result.ts'
import type { RoomLook } from '../chaos/rooms/messages.ts'
import type { Mark } from '../chaos/watched/plotOfWatch.ts'
import { longestOfPage, type Timeline, timelineOf } from '../chaos/watched/timeline.ts'
import { buildNextVersion } from '../../infra/testing/nextVersion.ts'
import { seatsOf } from './seatsOf.ts'

const NEXT = '99.0.0'
/** From when everybody sees and hears to the first step, in milliseconds: estimates have settled, everybody has a leg in reserve, and commands are asked. */
const SETTLE_MS = 40_000
const PATIENCE_MS = 120_000
const WATCH_MS = 1000
/** All is well for so long before a way is over, in milliseconds. */
const WELL_MS = 3_000

export interface UpgradeOptions extends GatheredOptions {
  readonly nodes: number
  readonly workers: number
}

type Way = 'up' | 'back'

export interface UpgradeResult {
  /** For each way, and of all gaps of both. */
  readonly ways: Readonly<Record<Way, CaseResult>>
  readonly soundGapMs: CaseResult['soundGapMs']
  readonly pictureGapMs: CaseResult['pictureGapMs']
  readonly rejoined: number
  readonly lost: number
  readonly doubled: number
  readonly needHand: number
  /** What the pages had none of for longest, to a tenth of a second; they are not among the others. */
  readonly browsers: readonly { readonly name: string; readonly soundGapMs: number; readonly pictureGapMs: number }[]
  readonly timeline: Timeline
  readonly marks: readonly Mark[]
}

/** A meeting on a whole office, all of whose processes are replaced by those of the next version while it goes on, and then by those of the one before again. */
export async function measureUpgrade(
  { rooms: count, browsers: pages, nodes, workers }: UpgradeOptions,
  say: (what: string) => void,
): Promise<UpgradeResult> {
  await using deployment = await Deployment.open({ wards: count - 1 + pages, nodes, workers, pages: pages > 0 })
  const { seeded, dataDir } = deployment
  const before = { sfu: await bundleServer('sfu'), signaling: await bundleServer('signaling') }
  const next = await buildNextVersion(join(deployment.folder, 'next'), NEXT)
  await using meeting = await Gathered.open(deployment, { rooms: count, browsers: pages }, say)
  const { rooms, browsers } = meeting
  await browsers.record(seeded.chair.unit)
  await rooms.ask({ do: 'probe' })
  await wait(SETTLE_MS)
  await rooms.ask({ do: 'record' })
  const from = now()
  const marks: Mark[] = []

  const go = async (
    way: Way,
  ): Promise<{ result: Omit<CaseResult, 'case'>; looks: readonly RoomLook[]; asked: number }> => {
    const mains = way === 'up' ? { before, next } : { before: next, next: before }
    const version = way === 'up' ? NEXT : root.version
    const seats = seatsOf(deployment, mains)
    const spread = await deployment.spread()
    await meeting.beginGaps()
    const since = now()
    say(`${way} to ${version}; endpoints on the nodes' workers: ${JSON.stringify(spread)}`)
    const watch = watchGaps(
      async () => (await meeting.look()).farm,
      (ms) => say(`${seconds(since)} s  somebody was without sound for ${ms} ms`),
    )
    // Signaling first, which takes the schema forward: it is back at once if it cannot.
    await carryOut(
      [
        ...seats.signalings.map((seat, n) =>
          marked(replaceSignaling(seat, version), n === 0 ? `signaling ${way}` : '', from, marks),
        ),
        ...seats.nodes.map((seat, n) =>
          marked(replaceNode(seat, version), n === 0 ? `media nodes ${way}` : '', from, marks),
        ),
      ],
      {
        say: ({ en }) => (en.endsWith(' moved') ? undefined : say(`${seconds(since)} s  ${en}`)),
        signal: new AbortController().signal,
      },
    )
    await watch.end()
    const mendedMs = now() - since
    const last = await meeting.untilWell(WELL_MS, 0, PATIENCE_MS)
    for (const { control } of seats.nodes) control.close()
    const { farm } = last
    say(`the longest without sound: ${worst(farm)}`)
    const log = await readLog(deployment.databaseUrl, seeded.meetingId)
    const result = resultOf({
      name: way,
      looks: farm,
      commandsBackMs: null,
      needHand: meeting.missing(last).length,
      audit: { acknowledged: 0, lost: 0, doubled: 0 },
      comings: comings(log, since),
      refused: {},
      mendedMs,
      spread,
    })
    return { result, looks: farm, asked: since }
  }
  const up = await go('up')
  const back = await go('back')
  const to = now()
  const { asked } = await rooms.ask({ do: 'stopProbe' })
  const { samples: farm } = await rooms.ask({ do: 'stopRecord' })
  const recorded = await browsers.recorded()
  const log = await readLog(deployment.databaseUrl, seeded.meetingId)
  const { lost, doubled, acknowledged } = audit(asked.flat(), log)
  const all = resultOf({
    name: 'both',
    looks: [...up.looks, ...back.looks],
    commandsBackMs: null,
    needHand: 0,
    audit: { acknowledged, lost, doubled },
    comings: comings(log, up.asked),
    refused: {},
    mendedMs: 0,
    spread: [],
  })
  const told = (way: Way, { result, asked: since }: typeof up): CaseResult => ({
    ...result,
    case: way,
    commandsBackMs: roundOf(commandsBackMs(asked, since)),
    acknowledged,
    lost,
    doubled,
  })
  const needHand = up.result.needHand + back.result.needHand
  if (needHand + lost + doubled === 0) deployment.forget()
  else say(`what the processes wrote is kept in ${dataDir}/logs`)
  return {
    ways: { up: told('up', up), back: told('back', back) },
    soundGapMs: all.soundGapMs,
    pictureGapMs: all.pictureGapMs,
    rejoined: all.rejoined,
    lost,
    doubled,
    needHand,
    browsers: recorded.map(({ name, samples }) => ({
      name,
      soundGapMs: longestOfPage(samples, 'sound', { from, to }),
      pictureGapMs: longestOfPage(samples, 'picture', { from, to }),
    })),
    timeline: timelineOf({ from, to, farm, browsers: recorded, asked: asked.flat() }),
    marks,
  }
}

/** The step, and a mark from its beginning to its end. */
function marked(step: Step, label: string, from: number, marks: Mark[]): Step {
  return {
    ...step,
    work: async (going) => {
      const atS = (now() - from) / 1000
      await step.work(going)
      marks.push({ label, atS, untilS: (now() - from) / 1000 })
    },
  }
}

/** Tells when the longest gap of all has grown, so that whoever looks for a reason knows what was being done. */
function watchGaps(look: () => Promise<readonly RoomLook[]>, grown: (ms: number) => void): { end(): Promise<void> } {
  const over = new AbortController()
  let longest = 60
  const watching = (async () => {
    while (!over.signal.aborted) {
      const now = Math.round(Math.max(...(await look()).map(({ sound }) => sound?.longestMs ?? 0)))
      if (now > longest) grown(now)
      longest = Math.max(longest, now)
      await wait(WATCH_MS, undefined, { signal: over.signal }).catch(() => undefined)
    }
  })()
  return {
    end: () => {
      over.abort()
      return watching
    },
  }
}

const seconds = (since: number) => Math.round((now() - since) / 100) / 10
const now = () => performance.timeOrigin + performance.now()
const roundOf = (ms: number | null) => (ms === null ? null : Math.round(ms))

/** Who was without sound for longest, for whoever looks for the reason. */
const worst = (looks: readonly RoomLook[]) =>
  looks
    .toSorted((a, b) => (b.sound?.longestMs ?? 0) - (a.sound?.longestMs ?? 0))
    .slice(0, 3)
    .map((one) => `${one.name} ${Math.round(one.sound?.longestMs ?? 0)} ms`)
    .join(', ')
