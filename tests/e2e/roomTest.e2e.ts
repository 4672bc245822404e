import { readFile } from 'node:fs/promises'
import { expect, test } from '../browser/fixtures.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'
import { HALL, installAir } from '../readiness/stage/air.ts'
import { deviceFlags } from '../causes/stage/devices.ts'

test.use({ ownStack: 'roomTest' })

/** Both find the line to the media node, whatever the page's sound waits for. */
const FLAGS = ['--autoplay-policy=no-user-gesture-required']

test('18.1 anybody tests camera, microphone, loudspeaker and line without an account, and saves what was found', async ({
  wardA,
}) => {
  const page = await wardA.fresh()
  await page.addInitScript(installAir, HALL)
  await page.goto('/sign-in')
  await page.getByTestId('to-test').click()
  await page.getByTestId('test-start').click()
  const panel = page.getByTestId('test')
  await expect(panel).toHaveAttribute('data-phase', 'done', { timeout: PATIENCE_MS })
  const step = (name: string) => page.locator(`[data-testid="test-step"][data-step="${name}"]`)
  for (const name of ['browser', 'clock', 'machine', 'camera', 'microphone', 'loudspeaker', 'line'])
    await expect(step(name), name).toHaveAttribute('data-health', /good|weak/)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('test-save').click()])
  const saved = await readFile(await download.path(), 'utf8')
  expect(saved).toContain('Kết quả thử máy')
  expect(saved).toMatch(/Đường truyền: Tốt/)
  console.error(saved)
})

test('18.2 what is wrong is told in words, with a drawing of what to look at', async ({ office, launchSite }) => {
  const { folder } = await office.siteOptions('wardB', 'direct')
  const site = await launchSite('black', [...deviceFlags(folder, 'cameraBlack', 700), ...FLAGS])
  const page = await site.fresh()
  await page.addInitScript(installAir, { ...HALL, back: 0, echo: 0 })
  await page.goto('/thu-may')
  await page.getByTestId('test-start').click()
  await expect(page.getByTestId('test')).toHaveAttribute('data-health', 'bad', { timeout: PATIENCE_MS })
  const reasons = page.getByTestId('test-reasons')
  await expect(reasons.locator('[data-reason="pictureBlack"]')).toContainText('Mở nắp ống kính')
  await expect(reasons.locator('[data-reason="loudspeakerNotHeard"]')).toContainText('Bật loa hoặc TV')
  expect(Site.all.size).toBeGreaterThan(0)
})
