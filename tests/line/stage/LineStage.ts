import { setTimeout as wait } from 'node:timers/promises'
import { expect, type Locator, type Worker } from '@playwright/test'
import { MeetingList } from '@diem-cau/signaling-contract'
import { PATIENCE_MS, Site } from '../../browser/Site.ts'
import { printPdf } from '../../browser/printPdf.ts'
import { putPaper } from '../../browser/putPaper.ts'
import { withSession } from '../../browser/withSession.ts'
import { CausesOffice } from '../../causes/stage/CausesOffice.ts'
import { chromiumOn } from '../../chaos/hosts/chromiumOn.ts'
import { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { WARD } from '../cases/LineCase.ts'
import { lineDevices } from './devices.ts'
import { beginLooks, joinAndWait, type Look, LOOK_MS, readLooks } from './pageReader.ts'

const CHAIR = 'chair'
const COLOUR = [40, 60, 200] as const

/** A page of a report as an office writes it: what carries it is letters, in a font that the paper brings along. */
const PARAGRAPH =
  'Ủy ban nhân dân phường báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế, xã hội, quốc phòng, an ninh tháng 11 năm 2026 trên địa bàn. '
const REPORT = Array.from({ length: 8 }, (_, page) => `Trang ${page + 1}. ${PARAGRAPH.repeat(14)}`)
/** Over a line that carries all that is wanted. */
const READER_COMES_MS = 5_000
/** Nobody waits longer for a page. */
const PAPER_WITHIN_MS = 90_000

/** From the chair's click to the drawn page at the ward: the first, and the one after it. */
export interface PaperRead {
  readonly paperMs: number
  readonly turnMs: number
}

/** An office, its chair in a meeting, and a ward with a line of its own: a computer for each, and a real browser in both rooms. */
export class LineStage implements AsyncDisposable {
  readonly hosts: Namespaces
  readonly chair: Site
  readonly ward: Site
  readonly #closing: AsyncDisposableStack

  private constructor(hosts: Namespaces, chair: Site, ward: Site, closing: AsyncDisposableStack) {
    this.hosts = hosts
    this.chair = chair
    this.ward = ward
    this.#closing = closing
  }

  static async open(): Promise<LineStage> {
    await using closing = new AsyncDisposableStack()
    const hosts = closing.use(await Namespaces.open(['office', 'sfu', CHAIR, WARD]))
    const office = closing.use(await CausesOffice.open(hosts))
    const { seeded, folder, url } = office
    const launch = async (name: string, account: Site['options']['account'], hertz: number) => {
      const site = await Site.launch({
        name,
        account,
        colour: COLOUR,
        hertz,
        folder,
        webPort: 0,
        mediaLine: null,
        elsewhere: { url, chromium: await chromiumOn(hosts, name, folder) },
        deviceFlags: lineDevices(folder, name, hertz),
        // As with a certificate that is believed: a browser keeps nothing of a site whose certificate is not.
        moreFlags: ['--ignore-certificate-errors'],
      })
      closing.defer(() => site.close())
      return site
    }
    const [room] = seeded.rooms
    if (!room) throw new Error('the city has no ward')
    const chair = await launch(CHAIR, seeded.chair, 130)
    const ward = await launch(WARD, { ...room, unit: room.unit.code }, 170)
    await chair.enter()
    await chair.page.getByTestId('conduct-start').click({ timeout: PATIENCE_MS })
    await chair.page.getByTestId('conduct-start-confirm').click({ timeout: PATIENCE_MS })
    await chair.showAs('stage')
    return new LineStage(hosts, chair, ward, closing.move())
  }

  /** The ward comes in, its page opened anew. @returns the milliseconds from the click to the chair's picture */
  async enter(): Promise<number> {
    const { ward, chair } = this
    const page = await ward.fresh()
    const { login, password } = ward.options.account
    const token = await withSession(ward.context, login, password)
    const list = await ward.context.request.get('/api/meetings', { headers: { authorization: `Bearer ${token}` } })
    const open = MeetingList.parse(await list.json()).meetings.find(({ phase }) => phase === 'open' || phase === 'live')
    await page.goto(`/meetings/${open?.meetingId ?? 'none is open'}`)
    await ward.openedLobby()
    const joinMs = await page.evaluate(joinAndWait, `${ward.tileSelector(chair, 'camera')} video`)
    await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
    return joinMs
  }

  /** What shows papers is there, as it is in a room that has been in a meeting for half a minute. */
  async paperReader(): Promise<void> {
    const { page } = this.ward
    const isReader = (worker: Worker) => worker.url().includes('pdf.worker')
    if (!page.workers().some(isReader)) await page.waitForEvent('worker', { predicate: isReader, timeout: 60_000 })
    // Its script is on the way then.
    await wait(READER_COMES_MS)
  }

  /** The ward asks for the floor and is given it. */
  async giveFloor(): Promise<void> {
    const { page } = this.chair
    await this.ward.page.getByTestId('floor-request').locator('visible=true').first().click({ timeout: PATIENCE_MS })
    const queue = page.getByTestId('floor-queue')
    if ((await queue.count()) === 0) await page.getByTestId('panel-tab-floor').locator('visible=true').first().click()
    await queue.getByTestId('floor-grant').first().click({ timeout: PATIENCE_MS })
  }

  /** The chair opens a report for all, turns a page once the ward sees the first, and closes it. */
  async readPaper(): Promise<PaperRead> {
    const { chair, ward } = this
    const paperId = await putPaper(chair, `Báo cáo ${Date.now()}.pdf`, await printPdf(chair.browser, REPORT, 18))
    const tab = chair.page.getByTestId('panel-tab-papers').locator('visible=true').first()
    const open = chair.page.getByTestId(`paper-open-${paperId}`)
    await tab.click({ timeout: PATIENCE_MS })
    await expect(open).toBeVisible({ timeout: PATIENCE_MS })
    const drawn = async (click: Locator, page: number) => {
      const began = performance.now()
      await click.click({ timeout: PATIENCE_MS })
      const shown = ward.page.locator(`[data-testid=paper-page][data-page="${page}"]`)
      await shown.locator('[data-testid=paper-canvas][data-fresh=true]').waitFor({ timeout: PAPER_WITHIN_MS })
      return Math.round(performance.now() - began)
    }
    const paperMs = await drawn(open, 1)
    const turnMs = await drawn(chair.page.getByTestId('paper-next'), 2)
    await chair.page.getByTestId('paper-close').click({ timeout: PATIENCE_MS })
    return { paperMs, turnMs }
  }

  /** Begins to look at what comes over the line, where it arrives. */
  async beginLooks(watches: 'down' | 'up'): Promise<void> {
    const [there, from] = watches === 'down' ? [this.ward, this.chair] : [this.chair, this.ward]
    await there.page.evaluate(beginLooks, {
      video: `${there.tileSelector(from, 'camera')} video`,
      everyMs: LOOK_MS,
    })
  }

  /** All that was seen since then. */
  looks(watches: 'down' | 'up'): Promise<Look[]> {
    return (watches === 'down' ? this.ward : this.chair).page.evaluate(readLooks)
  }

  /** The ward leaves, and its line is as good as the others'. */
  async leave(): Promise<void> {
    await this.hosts.filter(WARD, null)
    await this.hosts.slow(WARD, 'up', null)
    await this.hosts.slow(WARD, 'down', null)
    // One that never came in cannot leave.
    if (await this.ward.isInMeeting()) await this.ward.leave()
    await this.ward.context.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}
