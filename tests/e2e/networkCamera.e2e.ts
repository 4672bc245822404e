import { RoomPage } from '@diem-cau/signaling-contract/office'
import type { Page } from '@playwright/test'
import { startRtspCamera } from '../../sfu/src/testing/startRtspCamera.ts'
import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { planAs } from '../browser/planAs.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
const PASSWORD = 'mật-khẩu-máy-quay'

const MINUTE = 60_000

test.use({ ownStack: 'networkCamera' })

/** From the room's own page, by hand; a room that was in the meeting before needs none at the door. */
async function goIn(room: Page): Promise<void> {
  await room.getByTestId('room-enter').first().click({ timeout: PATIENCE_MS })
  const join = room.getByTestId('join')
  const meeting = room.getByTestId('meeting')
  // The door may go between the look and the press.
  await expect(async () => {
    if (await join.isVisible()) await join.click({ timeout: 2_000 })
    await expect(meeting).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: PATIENCE_MS })
}

async function openSettings(room: Page): Promise<void> {
  // Nobody touched it for a while: the controls are away.
  await room.keyboard.press('ArrowDown')
  await expect(room.getByTestId('more')).toBeInViewport()
  await room.getByTestId('more').click()
  await room.getByTestId('settings').click()
}

test('a room’s camera of the network is set at the office, chosen on its TV, seen by the chair, and missed when it is gone (SPEC 23.13 to 23.15)', async ({
  office,
  chair,
  wardB,
}) => {
  const camera = await startRtspCamera({ user: 'admin', password: PASSWORD })
  try {
    await chair.enter()
    const room = await enrolRoom(wardB, office, ROOM, { isByItself: false })
    await goIn(room)
    await expect(room.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
    await chair.seesMoving(wardB)

    await test.step('who looks after the room writes address, name and password, once', async () => {
      const admin = await wardB.browser.newContext({
        baseURL: wardB.url,
        locale: 'vi-VN',
        viewport: { width: 1366, height: 900 },
      })
      const token = await withSession(admin, 'quantri', office.passwordOf('quantri'))
      const headers = { authorization: `Bearer ${token}` }
      const { items } = RoomPage.parse(await (await admin.request.get('/api/rooms?limit=100', { headers })).json())
      const desk = await admin.newPage()
      await desk.goto(`/san-sang/${items.find(({ name }) => name === ROOM)?.roomId ?? 'none'}`)
      const card = desk.getByTestId('readiness-camera')
      await card.getByTestId('camera-address').fill('admin:secret@10.0.0.1', { timeout: PATIENCE_MS })
      await expect(card.getByTestId('camera-save')).toBeDisabled()
      await card.getByTestId('camera-address').fill(`rtsp://127.0.0.1:${camera.camera.port}/picture`)
      await card.getByTestId('camera-user').fill('admin')
      await card.getByTestId('camera-password').fill(PASSWORD)
      await card.getByTestId('camera-save').click()
      await expect(card.getByTestId('camera-remove')).toBeVisible({ timeout: PATIENCE_MS })
      await expect(card.getByTestId('camera-password')).toHaveValue('')
      await card.getByTestId('camera-try').click()
      await expect(card.getByTestId('camera-tried')).toHaveAttribute('data-is', 'live', { timeout: PATIENCE_MS })
      await desk.screenshot({ path: test.info().outputPath('camera.png'), fullPage: true })
      await admin.close()
    })

    await test.step('the room chooses it, and the chair sees it move, in H.264', async () => {
      await openSettings(room)
      await room.getByTestId('device-camera').selectOption('network', { timeout: PATIENCE_MS })
      await expect(room.getByTestId('camera'), 'it counts as on').toHaveAttribute('aria-pressed', 'true')
      // The picture of the test's camera is 640x360 and black with a white ball; that of a browser's own is not.
      await expect
        .poll(
          () => chair.video(wardB).evaluate((video: HTMLVideoElement) => `${video.videoWidth}x${video.videoHeight}`),
          {
            timeout: PATIENCE_MS,
          },
        )
        .toBe('640x360')
      await chair.seesMoving(wardB, 'camera', 20)
      await chair.page.screenshot({ path: test.info().outputPath('chair.png') })
    })

    await test.step('at the door of the next meeting its picture comes when somebody asks for it', async () => {
      const desk = await wardB.browser.newContext({ baseURL: wardB.url })
      const { plan } = await planAs(desk.request, office, chair.options.account.login)
      const startsAt = Math.ceil(Date.now() / MINUTE + 12) * MINUTE
      const { meetingId } = await plan({ title: 'Họp sau', startsAt, endsAt: startsAt + 60 * MINUTE })
      await desk.close()
      await room.keyboard.press('Escape')
      await room.getByTestId('leave').click({ timeout: PATIENCE_MS })
      await room.getByTestId('leave-confirm').click({ timeout: PATIENCE_MS })
      await room.goto(`/meetings/${meetingId}`)
      const lobby = room.getByTestId('lobby')
      await lobby.getByTestId('network-preview-see').click({ timeout: PATIENCE_MS })
      const frames = () =>
        lobby
          .locator('video')
          .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames, null, {
            timeout: PATIENCE_MS,
          })
      await expect.poll(frames, { timeout: PATIENCE_MS }).toBeGreaterThan(5)
      await room.screenshot({ path: test.info().outputPath('lobby.png') })
      await room.goto('/room')
      await goIn(room)
      await expect(room.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
      await chair.seesMoving(wardB, 'camera', 20)
      await openSettings(room)
    })

    await test.step('without an answer the room is told what to do', async () => {
      await camera.kill()
      await expect(room.getByTestId('network-camera-trouble')).toBeVisible({ timeout: PATIENCE_MS })
      // Who conducts is told of what has lasted.
      await expect(chair.tile(wardB)).toHaveAccessibleName(/Máy quay mạng không trả lời/, { timeout: PATIENCE_MS })
    })

    await test.step('its password is in no log and no table', async () => {
      expect(await office.filesWith(PASSWORD)).toEqual([])
      expect((await office.filesWith('nothing comes of a network camera')).length).toBeGreaterThan(0)
    })

    await test.step('its own camera is one choice away', async () => {
      const choice = room.getByTestId('device-camera')
      const other = await choice.locator('option').first().getAttribute('value')
      await choice.selectOption(other)
      await expect(room.getByTestId('network-camera-trouble')).toHaveCount(0)
      await chair.seesMoving(wardB)
    })
  } finally {
    await camera.kill()
  }
})
