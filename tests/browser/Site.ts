import { join } from 'node:path'
import { MeetingList } from '@diem-cau/signaling-contract'
import { type Browser, type BrowserContext, chromium, expect, type Locator, type Page } from '@playwright/test'
import { type Rgb, writeFakeCamera } from './devices/fakeCamera.ts'
import { writeFakeMicrophone } from './devices/fakeMicrophone.ts'
import { fileDevices } from './devices/fileDevices.ts'
import type { MediaLine } from './MediaLine.ts'
import { hearPitches, installPageProbe, readCodec, readColour, readRtpStats, type RtpStat } from './pageProbe.ts'
import { suspend } from './suspend.ts'
import { WebLine } from './WebLine.ts'
import { withSession } from './withSession.ts'

/** Anything that must happen by itself may take so long, in milliseconds. */
export const PATIENCE_MS = 30_000

/** Pauses between looks at what changes with every frame of a camera. */
const FRAME_INTERVALS_MS = [100, 200, 300]

export interface Account {
  readonly login: string
  readonly password: string
  readonly unit: string
}

export interface SiteOptions {
  readonly name: string
  readonly account: Account
  /** Colour of its camera's picture; `hertz` is the tone of its microphone. */
  readonly colour: Rgb
  readonly hertz: number
  readonly folder: string
  readonly webPort: number
  /** Its way to the media node; null = straight there, and straight to the web server too (nothing can be cut). */
  readonly mediaLine: MediaLine | null
  /** Where the office is and which command starts a browser there, if not on this machine's loopback. */
  readonly elsewhere?: { readonly url: string; readonly chromium: string }
  /** Chromium flags instead of the fake camera and microphone. */
  readonly deviceFlags?: readonly string[]
  /** Chromium flags besides. */
  readonly moreFlags?: readonly string[]
}

const quiet = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The servers are on this machine, which may have no network but its own.
  '--allow-loopback-in-peer-connection',
]

/** Options with which Chromium is launched; `more` are flags besides the usual ones. */
export function chromiumFlags(more: readonly string[]) {
  return {
    executablePath: process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...quiet, ...more],
    // Chromium otherwise writes no file that has a Vietnamese name.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  }
}

/** Two accounts in one browser are two sites' worth of trouble: a site is a whole Chromium. */
export class Site {
  static readonly VIEWPORT = { width: 1366, height: 768 }
  /** Those whose browser runs. */
  static readonly all = new Set<Site>()
  readonly options: SiteOptions
  readonly browser: Browser
  readonly #web: WebLine | null
  context!: BrowserContext
  page!: Page
  /** Console errors and breaches of the content security policy since the last `fresh()`. */
  problems: string[] = []

  private constructor(options: SiteOptions, browser: Browser, web: WebLine | null) {
    this.options = options
    this.browser = browser
    this.#web = web
  }

  static async launch(options: SiteOptions): Promise<Site> {
    const camera = join(options.folder, `${options.name}.y4m`)
    const microphone = join(options.folder, `${options.name}.wav`)
    if (!options.deviceFlags) {
      writeFakeCamera(camera, options.colour)
      writeFakeMicrophone(microphone, options.hertz)
    }
    const devices = options.deviceFlags ?? fileDevices(camera, microphone)
    const browser = await chromium.launch({
      ...chromiumFlags([...devices, ...(options.moreFlags ?? [])]),
      ...(options.elsewhere && { executablePath: options.elsewhere.chromium }),
    })
    const site = new Site(options, browser, options.mediaLine ? await WebLine.open(options.webPort) : null)
    Site.all.add(site)
    return site
  }

  get url(): string {
    return this.options.elsewhere?.url ?? `http://127.0.0.1:${this.#web?.port ?? this.options.webPort}`
  }

  /** A new profile without cookies or memory, and one page in it. */
  async fresh(look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    await this.context?.close()
    this.problems = []
    this.context = await this.browser.newContext({
      baseURL: this.url,
      locale: 'vi-VN',
      viewport: Site.VIEWPORT,
      // The certificate is one that the office made itself.
      ignoreHTTPSErrors: this.url.startsWith('https:'),
      ...look,
    })
    await this.context.addInitScript(installPageProbe, this.options.mediaLine?.ports ?? null)
    this.page = await this.newPage()
    return this.page
  }

