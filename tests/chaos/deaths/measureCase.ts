import { setTimeout as wait } from 'node:timers/promises'
import type { Asked, RoomLook } from '../rooms/messages.ts'
import { audit, comings, commandsBackMs } from './audit.ts'
import { Deployment } from './Deployment.ts'
import { Gathered, type GatheredOptions } from './Gathered.ts'
import { describeLook } from './looks.ts'
import type { DeathCase } from './parts.ts'
import { prepareDeaths } from './prepareDeaths.ts'
import { readLog } from './readLog.ts'
import { recovery } from './recovery.ts'
import { type CaseResult, resultOf } from './result.ts'

export interface MeetingOptions extends GatheredOptions {
  readonly nodes: number
  /** Of each node. */
  readonly workers: number
}

/** From when everybody sees and hears to the death, in milliseconds: estimates have settled, what nobody takes is switched off, everybody has a leg in reserve. */
const SETTLE_MS = 40_000
/** Commands are under way so long before the death. */
const ASKING_MS = 1_000
/** All is well again when it was so long; then the case is over. It lasts this long at least, as a broken line is given up after 30 s. */
const WELL_MS = 5_000
const AT_LEAST_MS = 35_000
/** Looked at for so long, by whatever was done. Who is not back then needs a hand: out of the meeting, or without a packet for so long. */
const PATIENCE_MS = 90_000
const NEEDS_HAND_MS = 10_000

/** Sets up a whole office with a meeting, lets these parts die at once, and tells what everybody noticed. */
export async function measureCase(
  { name, parts }: DeathCase,
  { rooms: count, browsers: pages, nodes, workers }: MeetingOptions,
  say: (what: string) => void,
): Promise<CaseResult> {
  await using deployment = await Deployment.open({ wards: count - 1 + pages, nodes, workers, pages: pages > 0 })
  await using meeting = await Gathered.open(deployment, { rooms: count, browsers: pages }, say)
  const { rooms, speaker } = meeting
  await wait(SETTLE_MS)
  await rooms.ask({ do: 'probe' })
  await wait(ASKING_MS)

  const deaths = await prepareDeaths(parts, {
    deployment,
    conducting: (await meeting.look()).process,
    cut: (ms) => cutAll(ms, deployment, meeting),
  })
  const spread = await deployment.spread()
  await meeting.beginGaps()
  const since = performance.timeOrigin + performance.now()
  say(
    `${name === 'nothing' ? 'nothing dies' : `${parts.join(' and ')} at once`}; endpoints on the nodes' workers, those in reserve too: ${JSON.stringify(spread)}`,
  )
  await Promise.all([rooms.ask({ do: 'nudge' }), ...deaths.map((die) => die())])
  const mendedMs = performance.timeOrigin + performance.now() - since
  const last = await meeting.untilWell(WELL_MS, AT_LEAST_MS, PATIENCE_MS)
  const { asked } = await rooms.ask({ do: 'stopProbe' })
  say(`the longest of all: ${worst(last.all)}`)
  const log = await readLog(deployment.databaseUrl, deployment.seeded.meetingId)
  say(recovery(log, since, speaker.participantId))
  const needHand = meeting.missing(last, NEEDS_HAND_MS)
  for (const one of needHand) say(`needs a hand: ${describeLook(one)}`)
  const result = resultOf({
    name,
    looks: last.all,
    commandsBackMs: commandsBackMs(asked, since),
    needHand: needHand.length,
    audit: audit(asked.flat(), log),
    comings: comings(log, since),
    refused: refusals(asked.flat()),
    mendedMs,
    spread,
  })
  if (result.needHand === 0 && result.lost === 0 && result.doubled === 0) deployment.forget()
  else say(`what the processes wrote is kept in ${deployment.dataDir}/logs`)
  return result
}

async function cutAll(ms: number, { cable }: Deployment, { rooms, browsers }: Gathered): Promise<void> {
  const inBrowsers = browsers.cut(ms)
  cable.cut()
  await rooms.ask({ do: 'cut', on: true })
  await wait(ms)
  cable.mend()
  await rooms.ask({ do: 'cut', on: false })
  await inBrowsers
}

/** Who was without sound or picture for longest, for whoever looks for the reason. */
function worst(looks: readonly RoomLook[]): string {
  const ofKind = (kind: 'sound' | 'picture') =>
    looks
      .toSorted((a, b) => (b[kind]?.longestMs ?? 0) - (a[kind]?.longestMs ?? 0))
      .slice(0, 3)
      .map((one) => `${one.name} ${Math.round(one[kind]?.longestMs ?? 0)} ms`)
  return `sound ${ofKind('sound').join(', ')}; picture ${ofKind('picture').join(', ')}`
}

/** Commands that were refused for the moment, by code. */
export function refusals(asked: readonly Asked[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of asked)
    if (outcome !== null && outcome !== 'acknowledged') counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
