import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { allow } from '../browser/allow.ts'
import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { ownCamera } from '../browser/ownCamera.ts'
import { installPluggableCamera } from '../browser/pluggableCamera.ts'
import { PATIENCE_MS, type Site } from '../browser/Site.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
const FAKE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
/** Of Chromium's fake cameras the second and third film in formats of their own. */
const PAPERS = 'fake_device_3'
/** Chromium's fake cameras have a motor and a zoom. */
const CAMERA = [{ name: 'camera' }, { name: 'camera', panTiltZoom: true }, { name: 'microphone' }]

/** Frames of 1080 lines that two cores encode and decode while three browsers meet, on a weak line at times. */
const FEW = 2

test.use({ ownStack: 'cameras' })

async function inMeeting(page: Page): Promise<void> {
  await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  await expect(page.locator('html')).toHaveAttribute('data-room-state', 'meeting')
}

async function openSettings(page: Page): Promise<void> {
  await page.getByTestId('more').click()
  await page.getByTestId('settings').click()
}

async function openMenu(chair: Site, room: Site): Promise<void> {
  await chair.tile(room).first().hover()
  await chair.tile(room).first().getByTestId('tile-menu').click()
  await expect(chair.page.getByRole('menu')).toBeVisible()
}

test('who conducts moves the camera of a room that lets it; the TV says who, and one key refuses it (SPEC 24.1 to 24.3)', async ({
  office,
  chair,
  launchSite,
}) => {
  await chair.enter()
  const tv = await launchSite('motor', FAKE)
  const page = await enrolRoom(tv, office, ROOM, { prepare: (opened) => allow(opened, CAMERA) })
  await inMeeting(page)
  const item = chair.page.getByTestId('tile-move-camera')
  const control = chair.page.getByTestId('camera-control')

  await test.step('nothing is offered unless the room lets it', async () => {
    await openMenu(chair, tv)
    await expect(item).toHaveCount(0)
    await chair.page.keyboard.press('Escape')
  })

  await test.step('somebody in the room lets it, and keeps a place', async () => {
    await openSettings(page)
    await page.getByTestId('office-moves').click()
    await expect(page.getByTestId('camera-moves')).toBeVisible({ timeout: PATIENCE_MS })
    await page.getByTestId('camera-keep-0').click()
    await page.screenshot({ path: test.info().outputPath('settings.png') })
    await page.keyboard.press('Escape')
  })

  const first = await ownCamera(page, 'zoom')
  await test.step('the chair takes it, and the TV says so', async () => {
    await openMenu(chair, tv)
    await item.click()
    await expect(control).toHaveAttribute('data-mine', 'true')
    await expect(page.getByTestId('camera-moved')).toContainText('đang điều khiển máy quay của phòng này')
    await chair.page.screenshot({ path: test.info().outputPath('control.png') })
    await page.screenshot({ path: test.info().outputPath('moved.png') })
    await accessible(chair.page, 'control')
    await accessible(page, 'moved')
  })

  await test.step('buttons and keys move it', async () => {
    await chair.page.getByTestId('remote-closer').click()
    await expect.poll(() => ownCamera(page, 'zoom')).not.toBe(first)
    await control.focus()
    const pan = await ownCamera(page, 'pan')
    await chair.page.keyboard.press('ArrowRight')
    await expect.poll(() => ownCamera(page, 'pan')).not.toBe(pan)
    await chair.page.getByTestId('remote-place-0').click()
    await expect.poll(() => ownCamera(page, 'zoom')).toBe(first)
    await expect.poll(() => ownCamera(page, 'pan')).toBe(pan)
  })

  await test.step('closed, it is let go', async () => {
    await chair.page.keyboard.press('Escape')
    await expect(control).toHaveCount(0)
    await expect(page.getByTestId('camera-moved')).toHaveCount(0)
  })

  await test.step('one key of the room refuses it for this meeting', async () => {
    await openMenu(chair, tv)
    await item.click()
    await expect(page.getByTestId('camera-moved')).toBeVisible()
    await page.keyboard.press('0')
    await expect(page.getByTestId('camera-moved')).toHaveCount(0)
    await expect(control).toHaveAttribute('data-mine', 'false')
    await expect(chair.page.getByText('từ chối cho điều khiển máy quay').first()).toBeVisible()
    await chair.page.screenshot({ path: test.info().outputPath('refused.png') })
    await chair.page.getByTestId('remote-close').click()
    await openMenu(chair, tv)
    await expect(item).toHaveCount(0)
    await chair.page.keyboard.press('Escape')
  })

  await test.step('and allows it again', async () => {
    await openSettings(page)
    await page.getByTestId('camera-allow').click()
    await expect(page.getByTestId('camera-allow')).toHaveCount(0)
    await openMenu(chair, tv)
    await expect(item).toBeVisible()
  })
})

