import { RoomPage } from '@diem-cau/signaling-contract/office'
import { startRtspCamera } from '../../sfu/src/testing/startRtspCamera.ts'
import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
const PASSWORD = 'mật-khẩu-máy-quay'

test.use({ ownStack: 'networkCamera' })

test('a room’s camera of the network is set at the office, chosen on its TV, seen by the chair, and missed when it is gone (SPEC 23.13 to 23.15)', async ({
  office,
  chair,
  wardB,
}) => {
  const camera = await startRtspCamera({ user: 'admin', password: PASSWORD })
  try {
    await chair.enter()
    const room = await enrolRoom(wardB, office, ROOM)
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
      // Nobody touched it for a while: the controls are away.
      await room.keyboard.press('ArrowDown')
      await expect(room.getByTestId('more')).toBeInViewport()
      await room.getByTestId('more').click()
      await room.getByTestId('settings').click()
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
