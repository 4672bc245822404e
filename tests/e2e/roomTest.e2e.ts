import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { expect, test } from '../browser/fixtures.ts'
import { RemoteControl } from '../browser/RemoteControl.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { deviceFlags } from '../causes/stage/devices.ts'
import { HALL, installAir } from '../readiness/stage/air.ts'
import { installCamera, OWN } from '../readiness/stage/camera.ts'
import { ownProfile } from '../readiness/stage/ownProfile.ts'
import { RoomCaretaker } from '../readiness/stage/RoomCaretaker.ts'

test.use({ ownStack: 'roomTest' })

const ADMIN = 'quantri'
/** A room asks every 20 s whether it is to test itself, and a test takes 15. */
const TESTED_MS = 60_000
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
  await page.addInitScript(installAir, HALL)
  await page.addInitScript(installCamera, OWN)
  // The demonstration's meeting is open: a room that goes in by itself tests nothing.
  await page.addInitScript(() => localStorage.setItem('diem-cau.roomSettings', JSON.stringify({ isByItself: false })))
  await page.goto('/room')
  const caretaker = new RoomCaretaker(site.url, { login: ADMIN, password: office.passwordOf(ADMIN) })
  const code = page.getByTestId('pairing-code').filter({ hasText: /[A-Z2-9]{4}-/ })
  await caretaker.enrol('o-mon.long-hung', (await code.innerText()).trim(), ownProfile)
  await expect(page.getByTestId('room-home')).toBeVisible({ timeout: PATIENCE_MS })
  /** The room is asked to test itself, and the office says how it stands by that. */
  const tested = async () => {
    const since = Date.now()
    await caretaker.askForTest()
    expect(
      await caretaker.until(() => caretaker.answer(since), TESTED_MS),
      'it was asked, and has tested itself',
    ).not.toBe(null)
    return caretaker.room()
  }
  const card = page.locator('[data-testid="room-card"][data-health="bad"]')
  expect((await tested()).health).toMatch(/good|weak/)
  await expect(card).toHaveCount(0)

  await page.evaluate(() => window.setCamera('covered'))
  expect(await tested()).toMatchObject({ health: 'bad', helpAt: null })
  await expect(card).toHaveAttribute('data-reason', 'pictureCovered')
  await accessible(page, 'card of a room')
  await test.step('19.6 its button is a few presses of the remote control away', async () => {
    const remote = new RemoteControl(page)
    await expect(page.getByTestId('room-enter').first()).toBeFocused()
    expect(await remote.reach(page.getByTestId('room-call'), 'ArrowUp', 2)).toBe(true)
    await remote.press('Enter')
    expect(remote.presses).toBeLessThanOrEqual(3)
    await expect(page.getByTestId('room-help')).toContainText('Đã báo cho')
    const { helpAt, told } = await caretaker.room()
    expect(helpAt, JSON.stringify(told)).not.toBeNull()
  })
  await test.step('its key calls too', async () => {
    const [answer] = await Promise.all([page.waitForResponse('**/api/readiness/help'), page.keyboard.press('g')])
    expect(answer.status()).toBe(200)
  })

  await page.evaluate(() => window.setCamera('room'))
  await expect(card, 'cleared within ten seconds').toHaveCount(0, { timeout: 10_000 })
  const isWell = async () => ((await caretaker.room()).reasons.includes('pictureCovered') ? null : true)
  expect(await caretaker.until(isWell, PATIENCE_MS), 'and the office knows').toBe(true)
})
