/**
 * `npm run bench:join -- [--json] [--runs N] [--others N]`: from the click on "join" to the first decoded frame, for
 * our client and for a bare mediasoup page, in one run and taking turns (ABAB...), so that the drift
 * of the machine falls on both. Both viewers publish nothing, have everything loaded a second before the click,
 * and receive one publisher's camera of the same file, codec and simulcast layers from the same worker binary.
 * With `--others 84` so many rooms of the farm come into the meeting for half of the runs, again in turns: in and out twice.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { writeFakeCamera } from '../browser/devices/fakeCamera.ts'
import { type Account, chromiumFlags, Site } from '../browser/Site.ts'
import { participantIdOf } from '../../signaling/src/domain/meeting/core/participantIdOf.ts'
import { freePorts } from '../support/freePorts.ts'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { TestSocket } from '../protocol/support/TestSocket.ts'
import { type BareServer, startBareServer } from './bare/server.ts'
import { CityStack } from './city/CityStack.ts'
import { watchFirstFrame } from './firstFrame.ts'
import { ListeningRoom } from './listening/ListeningRoom.ts'
import { percentile } from '../support/percentile.ts'

/** A webcam's thirty frames a second, so that waiting for the next frame weighs little. */
const CAMERA = { width: 640, height: 360, fps: 30, frames: 60 }

const COLOUR = [200, 40, 40] as const
/** The chair on the stage of the other rooms, so many pixels high. */
const STAGE = 360

endWhenAsked()
const { json, runs, others } = readOptions('npm run bench:join --', { runs: whole(20, 1), others: whole(0, 0) })

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

/** The chair opens the meeting, so that rooms are silent until they have the floor, and makes room for its browser. */
async function startMeeting({ stack, seeded }: CityStack): Promise<void> {
  const socket = await TestSocket.connect({ url: stack.url, token: seeded.chair.token })
  await socket.request('meeting:join', {
    meetingId: seeded.meetingId,
    deviceName: 'chair',
    takeover: false,
    resume: null,
    prepared: null,
    rtpCapabilities: null,
    viewport: null,
  })
  await socket.request('meeting:start', { belowQuorum: true })
  await socket.request('meeting:leave', {})
  socket.close()
}

/** The other rooms, which see the chair on their stage; each time they come in as those did who left. */
class Others {
  readonly #ground: CityStack
  #rooms: readonly ListeningRoom[] = []

  constructor(ground: CityStack) {
    this.#ground = ground
  }

  async come(): Promise<void> {
    const { stack, farm, seeded } = this.#ground
    const chair = participantIdOf(seeded.chair.accountId)
    const entered = await this.#ground.enterAll(async ({ token, unit }, n) => {
      if (n === others) return null
      const room = await ListeningRoom.enter(farm, {
        url: stack.url,
        meetingId: seeded.meetingId,
        token,
        name: unit.name,
      })
      await room.look(chair, STAGE)
      return room
    })
    this.#rooms = entered.filter((room) => room !== null)
  }

  async leave(): Promise<void> {
    await Promise.all(this.#rooms.map((room) => room.leave()))
    this.#rooms = []
  }
}

/** Milliseconds of each run, taken in turns. */
interface Samples {
  readonly ours: number[]
  readonly bare: number[]
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
  const ground = closing.use(await CityStack.open({ folder, sites: others + 1, workers: 1 }))
  const firstPort = await freePorts(2)
  const bare = await startBareServer(firstPort, firstPort + 1)
  closing.defer(() => bare.close())
  await startMeeting(ground)
  const site = async (name: string, account: Account, deviceFlags: readonly string[]) => {
    const webPort = Number(new URL(ground.stack.url).port)
    const launched = await Site.launch({
      name,
      account,
      colour: COLOUR,
      hertz: 440,
      folder,
      webPort,
      mediaLine: null,
      deviceFlags,
    })
    closing.defer(() => launched.close())
    return launched
  }
  const chair = await site('chair', ground.seeded.chair, publisherFlags)
  await chair.enter()
  const barePublisher = await chromium.launch({ ...chromiumFlags(publisherFlags) })
  closing.defer(() => barePublisher.close())
  const publishing = await barePublisher.newPage()
  await publishing.goto(`${bare.url}#publish`)
  await publishing.waitForFunction(() => document.title === 'published')

  // The viewers have no devices, because neither has anything to publish.
  const seat = ground.seeded.rooms[others]
  if (!seat) throw new Error('the viewer has no seat')
  const viewer = await site('viewer', { ...seat, unit: seat.unit.code }, ['--use-fake-ui-for-media-stream'])
  await viewer.fresh()
  await viewer.signIn()

  let widestGap = 0
  const turn = async (into: Samples | null, what: string) => {
    const our = await ourRun(viewer)
    const bareMs = await bareRun(viewer.browser, bare)
    say(`${what}: ours ${our.ms.toFixed(0)} ms, bare ${bareMs.toFixed(0)} ms`)
    if (!into) return
    into.ours.push(our.ms)
    into.bare.push(bareMs)
    widestGap = Math.max(widestGap, Math.abs(our.ms - our.marked) || 0)
  }
  // The first of each warms caches and decoders and is not counted.
  await turn(null, 'warm-up')
  const alone: Samples = { ours: [], bare: [] }
  const among: Samples = { ours: [], bare: [] }
  const rooms = new Others(ground)
  const halves = others === 0 ? [runs] : [Math.ceil(runs / 2), Math.floor(runs / 2)]
  for (const half of halves) {
    for (let run = 1; run <= half; run += 1) await turn(alone, `alone with the chair, run ${run}`)
    if (others === 0) continue
    await rooms.come()
    for (let run = 1; run <= half; run += 1) await turn(among, `with ${others} others, run ${run}`)
    await rooms.leave()
  }
  return { alone, among, widestGap, chromium: viewer.browser.version() }
}

const round = (ms: number, digits = 0) => Number(ms.toFixed(digits))
const ratio = (of: readonly number[], to: readonly number[], share: number) =>
  round(percentile(of, share) / percentile(to, share), 2)
const summary = (samples: readonly number[]) => ({
  p50: round(percentile(samples, 0.5)),
  p95: round(percentile(samples, 0.95)),
})

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-bench-'))
try {
  const { alone, among, widestGap, chromium: version } = await bench(folder)
  const { ours, bare } = alone
  const result = {
    ours: summary(ours),
    bare: summary(bare),
    ratioP50: ratio(ours, bare, 0.5),
    ratioP95: ratio(ours, bare, 0.95),
    runs,
    /** The same with others in the meeting; `ratio` is through that without them. */
    ...(others === 0
      ? {}
      : {
          others: {
            count: others,
            ours: summary(among.ours),
            bare: summary(among.bare),
            ratioP50: ratio(among.ours, ours, 0.5),
            ratioP95: ratio(among.ours, ours, 0.95),
          },
        }),
    /** Widest gap in ms between the product's own performance marks and what the bench observed. */
    marksOffBy: round(widestGap),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      chromium: version,
      loadAverage: round(loadavg()[0] ?? 0, 1),
    },
  }
  if (json) console.log(JSON.stringify(result))
  else {
    console.table({ ours: result.ours, bare: result.bare, ratio: { p50: result.ratioP50, p95: result.ratioP95 } })
    if (result.others) console.table({ [`with ${others} others`]: result.others.ours })
    console.log(
      `click to first decoded frame in ms, ${runs} runs each in turns; ${result.machine.cpu}, ${result.machine.cores} cores, Node ${result.machine.node}, Chromium ${version}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
