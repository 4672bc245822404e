import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '../../support/percentile.ts'
import { audit, commandsBackMs } from '../deaths/audit.ts'
import { Deployment } from '../deaths/Deployment.ts'
import { describeLook, isThere, speakerOf, until } from '../deaths/looks.ts'
import { refusals } from '../deaths/measureCase.ts'
import type { DeathCase } from '../deaths/parts.ts'
import { prepareDeaths } from '../deaths/prepareDeaths.ts'
import { readLog } from '../deaths/readLog.ts'
import { Namespaces } from '../hosts/Namespaces.ts'
import type { RoomLook } from '../rooms/messages.ts'
import { RoomsProcess } from '../rooms/RoomsProcess.ts'
import { longestOfPage, type Timeline, timelineOf } from './timeline.ts'
import { WatchedBrowsers } from './WatchedBrowsers.ts'

export interface WatchOptions {
  /** All that hear and see the one who speaks: farm rooms, two wards and the chair in browsers. */
  readonly rooms: number
  readonly nodes: number
  /** Of each node. */
  readonly workers: number
  /** What happens, in this order. */
  readonly cases: readonly DeathCase[]
  /** Folder for a picture of the chair's page after each death, which costs it a moment; null = none. */
  readonly looks: string | null
}

interface Gap {
  readonly p50: number
  readonly p95: number
}

interface WatchedDeath {
  readonly case: string
  readonly atS: number
  /** Until it was killed, or restarted, or its cable plugged in again. */
  readonly mendedS: number
  /** Longest gaps of the farm's rooms until the next death, in milliseconds. */
  readonly soundGapMs: Gap
  readonly pictureGapMs: Gap
  /** The same of each browser, to a tenth of a second. */
  readonly browsers: readonly { readonly name: string; readonly soundGapMs: number; readonly pictureGapMs: number }[]
  readonly commandsBackMs: number | null
}

export interface WatchedResult {
  readonly deaths: readonly WatchedDeath[]
  readonly needHand: number
  readonly lost: number
  readonly doubled: number
  readonly acknowledged: number
  readonly refused: Readonly<Record<string, number>>
  readonly loadAverage: number
  readonly timeline: Timeline
}

const CHAIR = 'chair'
const WARD_BROWSERS = ['ward-a', 'ward-b']
/** Without their cable while it is cut. */
const WARDS = ['wards', ...WARD_BROWSERS]
const SETTLE_MS = 6_000
/** Before the first death, and after all is well again; everybody is looked at that long at least after a death. */
const CALM_MS = 4_000
const AT_LEAST_MS = 12_000
const PATIENCE_MS = 90_000
const LOOK_AFTER_MS = 700
const NEEDS_HAND_MS = 10_000

const now = () => performance.timeOrigin + performance.now()

/**
 * One meeting of a city on computers of their own, watched by real browsers while one part after the other dies: two signaling
 * processes, the media nodes, PostgreSQL, Redis and its replica, the chair, two wards, who speaks, and all other rooms.
 */
