import { setTimeout as wait } from 'node:timers/promises'
import { SignedIn } from '@diem-cau/signaling-contract'
import { Room } from '@diem-cau/signaling-contract/office'
import { NewRun, type ReadinessPlan } from '@diem-cau/signaling-contract/readiness'
import type { Page } from '@playwright/test'
import { Site } from '../../browser/Site.ts'
import { CausesOffice } from '../../causes/stage/CausesOffice.ts'
import { chromiumOn } from '../../chaos/hosts/chromiumOn.ts'
import { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { HALL, installAir } from './air.ts'
import { installCamera, OWN } from './camera.ts'
import { ownProfile } from './ownProfile.ts'
import { takenRun } from './takenRun.ts'

const VIEWPORT = { width: 1920, height: 1080 }
const PATIENCE_MS = 60_000
/** Of the office's media node: the one port that every network lets through. */
const MEDIA_PORT = 443
const LOOK_MS = 50

/** A run that the room has told, and when. */
export interface Told {
  readonly run: NewRun
  readonly at: number
  /** From the test's start, milliseconds. */
  readonly afterMs: number
}

/**
 * One enrolled room in a real browser on a computer of its own, and the office. What the room is to test is said here, and what it tells is
 * read here, between its page and the office.
 */
export class ReadinessStage implements AsyncDisposable {
  readonly hosts: Namespaces
  readonly #site: Site
  readonly #closing: AsyncDisposableStack
  readonly told: Told[] = []
  readonly #plan: { askedAt: number | null }

  private constructor(hosts: Namespaces, site: Site, plan: { askedAt: number | null }, closing: AsyncDisposableStack) {
    this.hosts = hosts
    this.#site = site
    this.#plan = plan
    this.#closing = closing
  }

  static async open(say: (what: string) => void): Promise<ReadinessStage> {
    await using closing = new AsyncDisposableStack()
    const hosts = closing.use(await Namespaces.open(['office', 'sfu', 'ward']))
    say('the office starts, each part on a computer of its own')
    const office = closing.use(await CausesOffice.open(hosts, MEDIA_PORT))
    const site = await Site.launch({
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
    closing.defer(() => site.close())
    const page = await site.fresh({ viewport: VIEWPORT })
    await page.addInitScript(installAir, HALL)
    await page.addInitScript(installCamera, OWN)
    const plan = { askedAt: null as number | null }
    const stage = new ReadinessStage(hosts, site, plan, closing.move())
    await stage.#standBetween()
    say('a room is enrolled')
    await page.goto('/room')
    await enrol(office, page)
    return stage
  }

  get page(): Page {
    return this.#site.page
  }

  /** Has the room test all of itself. Resolves when it has told what it found. */
  async ask(): Promise<Told> {
    const since = performance.now()
    this.#plan.askedAt = Date.now()
    return this.until(({ run, at }) => run.trigger === 'asked' && at > since, PATIENCE_MS)
  }

  /** The first that it tells from now on, or has just told, that fits. @throws Error when none comes */
  async until(fits: (told: Told) => boolean, withinMs: number): Promise<Told> {
    const end = performance.now() + withinMs
    while (performance.now() < end) {
      const found = this.told.find(fits)
      if (found) return found
      await wait(LOOK_MS)
    }
    throw new Error('the room told nothing of the kind')
  }

  async #standBetween(): Promise<void> {
    const { page } = this
    await page.route('**/api/readiness/plan', (route) => {
      const answer: ReadinessPlan = {
        now: Date.now(),
        profile: ownProfile,
        next: null,
        askedAt: this.#plan.askedAt,
        seen: false,
        stillAskedAt: null,
        copiedAt: null,
        helpName: 'Nguyễn Văn Tư',
        helpPhone: '0292 3 820 000',
      }
      return route.fulfill({ json: answer })
    })
    await page.route('**/api/readiness/runs', (route) => {
      const run = NewRun.parse(route.request().postDataJSON())
      this.told.push({ run, at: performance.now(), afterMs: Date.now() - run.startedAt })
      return route.fulfill({ json: takenRun(run, ownProfile) })
    })
    await page.route('**/api/readiness/help', (route) => route.fulfill({ json: {} }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}

async function enrol(office: CausesOffice, page: Page): Promise<void> {
  const { login, password } = office.seeded.admin
  const ask = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(`${office.url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { token } = SignedIn.parse(await ask('/sign-in', { login, password }))
  const unitCode = office.seeded.rooms[0]?.unit.code
  const { roomId } = Room.parse(await ask('/rooms', { name: 'Phòng họp UBND', unitCode }, token))
  const shown = page.getByTestId('pairing-code').filter({ hasText: /[A-Z2-9]{4}-/ })
  const code = await shown.textContent({ timeout: PATIENCE_MS })
  await ask(`/rooms/${roomId}/enrol`, { code: code?.trim() }, token)
  await page.getByTestId('room-home').waitFor({ timeout: PATIENCE_MS })
}
