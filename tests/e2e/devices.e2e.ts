import { expect, test } from '../browser/fixtures.ts'
import { installPluggableCamera } from '../browser/pluggableCamera.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

test('without a camera a site joins with sound only', async ({ chair, launchSite }) => {
  const ward = await launchSite('noCamera', [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=0',
  ])
  await Promise.all([chair.enter(), ward.enter()])
  await ward.seesMoving(chair)
  await expect(ward.page.getByTestId('mic')).toHaveAttribute('data-state', 'on')
  await expect(ward.page.getByTestId('camera')).not.toHaveAttribute('data-state', 'on')
  const energy = () => chair.total('inbound-rtp', 'audio', 'totalAudioEnergy')
  const before = await energy()
  await expect.poll(energy, { timeout: PATIENCE_MS }).toBeGreaterThan(before)
  await expect(chair.tile(ward)).toBeVisible()
})

test('without camera and microphone a site joins as a watcher, and the lobby says so', async ({
  chair,
  launchSite,
}) => {
  const ward = await launchSite('noDevices', ['--use-fake-ui-for-media-stream'])
  await Promise.all([chair.enter(), ward.fresh()])
  await ward.signIn()
  await ward.openLobby()
  await expect(ward.page.getByText(/vào họp để theo dõi/i)).toBeVisible()
  await ward.join()
  await ward.seesMoving(chair)
  await ward.seesColour(chair)
  await expect(ward.page.getByTestId('mic')).not.toHaveAttribute('data-state', 'on')
})

test('when the browser refuses the camera, the lobby says what to do and lets the site in all the same', async ({
  chair,
  launchSite,
}) => {
  const ward = await launchSite('refused', ['--deny-permission-prompts', '--use-fake-device-for-media-stream'])
  await Promise.all([chair.enter(), ward.fresh()])
  await ward.signIn()
  await ward.page.setViewportSize({ width: 1366, height: 620 })
  await ward.openLobby()
  const trouble = ward.page.getByTestId('camera-trouble')
  await expect(trouble).toContainText(/cách cho phép/i)
  await expect(trouble.getByRole('button', { name: /thử lại/i })).toBeVisible()
  // The way in is in sight, whatever the devices have to say.
  await expect(ward.page.getByTestId('join')).toBeInViewport({ ratio: 1 })
  await ward.join()
  await ward.seesMoving(chair)
})

test('a camera that is unplugged is named, the rest goes on, and it comes back when it is plugged in again', async ({
  chair,
  wardA,
}) => {
  const page = await wardA.fresh()
  await page.addInitScript(installPluggableCamera)
  await Promise.all([chair.enter(), wardA.signIn()])
  await wardA.openLobby()
  await wardA.join()
  await chair.seesMoving(wardA)
  await page.evaluate(() => window.plugCamera(false))
  await expect(page.getByTestId('banner-camera-trouble')).toBeVisible()
  await expect(chair.tile(wardA)).toHaveAttribute('data-video', 'off')
  const packets = () => chair.total('inbound-rtp', 'audio', 'packetsReceived')
  const before = await packets()
  await expect.poll(packets, { timeout: PATIENCE_MS, message: 'sound goes on' }).toBeGreaterThan(before + 10)
  await page.evaluate(() => window.plugCamera(true))
  await expect(page.getByTestId('banner-camera-trouble')).toHaveCount(0)
  await chair.seesMoving(wardA)
  await chair.seesColour(wardA)
})
