/**
 * `npm run bench:join -- [--json] [--runs N]`: from the click on "join" to the first decoded frame, for
 * our client and for a bare mediasoup page, in one run and taking turns (ABAB...), so that the drift
 * of the machine falls on both. Both viewers publish nothing, have everything loaded a second before the click,
 * and receive one publisher's camera of the same file, codec and simulcast layers from the same worker binary.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { writeFakeCamera } from '../browser/fakeCamera.ts'
import { Office } from '../browser/Office.ts'
import { chromiumFlags, Site } from '../browser/Site.ts'
import { freePorts } from '../support/freePorts.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { type BareServer, startBareServer } from './bare/server.ts'
import { watchFirstFrame } from './firstFrame.ts'
import { percentile } from '../support/percentile.ts'

/** A webcam's thirty frames a second, so that waiting for the next frame weighs little. */
const CAMERA = { width: 640, height: 360, fps: 30, frames: 60 }

const COLOUR = [200, 40, 40] as const

const { json, runs } = readOptions('npm run bench:join --', { runs: whole(20, 1) })

const say = (text: string) => void (json || console.log(text))

/** Clicks and answers the milliseconds to the first frame, as the page itself saw both. */
async function clickToFirstFrame(page: Page): Promise<number> {
  await page.bringToFront()
  await page.getByTestId('join').or(page.locator('#join')).first().click()
  await page.waitForFunction(() => window.firstFrameProbe.firstFrameAt !== null, undefined, {
    timeout: 20_000,
    polling: 20,
  })
  return page.evaluate(() => (window.firstFrameProbe.firstFrameAt ?? 0) - (window.firstFrameProbe.clickedAt ?? 0))
}

/** Nobody clicks sooner: a person reads the page first. In milliseconds, for both. */
const BEFORE_CLICK_MS = 1_000

async function bareRun(viewer: Browser, bare: BareServer): Promise<number> {
  const page = await viewer.newPage()
  await page.addInitScript(watchFirstFrame, '#join')
  await page.goto(bare.url)
  await page.locator('#join:enabled').waitFor()
  await page.waitForTimeout(BEFORE_CLICK_MS)
  const ms = await clickToFirstFrame(page)
  await page.close()
  return ms
}

/** Our own marks must tell the same story as the observer's; answers both. */
async function ourRun(viewer: Site): Promise<{ ms: number; marked: number }> {
  const page = await viewer.newPage()
  await page.addInitScript(watchFirstFrame, '[data-testid="join"]')
  await page.goto('/')
  await viewer.openLobby(page)
  await page.waitForTimeout(BEFORE_CLICK_MS)
  const ms = await clickToFirstFrame(page)
  const marked = await page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
    return at('diem-cau:first-frame') - at('diem-cau:join-click')
  })
  await viewer.leave(page)
  await page.close()
  return { ms, marked }
}

async function bench(folder: string) {
  const camera = join(folder, 'camera.y4m')
  writeFakeCamera(camera, COLOUR, CAMERA)
  const publisherFlags = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
  ]
  await using closing = new AsyncDisposableStack()
  const office = await Office.open(join(folder, 'data'))
  closing.defer(() => office.close())
  const firstPort = await freePorts(2)
  const bare = await startBareServer(firstPort, firstPort + 1)
  closing.defer(() => bare.close())

  const chair = await Site.launch({ ...(await office.siteOptions('chair', 'direct')), deviceFlags: publisherFlags })
  closing.defer(() => chair.close())
  await chair.enter()
  const barePublisher = await chromium.launch({ ...chromiumFlags(publisherFlags) })
  closing.defer(() => barePublisher.close())
  const publishing = await barePublisher.newPage()
  await publishing.goto(`${bare.url}#publish`)
  await publishing.waitForFunction(() => document.title === 'published')

  // The viewers have no devices, because neither has anything to publish.
  const viewer = await Site.launch({
    ...(await office.siteOptions('wardA', 'direct')),
    deviceFlags: ['--use-fake-ui-for-media-stream'],
  })
  closing.defer(() => viewer.close())
  await viewer.fresh()
  await viewer.signIn()

  const ours: number[] = []
  const theirs: number[] = []
  let widestGap = 0
  // The first of each warms caches and decoders and is not counted.
  for (let run = 0; run <= runs; run++) {
    const our = await ourRun(viewer)
    const bareMs = await bareRun(viewer.browser, bare)
    say(`${run === 0 ? 'warm-up' : `run ${run}`}: ours ${our.ms.toFixed(0)} ms, bare ${bareMs.toFixed(0)} ms`)
    if (run === 0) continue
    ours.push(our.ms)
    theirs.push(bareMs)
    widestGap = Math.max(widestGap, Math.abs(our.ms - our.marked) || 0)
  }
  return { ours, theirs, widestGap, chromium: viewer.browser.version() }
}

const round = (ms: number, digits = 0) => Number(ms.toFixed(digits))
const summary = (samples: readonly number[]) => ({
  p50: round(percentile(samples, 0.5)),
  p95: round(percentile(samples, 0.95)),
})

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-bench-'))
try {
  const { ours, theirs, widestGap, chromium: version } = await bench(folder)
  const result = {
    ours: summary(ours),
    bare: summary(theirs),
    ratioP50: round(percentile(ours, 0.5) / percentile(theirs, 0.5), 2),
    ratioP95: round(percentile(ours, 0.95) / percentile(theirs, 0.95), 2),
    runs,
    /** Widest gap in ms between the product's own performance marks and what the bench observed. */
    marksOffBy: round(widestGap),
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version, chromium: version },
  }
  if (json) console.log(JSON.stringify(result))
  else {
    console.table({ ours: result.ours, bare: result.bare, ratio: { p50: result.ratioP50, p95: result.ratioP95 } })
    console.log(
      `click to first decoded frame in ms, ${runs} runs each in turns; ${result.machine.cpu}, ${result.machine.cores} cores, Node ${result.machine.node}, Chromium ${version}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
