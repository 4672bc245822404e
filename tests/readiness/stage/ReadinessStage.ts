import type { RoomReadiness, Run } from '@diem-cau/signaling-contract/readiness'
import type { BrowserContext, Page } from '@playwright/test'
import { Site } from '../../browser/Site.ts'
import { CausesOffice } from '../../causes/stage/CausesOffice.ts'
import { chromiumOn } from '../../chaos/hosts/chromiumOn.ts'
import { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { HALL, installAir } from './air.ts'
import { installCamera, OWN } from './camera.ts'
import { ownProfile } from './ownProfile.ts'
import { RoomCaretaker } from './RoomCaretaker.ts'

const VIEWPORT = { width: 1920, height: 1080 }
const PATIENCE_MS = 60_000
/** A room tests itself within a minute after its page was opened. */
const BOOT_MS = 90_000
/** Of the office's media node: the one port that every network lets through. */
const MEDIA_PORT = 443

/** A test that the office has judged, and how the room stands by it. */
export interface Told {
  readonly run: Run
  readonly room: RoomReadiness
  /** From the test's start to when it could be read at the office, milliseconds. */
  readonly afterMs: number
  /** The same from when it was asked for: the room asks every 20 s whether it was. */
  readonly askedMs: number
}

/** One enrolled room in a real browser on a computer of its own, and the office, which asks it for tests and says what it found. */
export class ReadinessStage implements AsyncDisposable {
  readonly hosts: Namespaces
  readonly caretaker: RoomCaretaker
  readonly office: CausesOffice
  readonly #launch: () => Promise<Site>
  readonly #closing: AsyncDisposableStack
  #site: Site
  /** What the PC's disk keeps of the room's page while it has no power. */
  #kept: Awaited<ReturnType<BrowserContext['storageState']>> | null = null

  private constructor(
    hosts: Namespaces,
    office: CausesOffice,
    launch: () => Promise<Site>,
    site: Site,
    closing: AsyncDisposableStack,
  ) {
    this.hosts = hosts
    this.office = office
    this.caretaker = new RoomCaretaker(office.url, office.seeded.admin)
    this.#launch = launch
    this.#site = site
    this.#closing = closing
  }

  static async open(say: (what: string) => void): Promise<ReadinessStage> {
    await using closing = new AsyncDisposableStack()
    const hosts = closing.use(await Namespaces.open(['office', 'sfu', 'ward']))
    say('the office starts, each part on a computer of its own')
    const office = closing.use(await CausesOffice.open(hosts, MEDIA_PORT))
    const launch = async () =>
      Site.launch({
        name: 'room',
        account: { login: '', password: '', unit: '' },
        colour: [40, 60, 200],
        hertz: 440,
        folder: office.folder,
        webPort: 0,
        mediaLine: null,
        elsewhere: { url: office.url, chromium: await chromiumOn(hosts, 'ward', office.folder) },
        deviceFlags: [
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      })
    const stage = new ReadinessStage(hosts, office, launch, await launch(), closing.move())
    try {
      await stage.#openPage()
      say('a room is enrolled')
      await stage.#enrol(office.seeded.rooms[0]?.unit.code ?? '')
      say('it tests itself for the first time')
      await stage.#tested()
    } catch (error) {
      await stage[Symbol.asyncDispose]()
      throw error
    }
    return stage
  }

  get page(): Page {
    return this.#site.page
  }

  /** Has the room test all of itself. @throws Error when no test comes */
  async ask(): Promise<Told> {
    const { caretaker } = this
    const since = Date.now()
    await caretaker.askForTest()
    const run = await caretaker.until(() => caretaker.answer(since), PATIENCE_MS)
    if (run === null) throw new Error('the room did not test itself')
    const room = await caretaker.room()
    const now = Date.now()
    return { run, room, afterMs: now - run.startedAt, askedMs: now - since }
  }

  /** The room's PC has no power any more: nothing of it says goodbye. */
  async cutPower(): Promise<void> {
    this.#kept = await this.#site.context.storageState()
    await this.hosts.cut(['ward'], true)
    for (const pid of this.hosts.processesOf('ward')) process.kill(pid, 'SIGKILL')
    await this.#site.close()
  }

  /** The PC is started again, and shows the room's page as it does at every start. */
  async powerUp(): Promise<void> {
    if (this.#kept === null) return
    await this.hosts.cut(['ward'], false)
    this.#site = await this.#launch()
    await this.#openPage(this.#kept)
    this.#kept = null
  }

  async #openPage(kept: Awaited<ReturnType<BrowserContext['storageState']>> | null = null): Promise<void> {
    const page = await this.#site.fresh({ viewport: VIEWPORT, ...(kept && { storageState: kept }) })
    await page.addInitScript(installAir, HALL)
    await page.addInitScript(installCamera, OWN)
    // It stays on its own page: in a meeting it tests nothing.
    await page.addInitScript(
      (text) => localStorage.setItem('diem-cau.roomSettings', text),
      JSON.stringify({ isByItself: false }),
    )
    await page.goto('/room')
  }

  async #enrol(unitCode: string): Promise<void> {
    const { page } = this
    const shown = page.getByTestId('pairing-code').filter({ hasText: /[A-Z2-9]{4}-/ })
    const code = (await shown.textContent({ timeout: PATIENCE_MS })) ?? ''
    await this.caretaker.enrol(unitCode, code.trim(), ownProfile)
    await page.getByTestId('room-home').waitFor({ timeout: PATIENCE_MS })
  }

  async #tested(): Promise<void> {
    const { caretaker } = this
    const isTested = async () => ((await caretaker.room()).testedAt === null ? null : true)
    if ((await caretaker.until(isTested, BOOT_MS)) === null) throw new Error('the room did not test itself')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#site.close()
    await this.#closing.disposeAsync()
  }
}
