import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { PATIENCE_MS } from './Site.ts'

/** Debian's, which wards have; other tests drive Chromium alone. */
const FIREFOX = process.env['DIEM_CAU_FIREFOX'] ?? '/usr/bin/firefox-esr'

const prefs = (hertz: number) => ({
  // A made-up camera and a tone, for which nobody is asked.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.navigator.audio.fake_frequency': hertz,
  // Nobody clicks before the page plays sound.
  'media.autoplay.default': 0,
  'intl.accept_languages': 'vi-VN',
  'datareporting.policy.dataSubmissionEnabled': false,
})

/** A room in Firefox, driven by WebDriver BiDi. */
export class FirefoxRoom implements AsyncDisposable {
  readonly page: Page
  readonly #browser: Browser

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser
    this.page = page
  }

  /** @returns why this machine cannot have one; null if it can */
  static whyNot(): string | null {
    return existsSync(FIREFOX) ? null : `no Firefox at ${FIREFOX}: apt-get install firefox-esr`
  }

  /** @param hertz the tone of its microphone */
  static async launch(hertz: number, viewport = { width: 1366, height: 768 }): Promise<FirefoxRoom> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      acceptInsecureCerts: true,
      extraPrefsFirefox: prefs(hertz),
      defaultViewport: viewport,
    })
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    return new FirefoxRoom(browser, page)
  }

  /** Waits until what has this test id can be seen. */
  async sees(testId: string, more = ''): Promise<void> {
    await this.page.waitForSelector(`${at(testId)}${more}`, { visible: true })
  }

  async click(testId: string, more = ''): Promise<void> {
    await this.page.locator(`${at(testId)}${more}`).click()
  }

  async fill(testId: string, text: string): Promise<void> {
    await this.page.locator(at(testId)).fill(text)
  }

  async signIn(url: string, { login, password }: { readonly login: string; readonly password: string }): Promise<void> {
    await this.page.goto(url)
    await this.fill('login', login)
    await this.fill('password', password)
    await this.click('sign-in')
  }

  /** From the list of meetings through the lobby into the one that is open. */
  async join(): Promise<void> {
    await this.click('enter')
    await this.page.waitForSelector(`${at('join')}:not([disabled])`)
    await this.click('join')
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
  }
}

const at = (testId: string) => `[data-testid="${testId}"]`
