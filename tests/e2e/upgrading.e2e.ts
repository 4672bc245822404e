import type { UpgradeNews, UpgradeRun, UpgradeStepState } from '@diem-cau/signaling-contract/operations'
import { accessible } from '../browser/accessible.ts'
import { expect, plainTest as test } from '../browser/deskFixtures.ts'
import { snapshotOf } from '../browser/operations/madeUp.ts'
import { OperationsWire } from '../browser/operations/OperationsWire.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { withSession } from '../browser/withSession.ts'

const NAMES = [
  ['Sao lưu vào /var/backups/diem-cau/truoc-0.3.0.tar.zst', 'Back up to /var/backups/diem-cau/truoc-0.3.0.tar.zst'],
  ['Thay máy chủ điều hành', 'Replace signaling'],
  ['Chạy máy chủ hình tiếng phụ', 'Start a helper media node'],
  ['Thay máy chủ hình tiếng sfu', 'Replace media node sfu'],
  ['Trả các điểm cầu về, dừng máy chủ phụ', 'Send everybody back, end the helper'],
] as const

/** An upgrade whose steps are so far; `said` is of the fourth, in which rooms are moved. */
function newsOf(states: readonly UpgradeStepState[], said: string | null, rest: Partial<UpgradeRun> = {}): UpgradeNews {
  const steps = NAMES.map(([vi, en], index) => ({
    name: { vi, en },
    state: states[index] ?? ('waits' as const),
    said: index === 3 && said !== null ? { vi: said, en: said } : null,
  }))
  const run = {
    startedAt: Date.now() - 90_000,
    heardAt: Date.now(),
    next: '0.3.0',
    before: { signaling: '0.2.0', mediaNode: '0.2.0' },
    steps,
    outcome: null,
    ...rest,
  }
  return { run, isSilent: false, version: '0.3.0' }
}

test('22.8 an upgrade is watched on the page: its steps, who is moved, what runs and what ran, and what came of it', async ({
  desk,
  fresh,
}) => {
  const page = await fresh()
  await withSession(page.context(), 'quantri', desk.passwordOf('quantri'))
  await OperationsWire.on(page, (view) => snapshotOf(view, 85, Date.now()))
  let news: UpgradeNews = { run: null, isSilent: false, version: '0.2.0' }
  await page.route('**/api/operations/upgrade', (route) => route.fulfill({ json: news }))
  await page.goto('/operations')
  await expect(page.getByTestId('node').first()).toBeVisible({ timeout: PATIENCE_MS })
  const card = page.getByTestId('upgrade')
  await expect(card, 'nothing while there is none').toHaveCount(0)

  news = newsOf(['done', 'done', 'done', 'runs'], 'sfu: đã chuyển 31/85 điểm cầu')
  await expect(card).toContainText('Nâng cấp lên phiên bản 0.3.0', { timeout: PATIENCE_MS })
  await expect(card).toContainText('Đang nâng cấp')
  await expect(page.getByTestId('upgrade-versions')).toHaveText(
    /Trước khi nâng cấp\s*phiên bản 0\.2\.0\s*Tiến trình điều khiển họp\s*phiên bản 0\.3\.0/,
  )
  const steps = page.getByTestId('upgrade-steps').locator('li')
  await expect(steps).toHaveCount(5)
  await expect(steps.nth(3)).toContainText('đang làm')
  await expect(steps.nth(3)).toContainText('đã chuyển 31/85 điểm cầu')
  await expect(steps.nth(4)).toContainText('chưa đến lượt')
  await accessible(page, 'an upgrade that goes on')
  for (const width of [1920, 1366, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `${width}` })
      .toBeLessThanOrEqual(0)
  }

  news = { ...newsOf(['done', 'done', 'done', 'runs'], null), isSilent: true }
  await expect(card).toContainText('Mất tin', { timeout: PATIENCE_MS })
  await expect(card).toContainText('chạy lại lệnh đó')

  const words = { vi: 'Chưa nâng cấp được: sfu không chạy lại được. Phiên bản cũ đang chạy như trước.', en: 'x' }
  news = newsOf(['done', 'takenBack', 'takenBack', 'takenBack'], 'sfu không chạy lại được.', {
    outcome: { isDone: false, words },
  })
  await expect(card).toContainText('Phiên bản cũ đang chạy như trước', { timeout: PATIENCE_MS })
  await expect(steps.nth(1)).toContainText('đã quay lại như cũ')

  const done = { vi: 'Đã nâng cấp.', en: 'It is upgraded.' }
  news = newsOf(['done', 'done', 'done', 'done', 'done'], null, { outcome: { isDone: true, words: done } })
  await expect(card.getByRole('status')).toContainText('Đã nâng cấp', { timeout: PATIENCE_MS })
  await expect(steps.nth(4)).toContainText('xong')
})
