import { brokenDevices } from '../browser/devices/brokenDevices.ts'
import { expect, test } from '../browser/fixtures.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

test.use({ ownStack: 'why' })

test('an IT admin is three presses away from why a room is not heard, two from why somebody complained (SPEC 16.20-16.24)', async ({
  office,
  chair,
  wardA,
  launchSite,
}) => {
  const deaf = await launchSite('deaf', brokenDevices(wardA.options.folder))
  await chair.fresh()
  await Promise.all([chair.enter(), wardA.enter(), deaf.enter()])
  await wardA.page.getByTestId('more').locator('visible=true').first().click()
  await wardA.page.getByTestId('complain').click()
  await wardA.page.getByTestId('complaint-noSound').click()

  const context = await chair.browser.newContext({
    baseURL: `http://127.0.0.1:${chair.options.webPort}`,
    locale: 'vi-VN',
    viewport: Site.VIEWPORT,
  })
  await withSession(context, 'quantri', office.passwordOf('quantri'))
  const page = await context.newPage()
  await test.step('home, operations, the meeting, the room: its cause', async () => {
    await page.goto('/')
    await page.getByTestId('nav-operations').click()
    await page.getByTestId('running-meeting').first().click({ timeout: PATIENCE_MS })
    const cell = page.getByTestId('endpoint-cell').filter({ hasText: 'Phường Long Hưng' })
    await expect(cell).toHaveAttribute('data-health', 'bad', { timeout: PATIENCE_MS })
    await cell.click()
    await expect(page.getByTestId('top-cause')).toContainText('Việc cần làm', { timeout: PATIENCE_MS })
  })
  await test.step('all of it, also the second cause', async () => {
    await page.getByTestId('to-why').click()
    // Three browsers beside the servers may be too much for this machine, which is then said first, and truly.
    const causes = page.getByTestId('first-cause').or(page.getByTestId('other-cause'))
    const silent = causes.and(page.locator('[data-cause="microphoneSilent"]'))
    await expect(silent).toContainText('Micrô của Phường Long Hưng không có tiếng', { timeout: PATIENCE_MS })
    await expect(causes.and(page.locator('[data-cause="cameraBlack"]'))).toBeVisible()
    const devices = await causes.evaluateAll((all) =>
      all.map((one) => one.dataset['cause'] ?? '').filter((cause) => /^(microphone|camera)/.test(cause)),
    )
    expect(devices[0], 'sound comes before the picture').toBe('microphoneSilent')
    await expect(page.getByTestId('chart-sound').locator('canvas').first()).toBeVisible({ timeout: PATIENCE_MS })
  })
  await test.step('home, operations, the complaint', async () => {
    await page.goto('/')
    await page.getByTestId('nav-operations').click()
    await page.getByTestId('complaint').filter({ hasText: 'Phường Châu Văn Liêm' }).click({ timeout: PATIENCE_MS })
    await expect(page.getByTestId('why-about')).toContainText('Phường Châu Văn Liêm báo không nghe thấy gì')
  })
  await context.close()
})
