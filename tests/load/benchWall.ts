/**
 * `npm run bench:wall -- [--json] [--rooms 85] [--seconds 10] [--picture FILE]`: one browser as the chair with so many rooms on its
 * wall, each decoded. Servers, sockets, lines and pictures are real; the rooms' cameras are clips that an encoder made (farm/clips).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromHere } from '../../infra/store/fromHere.ts'
import { file, readOptions, whole } from '../support/readOptions.ts'
import { percentile } from '../support/percentile.ts'
import { cpuSeconds } from './city/cpuSeconds.ts'
import { Wall } from './wall/Wall.ts'

const { json, rooms, seconds, picture } = readOptions('npm run bench:wall --', {
  rooms: whole(85, 1),
  seconds: whole(10, 1),
  picture: file,
})

const PATIENCE_MS = 60_000

/** The browser's first process, by the camera file that it alone is given. */
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

async function bench(folder: string) {
  await using wall = await Wall.open(folder, rooms)
  const { chair, farm, stack } = wall
  await chair.fresh({ viewport: { width: 1920, height: 1080 } })
  await chair.signIn()
  await chair.openLobby()
  await chair.join()
  const allFirstFramesMs = await wall.allFirstFrames(PATIENCE_MS)

  // The figures are taken once every stream is at its smallest layer, because a wall settles there.
  await chair.page.waitForFunction(
    () =>
      [...document.querySelectorAll('[data-testid="wall"] video')].filter(
        (video) => video instanceof HTMLVideoElement && video.videoHeight > 90,
      ).length <= 1,
    undefined,
    { timeout: PATIENCE_MS, polling: 200 },
  )
  const parts = {
    browser: [browserPid(join(folder, 'wall-chair.y4m'))],
    farm: [farm.pid],
    worker: stack.workerPids(),
    signaling: [stack.pid('signaling') ?? 0],
  }
  const cpu = () => Object.values(parts).map(cpuSeconds)
  const before = { at: performance.now(), cpu: cpu(), tiles: await wall.tiles() }
  await chair.page.waitForTimeout(seconds * 1000)
  const after = { at: performance.now(), cpu: cpu(), tiles: await wall.tiles() }
  if (picture !== null) await chair.page.screenshot({ path: fromHere(picture) })

  const elapsed = (after.at - before.at) / 1000
  const rates = after.tiles.map(({ frames }, at) => (frames - (before.tiles[at]?.frames ?? 0)) / elapsed)
  const share = Object.fromEntries(
    Object.keys(parts).map((part, at) => [part, round(((after.cpu[at] ?? 0) - (before.cpu[at] ?? 0)) / elapsed)]),
  )
  const usage = await farm.usage()
  return {
    tiles: rooms,
    /** Tiles whose picture moved meanwhile and is that of their room. */
    decoded: after.tiles.filter(({ colourOff }, at) => (rates[at] ?? 0) > 0 && colourOff < 40).length,
    pictures: [...new Set(after.tiles.map(({ width, height }) => `${width}x${height}`))],
    allFirstFramesMs: Math.round(allFirstFramesMs),
    framesPerSecond: { slowest: round(Math.min(...rates)), p50: round(percentile(rates, 0.5)) },
    cpuShareOfCore: share,
    /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
    framesNotSent: usage.skipped,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      chromium: chair.browser.version(),
    },
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-wall-'))
try {
  const result = await bench(folder)
  if (json) console.log(JSON.stringify(result))
  else {
    const { tiles, decoded, pictures, allFirstFramesMs, framesPerSecond, cpuShareOfCore, machine } = result
    console.log(
      `${decoded} of ${tiles} rooms are seen moving, as ${pictures.join(', ')}, at ${framesPerSecond.p50} frames a second (the slowest ${framesPerSecond.slowest})`,
    )
    console.log(`all first pictures ${allFirstFramesMs} ms after the click on join`)
    console.log(
      `CPU in cores: ${Object.entries(cpuShareOfCore)
        .map(([part, of]) => `${part} ${of}`)
        .join(', ')}; ${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