export async function watchMeeting(
  { rooms: count, nodes, workers, cases, looks }: WatchOptions,
  say: (what: string) => void,
): Promise<WatchedResult> {
  await using hosts = await Namespaces.open([
    ...Array.from({ length: nodes }, (_, n) => `sfu-${n + 1}`),
    'signaling-1',
    'signaling-2',
    'postgres',
    'redis-1',
    'redis-2',
    'speaker',
    CHAIR,
    ...WARDS,
  ])
  say('the office starts, each part on a computer of its own')
  await using deployment = await Deployment.open({ wards: count, nodes, workers, pages: true, hosts })
  const { seeded, dataDir, url, certificate } = deployment
  const speaker = speakerOf(seeded)
  await using browsers = new WatchedBrowsers(deployment, hosts)
  say(`${CHAIR} comes in`)
  await browsers.enter(CHAIR, seeded.chair)
  // Opened before the others are there: until then everybody hears everybody, which is work for minutes on two cores.
  await browsers.openMeeting()
  await using speaking = await RoomsProcess.start(hosts.of('speaker'), certificate)
  await using wards = await RoomsProcess.start(hosts.of('wards'), certificate)
  const enter = (rooms: RoomsProcess, accounts: (typeof speaker.accountId)[]) =>
    rooms.ask({
      do: 'enter',
      dataDir,
      meetingId: seeded.meetingId,
      url,
      cableUrl: url,
      accounts,
      chair: seeded.chair.accountId,
      speaker: speaker.accountId,
      seen: 'speaker',
    })
  const inFarm = seeded.rooms.slice(1, count - WARD_BROWSERS.length)
  const inBrowsers = seeded.rooms.slice(count - WARD_BROWSERS.length)
  say(`${inFarm.length + 1} rooms come in`)
  await enter(speaking, [speaker.accountId])
  await speaking.ask({ do: 'askFloor' })
  await browsers.grantFloor()
  await enter(
    wards,
    inFarm.map(({ accountId }) => accountId),
  )
  say(`${WARD_BROWSERS.join(', ')} come in`)
  for (const [n, account] of inBrowsers.entries())
    await browsers.enter(WARD_BROWSERS[n] ?? '', { ...account, unit: account.unit.code })
  await Promise.all([speaking.ask({ do: 'begin' }), wards.ask({ do: 'begin' })])
  await browsers.record(speaker.unit.code)

  const look = async () => {
    const [who, { rooms: farm }, seen] = await Promise.all([
      speaking.ask({ do: 'look' }),
      wards.ask({ do: 'look' }),
      browsers.look(),
    ])
    return { all: [...who.rooms, ...farm, ...seen], farm, conducting: who.process }
  }
  const missing = (all: readonly RoomLook[], withinMs?: number) =>
    all.filter((one) => !isThere(one, speaker.participantId, withinMs))
  const isWell = ({ all }: Awaited<ReturnType<typeof look>>) => missing(all).length === 0 && deployment.isWhole
  const ready = await until(look, isWell, PATIENCE_MS)
  if (!isWell(ready)) throw new Error(`before anything died: ${missing(ready.all).map(describeLook).join('; ')}`)
  await wait(SETTLE_MS)

  const cut = async (ms: number) => {
    await hosts.cut(WARDS, true)
    await wait(ms)
    await hosts.cut(WARDS, false)
  }
  await wards.ask({ do: 'record' })
  await wards.ask({ do: 'probe' })
  const from = now()
  await wait(CALM_MS)
  const died: { name: string; at: number; mendedAt: number; farm: readonly RoomLook[] }[] = []
  for (const { name, parts } of cases) {
    const deaths = await prepareDeaths(parts, { deployment, conducting: (await look()).conducting, cut })
    say(`${name}; endpoints on the nodes' workers: ${JSON.stringify(await deployment.spread())}`)
    await wards.ask({ do: 'beginGaps' })
    const at = now()
    const looked = looks === null ? null : lookLater(browsers, join(looks, `chair-${name}.png`))
    await Promise.all([wards.ask({ do: 'nudge' }), ...deaths.map((die) => die())])
    const mendedAt = now()
    let wellSince: number | null = null
    const last = await until(
      look,
      (seen) => {
        wellSince = isWell(seen) ? (wellSince ?? now()) : null
        return wellSince !== null && now() - wellSince >= CALM_MS && now() - at >= AT_LEAST_MS
      },
      PATIENCE_MS,
    )
    await looked
    for (const one of missing(last.all)) say(`not back after ${name}: ${describeLook(one)}`)
    died.push({ name, at, mendedAt, farm: last.farm })
    const [sound, pictures] = gapsOf(last.farm)
    say(
      `${name}: sound ${sound.p50} and ${sound.p95} ms (p50, p95), picture ${pictures.p50} and ${pictures.p95}; ${isWell(last) ? `all well after ${seconds(now() - at - CALM_MS)} s` : 'not all well'}`,
    )
  }
  const to = now()
  const last = await look()
  const { asked } = await wards.ask({ do: 'stopProbe' })
  const { samples: farm } = await wards.ask({ do: 'stopRecord' })
  const pages = await browsers.recorded()
  const needHand = missing(last.all, NEEDS_HAND_MS)
  for (const one of needHand) say(`needs a hand: ${describeLook(one)}`)
  const record = audit(asked.flat(), await readLog(deployment.databaseUrl, seeded.meetingId))
  if (needHand.length + record.lost + record.doubled === 0) deployment.forget()
  else say(`what the processes wrote is kept in ${dataDir}/logs`)
  return {
    deaths: died.map(({ name, at, mendedAt, farm: looksThen }, n): WatchedDeath => {
      const until = died[n + 1]?.at ?? to
      const [soundGapMs, pictureGapMs] = gapsOf(looksThen)
      const before = asked.map((all) => all.filter(({ wantedAt }) => wantedAt < until))
      return {
        case: name,
        atS: seconds(at - from),
        mendedS: seconds(mendedAt - from),
        soundGapMs,
        pictureGapMs,
        browsers: pages.map(({ name, samples }) => ({
          name,
          soundGapMs: longestOfPage(samples, 'sound', { from: at - AROUND_MS, to: until }),
          pictureGapMs: longestOfPage(samples, 'picture', { from: at - AROUND_MS, to: until }),
        })),
        commandsBackMs: rounded(commandsBackMs(before, at)),
      }
    }),
    needHand: needHand.length,
    lost: record.lost,
    doubled: record.doubled,
    acknowledged: record.acknowledged,
    refused: refusals(asked.flat()),
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    timeline: timelineOf({ from, to, farm, browsers: pages, asked: asked.flat() }),
  }
}

/** The last that came before a death came so long before it at most, in milliseconds. */
const AROUND_MS = 150

async function lookLater(browsers: WatchedBrowsers, path: string): Promise<void> {
  await wait(LOOK_AFTER_MS)
  const picture = await browsers.chair.screenshot()
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, picture)
}

const gapOf = (gaps: readonly number[]): Gap => ({
  p50: Math.round(percentile(gaps, 0.5)),
  p95: Math.round(percentile(gaps, 0.95)),
})
const gapsOf = (rooms: readonly RoomLook[]): [Gap, Gap] => [
  gapOf(rooms.flatMap(({ sound }) => (sound ? [sound.longestMs] : []))),
  gapOf(rooms.flatMap(({ picture }) => (picture ? [picture.longestMs] : []))),
]
const seconds = (ms: number) => Math.round(ms) / 1000
const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms))
