import { MediaLine } from '../../browser/MediaLine.ts'
import { record, type RecordedPage, recorded } from '../../browser/recordPage.ts'
import { type Account, Site } from '../../browser/Site.ts'
import type { RoomLook } from '../rooms/messages.ts'
import type { Deployment } from './Deployment.ts'
import { watchPageGaps } from '../../browser/pageGaps.ts'

/** Without camera and microphone: three that film would take a core and a half, and these are here to hear and see. */
const NO_DEVICES = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0']
/** Small, as everything is drawn without a graphics card. */
const VIEWPORT = { width: 960, height: 540 }

/** Wards of the meeting that are real browsers, each with a cable of its own that is cut with the others'. */
export class Browsers implements AsyncDisposable {
  readonly #sites: readonly Site[]

  private constructor(sites: readonly Site[]) {
    this.#sites = sites
  }

  /** All in the meeting. @param accounts one for each browser */
  static async enter(deployment: Deployment, accounts: readonly Account[]): Promise<Browsers> {
    const sites: Site[] = []
    try {
      for (const [n, account] of accounts.entries()) {
        const site = await Site.launch({
          name: `browser-${n + 1}`,
          account,
          colour: [0, 0, 0],
          hertz: 440,
          deviceFlags: NO_DEVICES,
          folder: deployment.folder,
          webPort: Number(new URL(deployment.url).port),
          mediaLine: await MediaLine.open(deployment.mediaPorts),
        })
        sites.push(site)
        await site.enter({ viewport: VIEWPORT })
      }
    } catch (error) {
      await Promise.all(sites.map((site) => site.close()))
      throw error
    }
    return new Browsers(sites)
  }

  /** @param unit whose picture is waited for */
  async watch(unit: string): Promise<void> {
    await Promise.all(this.#sites.map(({ page }) => page.evaluate(watchPageGaps, unit)))
  }

  /** Also notes, from now on, when each had sound and that unit's picture. */
  record(unit: string): Promise<void> {
    return record(this.#sites, unit)
  }

  recorded(): Promise<RecordedPage[]> {
    return recorded(this.#sites)
  }

  async beginGaps(): Promise<void> {
    await Promise.all(this.#sites.map(({ page }) => page.evaluate(() => window.diemCauGaps.begin())))
  }

  async cut(ms: number): Promise<void> {
    await Promise.all(this.#sites.map((site) => site.cutLine(ms)))
  }

  look(): Promise<RoomLook[]> {
    return Promise.all(
      this.#sites.map(async (site): Promise<RoomLook> => {
        const isIn = await site.isInMeeting()
        const { sound, picture } = await site.page.evaluate(() => window.diemCauGaps.read())
        return {
          name: site.options.name,
          isIn,
          phase: isIn ? 'inMeeting' : new URL(site.page.url()).pathname,
          media: '',
          sound,
          picture,
        }
      }),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#sites.map((site) => site.close()))
  }
}
