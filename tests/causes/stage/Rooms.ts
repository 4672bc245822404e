import type { BrowserContext } from '@playwright/test'
import { PATIENCE_MS, Site } from '../../browser/Site.ts'
import { chromiumOn } from '../../chaos/hosts/chromiumOn.ts'
import type { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import type { CausesOffice } from './CausesOffice.ts'
import { type Devices, deviceFlags } from './devices.ts'

const VIEWPORT = { width: 1024, height: 576 }
const COLOUR = [40, 60, 200] as const
/** Browsers stand for computers of their own: they must not take from the servers what those need, or the servers would be what is wrong. */
const NICE = 10

/** How a room's browser is started. */
export interface RoomLook {
  readonly devices: Devices
  /** The computer that it is on. */
  readonly host: string
  readonly userAgent?: string
  /** Runs in its page before anything of the page. */
  readonly script?: () => void
}

/** The chair, a second ward, and the ward to which things happen: real browsers, each on a computer of its own. */
export class Rooms implements AsyncDisposable {
  readonly #office: CausesOffice
  readonly #hosts: Namespaces
  readonly #open = new Map<string, Site>()

  constructor(office: CausesOffice, hosts: Namespaces) {
    this.#office = office
    this.#hosts = hosts
  }

  get chair(): Site {
    return this.#find('chair')
  }

  get ward(): Site {
    return this.#find('ward')
  }

  /** Has a room come in, its former browser gone. @param name chair, neighbour or ward */
  async enter(name: 'chair' | 'neighbour' | 'ward', { devices, host, userAgent, script }: RoomLook): Promise<void> {
    await this.leave(name)
    const { seeded, folder, url } = this.#office
    const account =
      name === 'chair'
        ? seeded.chair
        : { ...seeded.rooms[name === 'ward' ? 0 : 1], unit: seeded.rooms[name === 'ward' ? 0 : 1]?.unit.code ?? '' }
    const { login = '', password = '', unit } = account
    const site = await Site.launch({
      name,
      account: { login, password, unit },
      colour: COLOUR,
      hertz: 440,
      folder,
      webPort: 0,
      mediaLine: null,
      elsewhere: { url, chromium: await chromiumOn(this.#hosts, host, folder, NICE) },
      deviceFlags: deviceFlags(folder, devices, name === 'ward' ? 700 : 440),
    })
    this.#open.set(name, site)
    const prepare = async (context: BrowserContext) => {
      if (script) await context.addInitScript(script)
    }
    await site.enter({ viewport: VIEWPORT, ...(userAgent !== undefined && { userAgent }) }, prepare)
  }

  /** Its page leaves as one that is closed. */
  async leave(name: string): Promise<void> {
    const site = this.#open.get(name)
    this.#open.delete(name)
    await site?.close()
  }

  /** The chair opens the meeting, the ward asks for the floor and is given it. */
  async giveFloor(): Promise<void> {
    const { page } = this.chair
    if ((await page.getByTestId('conduct-start').count()) > 0) {
      await page.getByTestId('conduct-start').click({ timeout: PATIENCE_MS })
      await page.getByTestId('conduct-start-confirm').click({ timeout: PATIENCE_MS })
    }
    await this.ward.page.getByTestId('floor-request').locator('visible=true').first().click({ timeout: PATIENCE_MS })
    const queue = page.getByTestId('floor-queue')
    if ((await queue.count()) === 0) await page.getByTestId('panel-tab-floor').locator('visible=true').first().click()
    await queue.getByTestId('floor-grant').first().click({ timeout: PATIENCE_MS })
  }

  #find(name: string): Site {
    const site = this.#open.get(name)
    if (!site) throw new Error(`${name} is not in the meeting`)
    return site
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.keys()].map((name) => this.leave(name)))
  }
}
