import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Site } from '../../browser/Site.ts'
import { chromiumOn } from '../../chaos/hosts/chromiumOn.ts'
import { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { PathOffice } from './PathOffice.ts'
import type { Path, PathCase } from './pathCases.ts'

/** A person reads the page before the click, in milliseconds; the page prepares its line meanwhile. */
const BEFORE_CLICK_MS = 1_000
const PATIENCE_MS = 20_000
const CHAIR = { login: 'chutoa.omon', unit: 'o-mon' }
const WARD = { login: 'longhung', unit: 'o-mon.long-hung' }

export interface Joined {
  /** From the click until the page is in the meeting and its media connected. */
  readonly joinMs: number
  /** From the click until the chair is seen. */
  readonly firstFrameMs: number
  readonly path: Path | null
}

/** An office, its chair who sends a picture, and a ward whose line is made as a case has it. */
export class PathStage implements AsyncDisposable {
  readonly #hosts: Namespaces
  readonly #office: PathOffice
  readonly #chair: Site
  readonly #folder: string
  readonly #closing: AsyncDisposableStack

  private constructor(
    parts: { readonly hosts: Namespaces; readonly office: PathOffice; readonly chair: Site; readonly folder: string },
    closing: AsyncDisposableStack,
  ) {
    this.#hosts = parts.hosts
    this.#office = parts.office
    this.#chair = parts.chair
    this.#folder = parts.folder
    this.#closing = closing
  }

  static whyNot(): Promise<string | null> {
    return Namespaces.whyNot()
  }

  static async open(): Promise<PathStage> {
    await using closing = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-paths-'))
    closing.defer(() => rm(folder, { recursive: true, force: true }))
    const hosts = closing.use(await Namespaces.open(['office', 'chair', 'ward']))
    for (const name of ['office', 'chair']) await hosts.families(name, { ipv4: true, ipv6: true })
    const office = closing.use(await PathOffice.open(hosts, { name: 'office', folder }))
    const chair = await Site.launch({
      name: 'chair',
      account: { ...CHAIR, password: office.passwordOf(CHAIR.login) },
      colour: [200, 40, 40],
      hertz: 440,
      folder,
      webPort: 0,
      mediaLine: null,
      elsewhere: {
        url: `https://${hosts.of('office').address}`,
        chromium: await chromiumOn(hosts, 'chair', folder),
      },
    })
    closing.defer(() => chair.close())
    await chair.enter()
    return new PathStage({ hosts, office, chair, folder }, closing.move())
  }

  /** The ward comes in over such a line, in a browser that was never there. @param check looks at it meanwhile */
  async join(
    { families, out, isTrusted = false }: PathCase,
    check: (ward: Site, chair: Site) => Promise<void> = async () => {},
  ): Promise<Joined> {
    const hosts = this.#hosts
    await hosts.families('ward', families)
    await hosts.filter('ward', out.length === 0 ? null : { out })
    const host = families.ipv4 ? hosts.of('office').address : `[${hosts.addressV6('office')}]`
    const ward = await Site.launch({
      name: 'ward',
      account: { ...WARD, password: this.#office.passwordOf(WARD.login) },
      colour: [40, 60, 200],
      hertz: 700,
      folder: this.#folder,
      webPort: 0,
      mediaLine: null,
      elsewhere: { url: `https://${host}`, chromium: await chromiumOn(hosts, 'ward', this.#folder) },
      ...(isTrusted && { moreFlags: ['--ignore-certificate-errors'] }),
    })
    try {
      const page = await ward.fresh()
      await ward.context.addInitScript(rememberClick)
      await ward.signIn()
      await ward.openLobby()
      await page.waitForTimeout(BEFORE_CLICK_MS)
      await page.getByTestId('join').click()
      await page.waitForFunction(isConnected, undefined, { timeout: PATIENCE_MS, polling: 10 })
      const joinMs = await sinceClick(page)
      await page.waitForFunction(hasPicture, ward.tileSelector(this.#chair, 'camera'), {
        timeout: PATIENCE_MS,
        polling: 10,
      })
      const firstFrameMs = await sinceClick(page)
      await check(ward, this.#chair)
      return { joinMs, firstFrameMs, path: await readPath(page) }
    } finally {
      await ward.close()
      await hosts.filter('ward', null)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}

/** Runs in the page: it is in the meeting, and its media comes through. */
function isConnected(): boolean {
  const isIn = document.querySelector('[data-testid="meeting"]')?.getAttribute('data-connection') === 'online'
  const live = window.diemCauProbe.connections.filter(({ connectionState }) => connectionState !== 'closed')
  return isIn && live.some(({ connectionState }) => connectionState === 'connected')
}

/** Runs in the page. @param tile of who is to be seen */
function hasPicture(tile: string): boolean {
  const video = document.querySelector<HTMLVideoElement>(`${tile} video`)
  return video !== null && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.checkVisibility()
}

/** Init script: the moment of the click on "join". */
function rememberClick(): void {
  const join = '[data-testid="join"]'
  addEventListener(
    'click',
    ({ target }) => {
      if (target instanceof Element && target.closest(join)) performance.mark('paths:click')
    },
    { capture: true },
  )
}

const sinceClick = (page: Page) =>
  page.evaluate(() => performance.now() - (performance.getEntriesByName('paths:click')[0]?.startTime ?? Number.NaN))

/** Reads the path of what the page receives. */
function readPath(page: Page): Promise<Path | null> {
  return page.evaluate(async () => {
    for (const connection of window.diemCauProbe.connections) {
      if (connection.connectionState !== 'connected') continue
      const rows = await connection.getStats()
      const all = [...rows.values()] as Record<string, unknown>[]
      const pair = rows.get(String(all.find(({ type }) => type === 'transport')?.['selectedCandidatePairId'])) as
        | Record<string, unknown>
        | undefined
      const local = rows.get(String(pair?.['localCandidateId'])) as Record<string, unknown> | undefined
      if (!local) continue
      if (local['candidateType'] !== 'relay') return local['protocol'] === 'tcp' ? 'tcp' : 'udp'
      return ({ udp: 'turnUdp', tcp: 'turnTcp', tls: 'turnTls' } as const)[String(local['relayProtocol'])] ?? null
    }
    return null
  })
}
