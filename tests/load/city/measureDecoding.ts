import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { Site } from '../../browser/Site.ts'
import { hdVideo } from '../farm/clips.ts'
import { City } from './City.ts'
import { cpuSeconds } from './cpuSeconds.ts'

/** Wards with a browser. */
const BROWSERS = 3
const SCREEN = { width: 1920, height: 1080 }
const HEIGHT = 720
const PATIENCE_MS = 60_000
/** Frames are counted over so long each, milliseconds: the slowest piece is told. */
const PIECE_MS = 5000

export interface DecodingOptions {
  readonly sites: number
  readonly seconds: number
  readonly workers: number
}

export type Decoding = Awaited<ReturnType<typeof measureDecoding>>

/** While all rooms send 720p, the last of them are browsers, which decode whoever has the floor in that size. */
export async function measureDecoding({ sites, seconds, workers }: DecodingOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-decoding-'))
  try {
    await using closing = new AsyncDisposableStack()
    const options = { folder, sites, workers, heedsDemand: false, speakerCamera: hdVideo(), leftOut: BROWSERS }
    const city = closing.use(await City.open(options))
    const [speaker] = city.rooms
    if (!speaker) throw new Error('no rooms')
    await city.begin(speaker)
    const webPort = Number(new URL(city.stack.url).port)
    const pages: Page[] = []
    for (const [n, { unit, ...account }] of city.empty.entries()) {
      const site = await Site.launch({
        name: `ward-${n}`,
        account: { ...account, unit: unit.code },
        colour: [60, 60, 60],
        hertz: 440,
        folder,
        webPort,
        mediaLine: null,
        deviceFlags: ['--use-fake-ui-for-media-stream'],
      })
      closing.defer(() => site.close())
      await site.enter({ viewport: SCREEN })
      pages.push(site.page)
    }
    await Promise.all(pages.map((page) => page.waitForFunction(isWhole, HEIGHT, { timeout: PATIENCE_MS })))
    const parts = { worker: city.stack.workerPids(), farm: [city.farm.pid] }
    const cpu = () => Object.values(parts).map(cpuSeconds)
    const usage = await city.farm.usage()
    const before = { at: performance.now(), cpu: cpu(), looks: await lookAt(pages) }
    let last = before.looks
    let lastAt = before.at
    const pieces: number[][] = pages.map(() => [])
    const heights = new Set<number>()
    while (performance.now() - before.at < seconds * 1000) {
      await pause(PIECE_MS)
      const looks = await lookAt(pages)
      const at = performance.now()
      for (const [n, { frames, height }] of looks.entries()) {
        pieces[n]?.push(((frames - (last[n]?.frames ?? 0)) * 1000) / (at - lastAt))
        heights.add(height)
      }
      last = looks
      lastAt = at
    }
    const elapsed = (lastAt - before.at) / 1000
    const spent = cpu().map((end, part) => (end - (before.cpu[part] ?? 0)) / elapsed)
    const after = await city.farm.usage()
    return {
      sites,
      seconds: Math.round(elapsed),
      heights: [...heights],
      browsers: pieces.map((rates, n) => ({
        framesPerS: round(((last[n]?.frames ?? 0) - (before.looks[n]?.frames ?? 0)) / elapsed),
        /** Of five seconds. */
        slowest: round(Math.min(...rates)),
      })),
      packetsInPerS: Math.round((after.sent - usage.sent) / elapsed),
      workerCores: round(spent[0] ?? 0),
      framesNotSent: after.skipped - usage.skipped,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs in the page: true when the largest picture has all its lines. */
function isWhole(height: number): boolean {
  return [...document.querySelectorAll('video')].some((video) => video.videoHeight === height)
}

function lookAt(pages: readonly Page[]): Promise<{ frames: number; height: number }[]> {
  return Promise.all(pages.map((page) => page.evaluate(largest)))
}

/** Runs in the page: the largest picture's frames so far. */
function largest(): { frames: number; height: number } {
  const [video] = [...document.querySelectorAll('video')].toSorted((a, b) => b.videoHeight - a.videoHeight)
  return { frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0, height: video?.videoHeight ?? 0 }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
