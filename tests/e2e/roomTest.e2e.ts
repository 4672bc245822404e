import { readFile } from 'node:fs/promises'
import { Room, RoomPage } from '@diem-cau/signaling-contract/office'
import { NewRun, type ReadinessPlan } from '@diem-cau/signaling-contract/readiness'
import { SignedIn } from '@diem-cau/signaling-contract'
import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { expect, test } from '../browser/fixtures.ts'
import type { Office } from '../browser/Office.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { deviceFlags } from '../causes/stage/devices.ts'
import { HALL, installAir } from '../readiness/stage/air.ts'
import { installCamera, OWN } from '../readiness/stage/camera.ts'
import { ownProfile } from '../readiness/stage/ownProfile.ts'
import { takenRun } from '../readiness/stage/takenRun.ts'

test.use({ ownStack: 'roomTest' })

const ADMIN = 'quantri'
/** As the PC of a room should be started: its page sounds without a touch. */
const OF_A_ROOM = ['--autoplay-policy=no-user-gesture-required']
const FAKE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', ...OF_A_ROOM]

const step = (page: Page, name: string) => page.locator(`[data-testid="test-step"][data-step="${name}"]`)

test('18.1 anybody tests camera, microphone, loudspeaker and line without an account, and saves what was found', async ({
  wardA,
}) => {
  const page = await wardA.fresh()
  await page.addInitScript(installAir, HALL)
  await page.goto('/sign-in')
  await page.getByTestId('to-test').click()
  await accessible(page, 'test before it begins')
  await page.getByTestId('test-start').click()
  await expect(page.getByTestId('test')).toHaveAttribute('data-phase', 'done', { timeout: PATIENCE_MS })
  for (const name of ['browser', 'clock', 'machine', 'camera', 'picture', 'microphone', 'loudspeaker', 'line'])
    await expect(step(page, name), name).toHaveAttribute('data-health', /good|weak/)
  await accessible(page, 'test that is done')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('test-save').click()])
  const saved = await readFile(await download.path(), 'utf8')
  expect(saved).toContain('Kết quả thử máy')
  expect(saved).toMatch(/Đường truyền: Tốt/)
  expect(saved, 'the line carried what a room with the floor needs').toMatch(/upKbit \d{3,4}/)
})

test('18.2 what is wrong is told in words, with a drawing of what to look at', async ({ office, launchSite }) => {
  const { folder } = await office.siteOptions('wardB', 'direct')
  const site = await launchSite('black', [...deviceFlags(folder, 'cameraBlack', 700), ...OF_A_ROOM])
  const page = await site.fresh()
  await page.addInitScript(installAir, { ...HALL, back: 0, echo: 0 })
  await page.goto('/thu-may')
  await page.getByTestId('test-start').click()
  await expect(page.getByTestId('test')).toHaveAttribute('data-health', 'bad', { timeout: PATIENCE_MS })
  const reasons = page.getByTestId('test-reasons')
  await expect(reasons.locator('[data-reason="pictureBlack"]')).toContainText('Mở nắp ống kính')
  await expect(reasons.locator('[data-reason="loudspeakerNotHeard"]')).toContainText('Bật loa hoặc TV')
  await accessible(page, 'test that found something')
})

test('18.1 without any device the line is tried all the same', async ({ launchSite }) => {
  const site = await launchSite('bare', ['--use-fake-ui-for-media-stream', ...OF_A_ROOM])
  const page = await site.fresh()
  await page.goto('/thu-may')
  await page.getByTestId('test-start').click()
  await expect(page.getByTestId('test')).toHaveAttribute('data-phase', 'done', { timeout: PATIENCE_MS })
  await expect(step(page, 'camera')).toHaveAttribute('data-reasons', 'cameraMissing')
  await expect(step(page, 'microphone')).toHaveAttribute('data-reasons', 'microphoneMissing')
  await expect(step(page, 'picture')).toHaveAttribute('data-health', 'unknown')
  await expect(step(page, 'line')).toHaveAttribute('data-health', /good|weak/)
})

test('18.14 a room that is not ready says so on its own screen, calls for help by one key, and is well again by itself', async ({
  office,
  launchSite,
}) => {
  const site = await launchSite('tv', FAKE)
  const page = await site.fresh({ viewport: { width: 1920, height: 1080 } })
  const told: NewRun[] = []
  let isCalled = false
  const plan: ReadinessPlan = {
    now: Date.now(),
    profile: ownProfile,
    next: null,
    askedAt: Date.now(),
    seen: false,
    stillAskedAt: null,
    copiedAt: null,
    helpName: 'Nguyễn Văn Tư',
    helpPhone: '0292 3 820 000',
  }
  await page.route('**/api/readiness/plan', (route) => route.fulfill({ json: { ...plan, now: Date.now() } }))
  await page.route('**/api/readiness/runs', (route) => {
    const run = NewRun.parse(route.request().postDataJSON())
    told.push(run)
    return route.fulfill({ json: takenRun(run, ownProfile) })
  })
  await page.route('**/api/readiness/help', (route) => {
    isCalled = true
    return route.fulfill({ json: {} })
  })
  await page.addInitScript(installAir, HALL)
  await page.addInitScript(installCamera, OWN)
  // The demonstration's meeting is open: a room that goes in by itself tests nothing.
  await page.addInitScript(() => localStorage.setItem('diem-cau.roomSettings', JSON.stringify({ isByItself: false })))
  await page.goto('/room')
  await enrol(office, site.url, page)
  await expect.poll(() => told.length, { timeout: PATIENCE_MS, message: 'it was asked, and has tested itself' }).toBe(1)
  await expect(page.getByTestId('room-card')).toHaveCount(0)

  await page.evaluate(() => window.setCamera('covered'))
  plan.askedAt = Date.now()
  const card = page.getByTestId('room-card')
  await expect(card).toHaveAttribute('data-reason', 'pictureCovered', { timeout: 45_000 })
  await accessible(page, 'card of a room')
  await page.keyboard.press('g')
  await expect(page.getByTestId('room-help')).toContainText('Đã báo cho Nguyễn Văn Tư')
  expect(isCalled).toBe(true)

  await page.evaluate(() => window.setCamera('room'))
  await expect(card, 'cleared within ten seconds').toHaveCount(0, { timeout: 10_000 })
  const picture = () => told.at(-1)?.steps.find((result) => result.step === 'picture')
  await expect.poll(() => picture()?.values.contrast, { message: 'and the office is told' }).toBeGreaterThan(8)
})

/** Pairs the page with a room of the demonstration, as its administrator. */
async function enrol(office: Office, url: string, page: Page): Promise<void> {
  const ask = async (method: 'GET' | 'POST', path: string, data?: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        ...(data === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    })
    return answer.json()
  }
  const { token } = SignedIn.parse(await ask('POST', '/sign-in', { login: ADMIN, password: office.passwordOf(ADMIN) }))
  const { items } = RoomPage.parse(await ask('GET', '/rooms', undefined, token))
  const room = items.find(({ enrolledAt }) => enrolledAt === null)
  const code = await page
    .getByTestId('pairing-code')
    .filter({ hasText: /[A-Z2-9]{4}-/ })
    .textContent()
  Room.parse(await ask('POST', `/rooms/${room?.roomId}/enrol`, { code }, token))
  await expect(page.getByTestId('room-home')).toBeVisible({ timeout: PATIENCE_MS })
}
