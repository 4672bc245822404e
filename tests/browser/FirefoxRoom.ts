import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { MediaLine } from './MediaLine.ts'
import { installPageProbe } from './pageProbe.ts'
import { PATIENCE_MS, Site } from './Site.ts'
import { WebLine } from './WebLine.ts'

/** Debian's, which wards have; other tests drive Chromium alone. */
const FIREFOX = process.env['DIEM_CAU_FIREFOX'] ?? '/usr/bin/firefox-esr'

const prefs = (hertz: number) => ({
  // A made-up camera and tone, for which nobody is asked.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.navigator.audio.fake_frequency': hertz,
  // Nobody clicks before the page plays sound.
  'media.autoplay.default': 0,
  'intl.accept_languages': 'vi-VN',
  'datareporting.policy.dataSubmissionEnabled': false,
})

/** What can be cut between this browser and the office. */
interface Lines {
  readonly web: WebLine
  readonly media: MediaLine
}

/** A room in Firefox, driven by WebDriver BiDi. */
export class FirefoxRoom implements AsyncDisposable {
  readonly #browser: Browser
  readonly #lines: Lines
  /** The office, by this room's line. */
  readonly url: string
  #context: BrowserContext | null = null
  #page: Page | null = null
  /** Console errors and breaches of the content security policy since the last `fresh()`. */
  problems: string[] = []

  private constructor(browser: Browser, url: string, lines: Lines) {
    this.#browser = browser
    this.url = url
    this.#lines = lines
  }

  /** @returns why this machine cannot have one; null if it can */
  static whyNot(): string | null {
    return existsSync(FIREFOX) ? null : `no Firefox at ${FIREFOX}: apt-get install firefox-esr`
  }

  /**
   * @param office its address, not of the loopback
   * @param rtcPort of its media node
   * @param hertz the tone of its microphone
   */
  static async launch(office: string, rtcPort: number, hertz: number): Promise<FirefoxRoom> {
    const { hostname, port, protocol } = new URL(office)
    const lines = {
      web: await WebLine.open(Number(port), hostname),
      media: await MediaLine.open([rtcPort], hostname),
    }
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      acceptInsecureCerts: true,
      extraPrefsFirefox: prefs(hertz),
    })
    return new FirefoxRoom(browser, `${protocol}//${hostname}:${lines.web.port}`, lines)
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page yet: fresh() opens one')
    return this.#page
  }

  /** A new profile without cookies or memory, and one page in it. */
  async fresh(viewport: { readonly width: number; readonly height: number } = Site.VIEWPORT): Promise<Page> {
    await this.#context?.close()
    this.problems = []
    this.#context = await this.#browser.createBrowserContext()
    const page = await this.#context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    await page.setViewport(viewport)
    await page.evaluateOnNewDocument(installPageProbe, this.#lines.media.ports)
    await page.evaluateOnNewDocument(installScreen)
    const note = (problem: string) => {
      if (!BROKEN_OFF.test(problem)) this.problems.push(problem)
    }
    page.on('console', (message) => {
      if (message.type() === 'error') note(message.text())
    })
    page.on('pageerror', (error) => note(String(error)))
    this.#page = page
    return page
  }

  /** Waits until what has this test id can be seen. */
  async sees(testId: string, more = ''): Promise<void> {
    await this.page.waitForSelector(`${at(testId)}${more}`, { visible: true })
  }

  /** Waits until one that has this test id says this. */
  async reads(testId: string, text: string, more = ''): Promise<void> {
    await this.page.waitForFunction(
      (selector, text) =>
        [...document.querySelectorAll<HTMLElement>(selector)].some(({ innerText }) => innerText.includes(text)),
      {},
      `${at(testId)}${more}`,
      text,
    )
  }

  async click(testId: string, more = ''): Promise<void> {
    await this.page.locator(`${at(testId)}${more}`).click()
  }

  async fill(testId: string, text: string): Promise<void> {
    await this.page.locator(at(testId)).fill(text)
  }

  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.url).href)
  }

  async signIn({ login, password }: { readonly login: string; readonly password: string }): Promise<void> {
    await this.open('/')
    await this.fill('login', login)
    await this.fill('password', password)
    await this.click('sign-in')
    await this.sees('account-menu')
  }

  /** From the list of meetings through the lobby into the one that is open. */
  async join(): Promise<void> {
    await this.click('enter')
    await this.page.waitForSelector(`${at('join')}:not([disabled])`)
    await this.click('join')
    await this.isIn()
  }

  /** Waits until it is in its meeting. */
  async isIn(): Promise<void> {
    await this.page.waitForSelector(`${at('meeting')}[data-connection="online"]`)
  }

  /** Waits until a tile's picture goes on. Firefox counts no frames of a stream (`totalVideoFrames`), its clock goes on with them. */
  async seesMoving(tile: string): Promise<void> {
    const clock = () =>
      this.page.evaluate((selector) => {
        const video = document.querySelector<HTMLVideoElement>(selector)
        return video && video.videoWidth > 0 ? video.currentTime : null
      }, `${tile} video`)
    const since = performance.now()
    let first: number | null = null
    while (performance.now() - since < PATIENCE_MS) {
      const now = await clock()
      first ??= now
      if (first !== null && now !== null && now > first + 0.5) return
    }
    throw new Error(`no picture moves in ${tile}`)
  }

  /** Cuts sockets and media from here, as a pulled cable does. @returns what mends them */
  cut(): () => void {
    const { web, media } = this.#lines
    for (const line of [web, media]) line.cut()
    return () => {
      for (const line of [web, media]) line.mend()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    this.#lines.web.close()
    this.#lines.media.close()
  }
}

/** Init script: without a display Firefox has no screen to share, made-up ones neither. This one moves. */
function installScreen(): void {
  // The empty page, where a browser begins, has no devices.
  if (!('mediaDevices' in navigator)) return
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d')
    canvas.width = 640
    canvas.height = 360
    let frame = 0
    setInterval(() => {
      if (!pen) return
      pen.fillStyle = `hsl(${(frame += 5)} 80% 50%)`
      pen.fillRect(0, 0, canvas.width, canvas.height)
    }, 100)
    return canvas.captureStream(10)
  }
}

/** A letter that was under way when another page was gone to (NS_BINDING_ABORTED), which Firefox calls an error, here or there. */
const BROKEN_OFF = /^(?:Error: )?downloadable font: download failed .* status=2152398850 /

const at = (testId: string) => `[data-testid="${testId}"]`
