import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const LOST_MS = 15_000

test('an IT admin sees the rooms of a running meeting, which of them is cut, what to do, and afterwards how it was (SPEC 16.3-16.7)', async ({
  office,
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  const context = await chair.browser.newContext({
    baseURL: `http://127.0.0.1:${chair.options.webPort}`,
    locale: 'vi-VN',
    viewport: Site.VIEWPORT,
  })
  await withSession(context, 'quantri', office.passwordOf('quantri'))
  const page = await context.newPage()
  await page.goto('/')
  await page.getByTestId('nav-operations').click()
  const node = page.getByTestId('node')
  await test.step('servers are read', async () => {
    await expect(node.getByTestId('health').first()).toContainText('Tốt', { timeout: PATIENCE_MS })
    await expect(page.getByTestId('row-service:database')).toContainText('Thời gian trả lời')
  })
  await page.getByTestId('running-meeting').first().click()
  const cells = page.getByTestId('endpoint-cell')
  const ofWard = cells.filter({ hasText: 'Phường Châu Văn Liêm' })
  await test.step('every room says how its line is', async () => {
    await expect(cells).toHaveCount(3, { timeout: PATIENCE_MS })
    for (let room = 0; room < 3; room++)
      await expect(cells.nth(room)).not.toHaveAttribute('data-health', 'unknown', { timeout: PATIENCE_MS })
  })
  await wardA.cutLine(LOST_MS, async () => {
    await expect(ofWard).toHaveAttribute('data-health', 'bad', { timeout: LOST_MS })
    await expect(cells.first(), 'the worst is first').toHaveAttribute('data-health', 'bad')
    await ofWard.click()
    await expect(page.getByTestId('finding-cut')).toContainText('Gọi phòng họp')
  })
  await test.step('it is back, and what happened is on the page', async () => {
    await expect(page.getByTestId('finding-cut')).toHaveCount(0, { timeout: PATIENCE_MS })
    await expect(page.getByTestId('operation-event').filter({ hasText: 'Mất kết nối' }).first()).toBeVisible({
      timeout: PATIENCE_MS,
    })
    await expect(page.getByTestId('endpoint-facts')).toContainText('Chrom')
  })
  await test.step('the same is found in the history', async () => {
    await page.goto('/operations/history')
    await page.getByTestId('history-name').fill('chau van liem')
    await page.getByTestId('history-search').click()
    await page.getByTestId('past-resource').first().click()
    await expect(page.getByTestId('chart-delay').locator('canvas')).toBeVisible({ timeout: PATIENCE_MS })
  })
  await context.close()
})