test('a second camera of a room shows papers like a screen, under the same rules, and unplugged it ends (SPEC 24.4 to 24.6)', async ({
  office,
  chair,
  launchSite,
}) => {
  await chair.enter()
  const tv = await launchSite('papers', [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=4',
  ])
  const page = await enrolRoom(tv, office, ROOM, {
    prepare: async (opened) => void (await opened.addInitScript(installPluggableCamera)),
  })
  await inMeeting(page)
  const item = page.getByTestId('document-camera')

  await test.step('it is chosen once', async () => {
    await openSettings(page)
    await page.getByLabel('Máy chiếu vật thể').selectOption({ label: PAPERS })
    await page.keyboard.press('Escape')
  })

  await test.step('shown, it is on the chair’s stage, large enough to be read, and remembered', async () => {
    await page.getByTestId('more').click()
    await item.click()
    await expect(page.getByTestId('banner-sharing')).toContainText('máy chiếu vật thể')
    await chair.showAs('stage')
    await chair.seesMoving(tv, 'screen', FEW)
    // The others read what it is: papers, not a screen (24.6).
    await expect(chair.page.locator('[data-testid="tile"][data-source="screen"]')).toHaveAccessibleName(
      /^Tài liệu của /,
    )
    await page.screenshot({ path: test.info().outputPath('shown.png') })
    await chair.page.screenshot({ path: test.info().outputPath('seen.png') })
    const height = () => chair.video(tv, 'screen').evaluate((video: HTMLVideoElement) => video.videoHeight)
    await expect.poll(height).toBe(1080)
    const kept: unknown = await page.evaluate(() => JSON.parse(localStorage.getItem('diem-cau.preferences') ?? '{}'))
    expect(kept).toMatchObject({ documentCameraId: expect.stringMatching(/.+/) })
  })

  await test.step('once the meeting has begun it ends without the floor, and cannot be shown again', async () => {
    await chair.page.getByTestId('conduct-start').click()
    await chair.page.getByTestId('conduct-start-confirm').click()
    await expect(page.getByTestId('banner-sharing')).toHaveCount(0)
    await page.getByTestId('more').click()
    await expect(item).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('the chair asks the room, which shows it with one press', async () => {
    await chair.page.getByTestId('panel-tab-participants').locator('visible=true').first().click()
    await chair.page.locator('[data-testid^="participant-menu-"]').last().click()
    await chair.page.getByTestId('menu-share').click()
    await page.screenshot({ path: test.info().outputPath('asked.png') })
    await page.getByTestId('share-papers').click()
    await chair.seesMoving(tv, 'screen', FEW)
  })

  await test.step('unplugged, it ends for all, and the room is told; its own picture goes on', async () => {
    await page.evaluate((label) => window.plugCamera(false, label), PAPERS)
    await expect(page.getByText('Máy chiếu vật thể đã bị rút ra')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('lost.png') })
    await expect(page.getByTestId('banner-sharing')).toHaveCount(0)
    await expect(chair.tile(tv, 'screen')).toHaveCount(0)
    await chair.seesMoving(tv)
  })
})
