import type { Page } from '@playwright/test'
import { record, type RecordedPage, recorded } from '../../browser/recordPage.ts'
import { type Account, PATIENCE_MS, Site } from '../../browser/Site.ts'
import type { Deployment } from '../deaths/Deployment.ts'
import { chromiumOn } from '../hosts/chromiumOn.ts'
import type { Hosts } from '../hosts/Host.ts'
import type { RoomLook } from '../rooms/messages.ts'

/** Small, as everything is drawn without a graphics card. */
const VIEWPORT = { width: 960, height: 540 }
const CHAIR_VIEWPORT = { width: 1280, height: 720 }
/** Wards that film nothing: they are here to hear and see, and each camera would take a third of a core. */
const NO_DEVICES = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0']
/** Browsers stand for computers of their own: they must not take from the servers what those need while they mend what died. */
const NICE = 15
const COLOUR = [200, 40, 40] as const

/** Real browsers, each on a computer of its own: the chair, with camera, and wards. */
export class WatchedBrowsers implements AsyncDisposable {
  readonly #deployment: Deployment
  readonly #hosts: Hosts
  readonly #sites: Site[] = []

  constructor(deployment: Deployment, hosts: Hosts) {
    this.#deployment = deployment
    this.#hosts = hosts
  }

  /** Comes in. @param name of its computer; the chair is the first */
  async enter(name: string, account: Account): Promise<void> {
    const isChair = this.#sites.length === 0
    const { folder, url } = this.#deployment
    const site = await Site.launch({
      name,
      account,
      colour: COLOUR,
      hertz: 440,
      folder,
      webPort: 0,
      mediaLine: null,
      elsewhere: { url, chromium: await chromiumOn(this.#hosts, name, folder, NICE) },
      ...(isChair ? {} : { deviceFlags: NO_DEVICES }),
    })
    this.#sites.push(site)
    await site.enter({ viewport: isChair ? CHAIR_VIEWPORT : VIEWPORT })
    // A wall of 85 pictures would take the core that the servers need.
    await site.showAs('stage')
  }

  get chair(): Page {
    const [chair] = this.#sites
    if (!chair) throw new Error('there is no chair')
    return chair.page
  }

  /** The chair opens the meeting, and is silent. */
  async openMeeting(): Promise<void> {
    const page = this.chair
    await page.getByTestId('conduct-start').click({ timeout: PATIENCE_MS })
    await page.getByTestId('conduct-start-confirm').click({ timeout: PATIENCE_MS })
    await page.getByTestId('mic').click({ timeout: PATIENCE_MS })
  }

  /** The chair gives the floor to who asked for it. */
  async grantFloor(): Promise<void> {
    const page = this.chair
    const queue = page.getByTestId('floor-queue')
    if ((await queue.count()) === 0) await page.getByTestId('panel-tab-floor').click({ timeout: PATIENCE_MS })
    await queue.getByTestId('floor-grant').first().click({ timeout: PATIENCE_MS })
    await page.getByTestId('panel-close').first().click({ timeout: PATIENCE_MS })
  }

  /** @param unit whose picture is looked at */
  record(unit: string): Promise<void> {
    return record(this.#sites, unit)
  }

  recorded(): Promise<RecordedPage[]> {
    return recorded(this.#sites)
  }

  look(): Promise<RoomLook[]> {
    return Promise.all(
      this.#sites.map(async (site): Promise<RoomLook> => {
        const isIn = await site.isInMeeting()
        const [sound, picture] = await site.page.evaluate(() => {
          const samples = window.diemCauRecord
          const now = performance.timeOrigin + performance.now()
          const newest = samples.at(-1)?.frames ?? 0
          const moved = [
            samples.findLast((one) => one.sound),
            newest > 0 ? samples.find(({ frames }) => frames === newest) : undefined,
          ]
          return moved.map((one) => (one ? now - one.at : null))
        })
        const gap = (ms: number | null | undefined) => (typeof ms === 'number' ? { longestMs: ms, openMs: ms } : null)
        return {
          name: site.options.name,
          isIn,
          phase: isIn ? 'inMeeting' : new URL(site.page.url()).pathname,
          media: '',
          sound: gap(sound),
          picture: gap(picture),
        }
      }),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#sites.map((site) => site.close()))
  }
}
