/**
 * `npm run bench:wall -- [--json] [--rooms 85] [--runs 3] [--seconds 10] [--picture FILE]`: one browser as the chair with so many rooms on
 * its wall, each decoded, and the smallest page that shows the same cameras (bare/), in turns within one run. Servers, sockets, lines
 * and pictures are real; the rooms' cameras are clips that an encoder made (farm/clips). Neither page sends anything.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { fromHere } from '../../infra/store/fromHere.ts'
import { layersForTile } from '../../signaling/src/domain/meeting/receiving/subscriptions.ts'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { file, readOptions, whole } from '../support/readOptions.ts'
import { percentile } from '../support/percentile.ts'
import { BareWall } from './bare/BareWall.ts'
import { cpuSeconds } from './city/cpuSeconds.ts'
import { CLIP_LAYERS } from './farm/clips.ts'
import { Wall, type WallTile } from './wall/Wall.ts'

endWhenAsked()
const { json, rooms, runs, seconds, picture } = readOptions('npm run bench:wall --', {
  rooms: whole(85, 1),
  runs: whole(3, 1),
  seconds: whole(10, 1),
  picture: file,
})

const say = (text: string) => void (json || console.log(text))

const PATIENCE_MS = 60_000
const SCREEN = { width: 1920, height: 1080 }
/** Nobody clicks sooner: a person reads the page first. In milliseconds, for both. */
const BEFORE_CLICK_MS = 1_000

/** The browser's first process, by the flag that it alone is given. */
function browserPid(mark: string): number {
  const pid = readdirSync('/proc').find(
    (name) => /^\d+$/.test(name) && commandLine(name).includes(mark) && !commandLine(name).includes('--type='),
  )
  if (pid === undefined) throw new Error('the browser is not there')
  return Number(pid)
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Every picture has the layer that its tile needs, or the only ones that there are. */
function isSettled({ shownHeight, height }: WallTile): boolean {
  const heights = CLIP_LAYERS.map((layer) => layer.height)
  return height === heights[layersForTile(shownHeight, heights)?.spatial ?? 0]
}

/** What the browser spends, and the frames that each picture got, over {@link seconds}. */
async function watch(pid: number, frames: () => Promise<readonly number[]>) {
  const take = async () => ({ at: performance.now(), cpu: cpuSeconds([pid]), frames: await frames() })
  const before = await take()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const after = await take()
  const elapsed = (after.at - before.at) / 1000
  return {
    cores: (after.cpu - before.cpu) / elapsed,
    rates: after.frames.map((count, at) => (count - (before.frames[at] ?? 0)) / elapsed),
  }
}

async function ourRun(wall: Wall, pid: number) {
  const { chair } = wall
  await wall.send(true)
  const page = await chair.newPage()
  await page.goto('/')
  await chair.openLobby(page)
  await page.waitForTimeout(BEFORE_CLICK_MS)
  await chair.join(page)
  const firstPicturesMs = await wall.allFirstFrames(PATIENCE_MS, page)
  // The figures are taken once every stream is at the layer of its tile, because a wall settles there.
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const unsettled = (await wall.tiles(page)).filter((tile) => !isSettled(tile))
    if (unsettled.length === 0) break
    if (Date.now() > end) throw new Error(`tiles that do not settle: ${JSON.stringify(unsettled)}`)
    await page.waitForTimeout(200)
  }
  const watched = await watch(pid, async () => (await wall.tiles(page)).map(({ frames }) => frames))
  const tiles = await wall.tiles(page)
  const size = await page
    .locator('[data-testid="wall"] [data-testid="tile"]')
    .first()
    .evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }))
  if (picture !== null) await page.screenshot({ path: fromHere(picture) })
  await chair.leave(page)
  await page.close()
  await wall.send(false)
  return { firstPicturesMs, ...watched, tiles, size }
}

