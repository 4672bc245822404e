import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const LOST_MS = 15_000

// Its meeting is ended.
test.use({ ownStack: 'operations' })

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
    // How well depends on what else the machine does.
    await expect(node.getByTestId('health').first()).toHaveText(/Tốt|Yếu|Kém/, { timeout: PATIENCE_MS })
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
  await test.step('the media node says what arrives of it, and over which way', async () => {
    const side = page.getByTestId('endpoint-node-side')
    await expect(side).toContainText('UDP, từ', { timeout: PATIENCE_MS })
    await expect(side.getByRole('row', { name: 'Camera' })).toContainText('kbit/s', { timeout: PATIENCE_MS })
  })
  await test.step('16.12 its page is asked how the PC is, and has its picture and sound connected anew', async () => {
    await page.getByTestId('room-diagnose').click()
    const answer = page.getByTestId('diagnosis')
    await expect(answer).toContainText('Chrom', { timeout: PATIENCE_MS })
    await expect(answer).toContainText('đang chạy')
    await page.getByTestId('room-restart').click()
    await page.getByTestId('room-restart-confirm').click()
    await expect(page.getByTestId('room-outcome')).toContainText('đã kết nối lại', { timeout: PATIENCE_MS })
  })
  await test.step('16.13 the node is tried, also from this browser', async () => {
    await page.goto('/operations')
    await page.getByTestId('node').getByRole('link').first().click()
    await page.getByTestId('node-test-run').click()
    const found = page.getByTestId('node-test-found')
    for (const text of ['Nút trả lời sau', 'qua UDP', 'qua TCP', 'Chỉ có một nút'])
      await expect(found).toContainText(text, { timeout: PATIENCE_MS })
    await expect(found.locator('[data-health=bad]')).toHaveCount(0)
  })
  await test.step('the same is found in the history', async () => {
    await page.goto('/operations/history')
    await page.getByTestId('history-name').fill('chau van liem')
    await page.getByTestId('history-search').click()
    await page.getByTestId('past-resource').first().click()
    await expect(page.getByTestId('chart-delay').locator('canvas')).toBeVisible({ timeout: PATIENCE_MS })
  })
  await test.step('16.12 a meeting whose chair cannot end it is ended', async () => {
    await page.goto('/operations')
    await page.getByTestId('running-meeting').first().click()
    await page.getByTestId('meeting-end').click()
    await page.getByTestId('meeting-end-confirm').click()
    await expect(page.getByText('Cuộc họp này không đang diễn ra')).toBeVisible({ timeout: PATIENCE_MS })
  })
  await context.close()
})