  async newPage(): Promise<Page> {
    const page = await this.context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.problems.push(String(error)))
    return page
  }

  async signIn(page = this.page): Promise<void> {
    await page.goto('/')
    await page.getByTestId('login').fill(this.options.account.login)
    await page.getByTestId('password').fill(this.options.account.password)
    await page.getByTestId('sign-in').click()
    await expect(this.enterButton(page)).toBeVisible({ timeout: PATIENCE_MS })
  }

  /** The way from the list into the meeting that is open now. */
  enterButton(page = this.page): Locator {
    return page.getByTestId('enter').first()
  }

  async openLobby(page = this.page): Promise<void> {
    await this.enterButton(page).click()
    await this.openedLobby(page)
  }

  async openedLobby(page = this.page): Promise<void> {
    await expect(page.getByTestId('join')).toBeEnabled({ timeout: PATIENCE_MS })
  }

  async join(page = this.page): Promise<void> {
    await page.getByTestId('join').click()
    await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
    // The lobby is taken down a moment after the pictures were shown.
    await expect(page.getByTestId('lobby')).toHaveCount(0)
  }

  /** Opens the meeting that is open now by a link to it, with a sign-in of earlier: other tests walk the way there. */
  async enter(
    look?: Parameters<Browser['newContext']>[0],
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const page = await this.fresh(look)
    await prepare?.(this.context)
    const { login, password } = this.options.account
    const token = await withSession(this.context, login, password)
    const list = await this.context.request.get('/api/meetings', { headers: { authorization: `Bearer ${token}` } })
    const open = MeetingList.parse(await list.json()).meetings.find(({ phase }) => phase === 'open' || phase === 'live')
    await page.goto(`/meetings/${open?.meetingId ?? 'none is open'}`)
    await this.openedLobby()
    await this.join()
  }

  async isInMeeting(): Promise<boolean> {
    if (!this.page || this.page.isClosed()) return false
    const meeting = this.page.getByTestId('meeting')
    return (await meeting.count()) === 1 && (await meeting.getAttribute('data-connection')) === 'online'
  }

  async leave(page = this.page): Promise<void> {
    await page.getByTestId('leave').click()
    await page.getByTestId('leave-confirm').click()
    await expect(page.getByTestId('meeting')).toHaveCount(0)
  }

  tileSelector(of: Site, source: 'camera' | 'screen'): string {
    return `[data-testid="tile"][data-unit="${of.options.account.unit}"][data-source="${source}"]`
  }

  tile(of: Site, source: 'camera' | 'screen' = 'camera'): Locator {
    return this.page.locator(this.tileSelector(of, source))
  }

  /** Changes to the wall or the stage, whichever is shown now. */
  async showAs(view: 'wall' | 'stage'): Promise<void> {
    const meeting = this.page.getByTestId('meeting')
    if ((await meeting.getAttribute('data-view')) !== view) await this.page.getByTestId('view').click()
    await expect(meeting).toHaveAttribute('data-view', view)
  }

  video(of: Site, source: 'camera' | 'screen' = 'camera'): Locator {
    return this.tile(of, source).locator('video').first()
  }

  /** Decoded frames of one tile so far; 0 while there is no picture. */
  async frames(of: Site, source: 'camera' | 'screen' = 'camera'): Promise<number> {
    const video = this.video(of, source)
    if ((await video.count()) === 0) return 0
    return video.evaluate((v: HTMLVideoElement) => v.getVideoPlaybackQuality().totalVideoFrames).catch(() => 0)
  }

  /** Waits until this site sees `more` frames of the other than it has now. */
  async seesMoving(of: Site, source: 'camera' | 'screen' = 'camera', more = 5): Promise<void> {
    let last = await this.frames(of, source)
    let seen = 0
    await expect
      .poll(
        async () => {
          const now = await this.frames(of, source)
          // A new <video> counts from 0 again.
          seen += now >= last ? now - last : now
          last = now
          return seen
        },
        {
          message: `${this.options.name} sees ${of.options.name}'s ${source} move`,
          timeout: PATIENCE_MS,
          intervals: FRAME_INTERVALS_MS,
        },
      )
      .toBeGreaterThanOrEqual(more)
  }

  /** Waits until the picture has the right colour: whose it is. */
  async seesColour(of: Site, colour: Rgb = of.options.colour, source: 'camera' | 'screen' = 'camera'): Promise<void> {
    await expect
      .poll(
        async () => {
          const seen = await this.video(of, source)
            .evaluate(readColour)
            .catch(() => null)
          return seen ? Math.max(...seen.map((c, i) => Math.abs(c - (colour[i] ?? 0)))) : 255
        },
        {
          message: `${this.options.name} sees ${of.options.name}'s ${source} in its colour`,
          timeout: PATIENCE_MS,
          intervals: FRAME_INTERVALS_MS,
        },
      )
      .toBeLessThan(40)
  }

  /** Height of the highest layer of video that its sender has switched on; 0 = none. */
  async sentHeight(): Promise<number> {
    const rows = (await this.stats()).filter(
      ({ type, kind, active }) => type === 'outbound-rtp' && kind === 'video' && active,
    )
    return Math.max(0, ...rows.map(({ frameHeight = 0 }) => frameHeight))
  }

  /** The codec of the other's picture here, such as video/VP8; null while there is none. */
  decodes(of: Site): Promise<string | null> {
    return this.video(of)
      .evaluate(readCodec)
      .catch(() => null)
  }

  stats(page = this.page): Promise<RtpStat[]> {
    return page.evaluate(readRtpStats)
  }

  /** Sum over the page's live streams of one kind. */
  async total(
    type: 'inbound-rtp' | 'outbound-rtp',
    kind: 'audio' | 'video',
    field: 'packetsSent' | 'packetsReceived' | 'totalAudioEnergy',
  ): Promise<number> {
    const rows = (await this.stats()).filter((row) => row.type === type && row.kind === kind)
    return rows.reduce((sum, row) => sum + (row[field] ?? 0), 0)
  }

  /** The level in dB of each tone in what arrives here just now. */
  hears(candidates: readonly number[]): Promise<Record<number, number>> {
    return this.page.evaluate(hearPitches, { candidates, ms: 1200 })
  }

  /** Cuts socket and media of this site for `ms`, as a pulled cable does, and mends them. */
  async cutLine(ms: number, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const lines = [this.options.mediaLine, this.#web]
    for (const line of lines) line?.cut()
    const mended = new Promise<void>((resolve) => setTimeout(resolve, ms))
    try {
      await Promise.all([mended, meanwhile()])
    } finally {
      for (const line of lines) line?.mend()
    }
  }

  /** Sends this site's PC to sleep. @returns what wakes it */
  sleep(): () => void {
    return suspend(`--use-file-for-fake-video-capture=${join(this.options.folder, `${this.options.name}.y4m`)}`)
  }

  async close(): Promise<void> {
    Site.all.delete(this)
    await this.browser.close()
    this.#web?.close()
    this.options.mediaLine?.close()
  }
}