async function bareRun(bare: BareWall, wall: Wall, pid: number, size: { width: number; height: number }) {
  await bare.send(true)
  const page = await wall.chair.newPage()
  await page.goto(`${bare.url}/?width=${size.width}&height=${size.height}`)
  await page.locator('#join:enabled').waitFor()
  await page.waitForTimeout(BEFORE_CLICK_MS)
  await page.locator('#join').click()
  const firstPicturesMs = await bareFirstFrames(page)
  await page.waitForTimeout(BEFORE_CLICK_MS)
  const watched = await watch(pid, () =>
    page.evaluate(() =>
      [...document.querySelectorAll('video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames),
    ),
  )
  await page.close()
  await bare.send(false)
  return { firstPicturesMs, ...watched }
}

async function bareFirstFrames(page: Page): Promise<number> {
  await page.waitForFunction(
    (count) => {
      const videos = [...document.querySelectorAll('video')]
      return videos.length === count && videos.every((video) => video.getVideoPlaybackQuality().totalVideoFrames > 0)
    },
    rooms,
    { timeout: PATIENCE_MS, polling: 50 },
  )
  return page.evaluate(
    () => performance.now() - (performance.getEntriesByName('bare:join-click').at(-1)?.startTime ?? Number.NaN),
  )
}

async function bench(folder: string) {
  const mark = `--diem-cau-wall=${folder}`
  await using wall = await Wall.open(folder, rooms, ['--use-fake-ui-for-media-stream', mark])
  await using bare = await BareWall.open(wall.farm, rooms)
  await wall.send(false)
  const { chair, farm } = wall
  await chair.fresh({ viewport: SCREEN })
  await chair.signIn()
  await chair.page.close()
  const pid = browserPid(mark)
  const ours: Awaited<ReturnType<typeof ourRun>>[] = []
  const theirs: Awaited<ReturnType<typeof bareRun>>[] = []
  // The first of each warms caches and decoders and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const our = await ourRun(wall, pid)
    const bareOne = await bareRun(bare, wall, pid, our.size)
    say(
      `${run === 0 ? 'warm-up' : `run ${run}`}: first pictures ours ${Math.round(our.firstPicturesMs)}, bare ${Math.round(bareOne.firstPicturesMs)} ms; ` +
        `browser ours ${round(our.cores)}, bare ${round(bareOne.cores)} of a core`,
    )
    if (run === 0) continue
    ours.push(our)
    theirs.push(bareOne)
  }
  const [last] = ours.slice(-1)
  const usage = await farm.usage()
  const firstPicturesMs = { ours: middle(ours, firstOf), bare: middle(theirs, firstOf) }
  const browserCores = { ours: middle(ours, coresOf), bare: middle(theirs, coresOf) }
  return {
    tiles: rooms,
    /** Tiles whose picture moved meanwhile and is that of their room, in the last run. */
    decoded: last?.tiles.filter(({ colourOff }, at) => (last.rates[at] ?? 0) > 0 && colourOff < 40).length ?? 0,
    pictures: [...new Set(last?.tiles.map(({ width, height }) => `${width}x${height}`))],
    tileSize: last?.size,
    /** Until all are there; the middle one of the runs. */
    firstPicturesMs: { ...firstPicturesMs, ratio: round(firstPicturesMs.ours / firstPicturesMs.bare) },
    browserCores: { ...browserCores, ratio: round(browserCores.ours / browserCores.bare) },
    all: {
      firstPicturesMs: { ours: ours.map(firstOf), bare: theirs.map(firstOf) },
      browserCores: { ours: ours.map(coresOf), bare: theirs.map(coresOf) },
    },
    framesPerSecond: {
      ours: rateOf(ours.flatMap(({ rates }) => rates)),
      bare: rateOf(theirs.flatMap(({ rates }) => rates)),
    },
    /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
    framesNotSent: usage.skipped,
    runs,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      chromium: chair.browser.version(),
      loadAverage: round(loadavg()[0] ?? 0),
    },
  }
}

const firstOf = ({ firstPicturesMs }: { readonly firstPicturesMs: number }) => Math.round(firstPicturesMs)
const coresOf = ({ cores }: { readonly cores: number }) => round(cores)
const middle = <T>(all: readonly T[], of: (one: T) => number) => percentile(all.map(of), 0.5)
const rateOf = (rates: readonly number[]) => ({
  slowest: round(Math.min(...rates)),
  p50: round(percentile(rates, 0.5)),
})

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-wall-'))
try {
  const result = await bench(folder)
  if (json) console.log(JSON.stringify(result))
  else {
    const { tiles, decoded, pictures, firstPicturesMs: first, browserCores: cores, framesPerSecond, machine } = result
    console.log(
      `${decoded} of ${tiles} rooms are seen moving, as ${pictures.join(', ')}, at ${framesPerSecond.ours.p50} frames a second (bare ${framesPerSecond.bare.p50})`,
    )
    console.table({ 'all first pictures, ms': first, 'browser, cores': cores })
    console.log(
      `${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, load average ${machine.loadAverage}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
