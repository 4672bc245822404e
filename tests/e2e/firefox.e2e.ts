import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, localDate, startOfDay } from '@diem-cau/signaling-contract'
import { RoomPage } from '@diem-cau/signaling-contract/office'
import { expect, HERTZ, test, whyNoFirefox } from '../browser/firefoxFixtures.ts'
import { pdfOf } from '../browser/pdfOf.ts'
import { PATIENCE_MS, type Site } from '../browser/Site.ts'
import { writtenDate } from '../browser/writtenDate.ts'
import { withSession } from '../browser/withSession.ts'
import { installCamera, OWN } from '../readiness/stage/camera.ts'

const WARD = 'o-mon.long-hung'
const ROOM = 'Phòng họp Phường Long Hưng'
/** A day on which nobody else plans. */
const DAY = writtenDate(startOfDay(addDays(localDate(Date.now()), 60)))
const CHAIR_TILE = '[data-testid="tile"][data-unit="o-mon"]'
/** Long enough that page and media node find it out. */
const CUT_MS = 5_000

test.skip(whyNoFirefox !== null, whyNoFirefox ?? '')

async function openPanel({ page }: Site, name: string): Promise<void> {
  const tab = page.getByTestId(`panel-tab-${name}`).locator('visible=true').first()
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
}

/** Waits until the chair sees this source of the ward move. */
async function chairSees(chair: Site, source: 'camera' | 'screen'): Promise<void> {
  const frames = () =>
    chair.page
      .locator(`[data-testid="tile"][data-unit="${WARD}"][data-source="${source}"] video`)
      .first()
      .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
      .catch(() => 0)
  const before = await frames()
  await expect.poll(frames, { timeout: PATIENCE_MS }).toBeGreaterThan(before + 5)
}

test('a ward with Firefox comes in, sees, has the floor and is heard, votes, reads, shares, and is back after its line was cut', async ({
  office,
  firefox,
  chair,
}) => {
  await chair.enter()
  await firefox.fresh()

  await test.step('it comes in, and both see each other', async () => {
    await firefox.signIn({ login: 'longhung', password: office.passwordOf('longhung') })
    await firefox.join()
    await firefox.seesMoving(`${CHAIR_TILE}[data-source="camera"]`)
    await chairSees(chair, 'camera')
  })

  await test.step('it asks for the floor, is given it, and is heard', async () => {
    await chair.page.getByTestId('conduct-start').click()
    await chair.page.getByTestId('conduct-start-confirm').click()
    await firefox.sees('mic-state', '[data-state="closed"]')
    await firefox.click('floor-request')
    await openPanel(chair, 'floor')
    await chair.page.getByTestId('floor-queue').getByTestId('floor-grant').first().click({ timeout: PATIENCE_MS })
    await firefox.sees('mic-state', '[data-state="heard"]')
    await expect
      .poll(
        async () => {
          const { [HERTZ]: tone = -200, 97: floor = -200 } = await chair.hears([HERTZ, 97])
          return tone - floor
        },
        { timeout: PATIENCE_MS },
      )
      .toBeGreaterThan(15)
  })

  await test.step('it shares its screen, and says that no sound goes with it', async () => {
    await firefox.click('share')
    await firefox.reads('banner-sharing', 'không kèm tiếng')
    await chairSees(chair, 'screen')
    await firefox.click('share')
    await expect(chair.page.locator(`[data-unit="${WARD}"][data-source="screen"]`)).toHaveCount(0)
    await chair.page.getByTestId('floor-end-row').first().click()
  })

  await test.step('it confirms that it is there, and votes', async () => {
    await openPanel(chair, 'rollCall')
    await chair.page.getByTestId('rollcall-open').click()
    await firefox.fill('rollcall-count', '3')
    await firefox.click('rollcall-confirm')
    await openPanel(chair, 'votes')
    await chair.page.getByTestId('vote-new').click()
    await chair.page.getByTestId('vote-question').fill('Thông qua chỉ tiêu cải cách hành chính quý tới?')
    await chair.page.getByTestId('vote-open').click()
    await firefox.click('ballot-state', ' [data-index="0"]')
    await firefox.click('ballot-confirm')
    await firefox.sees('ballot-state', '[data-state="cast"]')
    await chair.page.getByTestId('vote-close').click()
    await chair.page.getByTestId('vote-sure').click()
    await firefox.sees('vote-announced')
  })

  await test.step('it reads a paper in step with the chair, and sees a screen that the chair shares', async () => {
    await openPanel(chair, 'papers')
    await chair.page
      .getByTestId('add-papers')
      .locator('input[type=file]')
      .setInputFiles({ name: 'Báo cáo.pdf', mimeType: 'application/pdf', buffer: pdfOf('Trang 1', 'Trang 2') })
    await chair.page
      .getByTestId(/^paper-open-/)
      .last()
      .click()
    await firefox.reads('paper-page', 'Trang 1', '[data-page="1"]')
    await chair.page.getByTestId('paper-next').click()
    await firefox.reads('paper-page', 'Trang 2', '[data-page="2"]')
    await firefox.sees('paper-canvas', '[data-fresh="true"]')
    await chair.page.getByTestId('paper-close').click()
    await chair.page.getByTestId('share').click()
    await firefox.seesMoving(`[data-testid="stage"] ${CHAIR_TILE}[data-source="screen"]`)
    await chair.page.getByTestId('share').click()
  })

  await test.step('its line is cut, it says so, and all is back by itself', async () => {
    const mend = firefox.cut()
    const isOver = new Promise((resolve) => setTimeout(resolve, CUT_MS))
    await firefox.sees('banner-reconnecting')
    await isOver
    mend()
    await firefox.isIn()
    await firefox.seesMoving(`${CHAIR_TILE}[data-source="camera"]`)
    await chairSees(chair, 'camera')
  })
})

test('a secretary with Firefox signs in, plans a meeting, finds a unit without accents, adds a paper, and sends the invitations', async ({
  office,
  firefox,
}) => {
  const page = await firefox.fresh()
  await firefox.signIn({ login: 'thuky.omon', password: office.passwordOf('thuky.omon') })
  await firefox.open('/planning/new')
  await firefox.fill('plan-title', 'Giao ban công tác cải cách hành chính')
  await firefox.fill('plan-chair', 'nguyen van thanh')
  await firefox.reads('person-option', 'Nguyễn Văn Thành')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await firefox.fill('plan-date', DAY)
  await page.keyboard.press('Tab')
  await firefox.fill('plan-start', '8h')
  await page.keyboard.press('Tab')
  await firefox.click('pick-units')
  await firefox.fill('unit-search', 'long hung')
  await page.locator(`[role=treeitem][data-code="${WARD}"]`).click()
  await firefox.click('units-done')
  await firefox.reads('unit-count', '1 đơn vị')
  const paper = join(office.folder, 'Dự thảo.pdf')
  await writeFile(paper, pdfOf('Trang 1'))
  const input = await page.waitForSelector('#papers input[type=file]')
  await input?.uploadFile(paper)
  await firefox.reads('waiting-paper', 'Dự thảo.pdf')
  await firefox.click('save-plan')
  await firefox.sees('answer-row', '[data-name="Phường Long Hưng"]')
  await firefox.reads('paper', 'Dự thảo')
  expect(firefox.problems).toEqual([])
})

test('18.1, 18.15 a room with Firefox tests itself and is told what its browser lacks; enrolled by its code it goes into its meeting by itself', async ({
  office,
  firefox,
  chair,
}) => {
  if (!(await chair.isInMeeting())) await chair.enter()
  const page = await firefox.fresh()
  // Firefox's made-up picture is of one colour, as behind a lid.
  await page.evaluateOnNewDocument(installCamera, OWN)
  await firefox.open('/thu-may')
  await firefox.click('test-start')
  await firefox.sees('test', '[data-phase="done"]')
  const found = await page.$$eval('[data-testid="test-step"]', (steps) =>
    steps.map((step) => ['step', 'health', 'reasons'].map((name) => step.getAttribute(`data-${name}`) ?? '').join(' ')),
  )
  expect(found, 'it tells nothing of screens').toContain('screens unknown ')
  // Where a computer has no sound at all Firefox's AudioContext never runs: microphone and loudspeaker are unread then, and not missing.
  expect(found.filter((step) => step.includes(' bad '))).toEqual([])
  await firefox.reads('browser-lacks', 'Tự mở màn hình thứ hai')
  await firefox.reads('browser-lacks', 'Gửi tiếng của màn hình')

  await firefox.open('/room')
  await firefox.reads('pairing-code', '-')
  const code = await page.$eval('[data-testid="pairing-code"]', ({ textContent }) => textContent)
  const admin = await chair.browser.newContext({ baseURL: office.url, ignoreHTTPSErrors: true })
  const token = await withSession(admin, 'quantri', office.passwordOf('quantri'))
  const headers = { authorization: `Bearer ${token}` }
  const { items } = RoomPage.parse(await (await admin.request.get('/api/rooms?limit=100', { headers })).json())
  const roomId = items.find(({ name }) => name === ROOM)?.roomId ?? 'none'
  const answer = await admin.request.post(`/api/rooms/${roomId}/enrol`, { headers, data: { code } })
  expect(answer.status()).toBe(200)
  await admin.close()
  await firefox.isIn()
  await firefox.seesMoving(`${CHAIR_TILE}[data-source="camera"]`)
})

test('an IT admin with Firefox sees servers and a room as they are, how it was, and why', async ({
  office,
  firefox,
  chair,
}) => {
  if (!(await chair.isInMeeting())) await chair.enter()
  await firefox.fresh()
  await firefox.signIn({ login: 'quantri', password: office.passwordOf('quantri') })
  await firefox.click('nav-operations')
  await firefox.sees('node')
  await firefox.click('running-meeting')
  await firefox.sees('endpoint-cell', ':not([data-health="unknown"])')
  await firefox.click('endpoint-cell')
  await firefox.reads('endpoint-figures', 'kbit/s')
  await firefox.sees('chart-loss', ' canvas')
  await firefox.click('to-why')
  await firefox.sees('why-about')
  expect(firefox.problems).toEqual([])
})
