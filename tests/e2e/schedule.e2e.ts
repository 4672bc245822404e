import { addDays, localDate, startOfDay, weekday } from '@diem-cau/signaling-contract'
import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { editBoth } from '../browser/editBoth.ts'
import { expect, test } from '../browser/fixtures.ts'
import { planAs } from '../browser/planAs.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import { signInAs } from '../browser/signInAs.ts'
import { writtenDate } from '../browser/writtenDate.ts'

const SECRETARY = 'thuky.omon'
const CHAIR = 'chutoa.omon'
const OFFICIAL = 'chauvanliem'
const WARD = 'Phường Châu Văn Liêm'

/** "dd/MM/yyyy" of a Vietnamese day, so many weeks from the coming Monday on. */
function monday(weeks: number): string {
  const today = localDate(Date.now())
  return writtenDate(startOfDay(addDays(today, 7 - weekday(today) + 7 * weeks)))
}
const isoOf = (written: string) => written.split('/').toReversed().join('-')

/** Fills what every meeting needs; what is not named here keeps its proposal. */
async function planBasics(page: Page, title: string, day: string, start = '07:30'): Promise<void> {
  await page.goto('/planning/new')
  await page.getByTestId('plan-title').fill(title)
  await page.getByTestId('plan-chair').fill('nguyen van thanh')
  // By keyboard: while the page is still growing, a pointer may scroll the field, and with it its list, out of view.
  await expect(page.getByTestId('person-option').first()).toContainText('Nguyễn Văn Thành')
  await page.getByTestId('plan-chair').press('ArrowDown')
  await page.getByTestId('plan-chair').press('Enter')
  await expect(page.getByTestId('plan-chair')).toHaveValue(/Nguyễn Văn Thành/)
  await page.getByTestId('plan-date').fill(day)
  await page.getByTestId('plan-date').press('Tab')
  await page.getByTestId('plan-start').fill(start)
  await page.getByTestId('plan-start').press('Tab')
}

async function inviteBranch(page: Page, code: string): Promise<void> {
  await page.getByTestId('pick-units').click()
  await page.locator(`[role=treeitem][data-code="${code}"]`).click()
  await page.getByTestId('units-done').click()
}

test('a secretary plans a weekly meeting with a branch and a guest; a ward sees the invitation and answers; the secretary sees it', async ({
  office,
  chair,
  wardA,
}) => {
  const title = 'Họp giao ban hằng tuần với các phường về phòng, chống dịch bệnh trên địa bàn quận'
  const day = monday(0)
  const secretary = await chair.fresh()
  await signInAs(secretary, office, SECRETARY)
  await planBasics(secretary, title, day, '17h')
  await expect(secretary.getByTestId('plan-end')).toHaveValue('19:00')
  await secretary.getByTestId('recurrence').click()
  await secretary.getByRole('option', { name: 'Hằng tuần' }).click()
  await secretary.getByTestId('recurrence-count').fill('4')
  await expect(secretary.getByTestId('recurrence-words')).toHaveText('Hằng tuần vào thứ Hai, 4 buổi')
  await expect(secretary.getByText(`4 buổi, từ ${day} đến ${monday(3)}`)).toBeVisible()
  await inviteBranch(secretary, 'o-mon')
  // Its wards: the unit that holds the meeting is none of the invited.
  await expect(secretary.getByTestId('unit-count')).toHaveText('Đã chọn 7 đơn vị')
  await secretary.getByTestId('add-guest').click()
  await secretary.getByTestId('guest-name').fill('Bà Trần Thị Hồng Nhung')
  await secretary.getByTestId('guest-email').fill('khach@example.vn')
  await secretary.getByTestId('add-item').click()
  await secretary.getByTestId('item-title').fill('Báo cáo tình hình')
  await expect(secretary.getByTestId('conflicts')).toHaveAttribute('data-count', '0')
  await secretary.getByTestId('save-plan').click()
  await expect(secretary.getByTestId('plan').getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(secretary.getByTestId('guest-link')).toBeVisible()
  const row = secretary.locator(`[data-testid="answer-row"][data-name="${WARD}"]`)
  await expect(row).toHaveAttribute('data-answer', 'open')

  const official = await wardA.fresh()
  await signInAs(official, office, OFFICIAL)
  await official.getByTestId('nav-invitations').click()
  // One card for all dates, and one answer for them.
  const card = official.getByTestId('invitation-series').filter({ hasText: title })
  await expect(card).toHaveAttribute('data-answer', 'open')
  await card.getByTestId('series-answer').click()
  await card.getByTestId('answer-add').click()
  await card.getByTestId('answer-name').fill('Võ Thị Sáu')
  await card.getByTestId('answer-attending').click()
  await expect(card).toHaveAttribute('data-answer', 'attending')
  await expect(card.getByTestId('series-state')).toHaveText('Đã trả lời tất cả các buổi')
  // The bell has the same invitation, and leads to it.
  await official.getByTestId('inbox-bell').click()
  const item = official.getByTestId('inbox-item').filter({ hasText: title })
  await expect(item).toContainText('4 buổi, bắt đầu 17:00')
  await item.click()
  await expect(official.getByTestId('plan').getByRole('heading', { level: 1 })).toHaveText(title)

  // The secretary has only to look: the list of answers asks by itself.
  await expect(row).toHaveAttribute('data-answer', 'attending')
  await expect(row).toContainText('Võ Thị Sáu')
  const link = await secretary.getByTestId('guest-link').getAttribute('data-link')
  const guest = await wardA.newPage()
  await guest.goto(new URL(link ?? '').pathname)
  await expect(guest.getByTestId('guest-enter')).toBeVisible()
  expect([...chair.problems, ...wardA.problems]).toEqual([])
})

test('a meeting at the time of another one shows who is in both before it is saved', async ({ office, chair }) => {
  const page = await chair.fresh()
  await signInAs(page, office, SECRETARY)
  await planBasics(page, 'Họp thẩm định dự toán', monday(6))
  await inviteBranch(page, 'o-mon')
  await page.getByTestId('save-plan').click()
  await expect(page.getByTestId('plan')).toBeVisible()
  await planBasics(page, 'Họp đột xuất', monday(6), '8h')
  await expect(page.getByTestId('conflicts')).toContainText('Nguyễn Văn Thành')
  await expect(page.getByTestId('conflicts')).toContainText('Họp thẩm định dự toán')
})

test('meetings are found without accents, in every view', async ({ office, chair }) => {
  const page = await chair.fresh()
  await signInAs(page, office, SECRETARY)
  const day = monday(5)
  await planBasics(page, 'Làm việc với Phường Châu Văn Liêm', day)
  await page.getByTestId('save-draft').click()
  await expect(page).toHaveURL(/\/edit$/)
  for (const view of ['list', 'week', 'month']) {
    await page.goto(`/calendar?view=${view}&date=${isoOf(day)}`)
    await page.getByTestId('calendar-search').fill('chau van liem')
    await expect(page).toHaveURL(/q=chau/)
    await expect(page.getByTestId('calendar')).toHaveAttribute('data-loading', 'false')
    await expect(page.getByTestId('calendar-meeting')).toHaveCount(1)
    await expect(page.getByTestId('calendar-meeting')).toContainText('Châu Văn Liêm')
  }
  await page.goto(`/calendar?view=month&date=${isoOf(monday(0))}`)
  await page.getByTestId('calendar-search').fill('chau van liem')
  await expect(page.getByTestId('calendar-range'), 'of another month too').toHaveText('Tìm thấy 1 cuộc họp')
  await page.getByTestId('calendar-meeting').click()
  await expect(page.getByTestId('open-plan')).toBeVisible()
})

test('an edit over a newer one shows both versions, and keeps of each what was chosen', async ({
  office,
  chair,
  wardA,
}) => {
  const mine = await chair.fresh()
  await signInAs(mine, office, SECRETARY)
  await planBasics(mine, 'Họp chuyên đề cải cách hành chính', monday(8))
  await inviteBranch(mine, 'o-mon')
  await mine.getByTestId('save-plan').click()
  await expect(mine.getByTestId('plan')).toBeVisible()
  await expect(mine).toHaveURL(/planning\/m\./)
  const path = `${new URL(mine.url()).pathname}/edit`
  const theirs = await wardA.fresh()
  await signInAs(theirs, office, CHAIR, path)
  await editBoth({
    slow: mine,
    fast: theirs,
    open: (page) => page.goto(path),
    field: 'plan-title',
    save: 'save-plan',
    conflict: 'conflict-title',
    theirs: 'Họp chuyên đề chuyển đổi số',
    mine: 'Họp chuyên đề tiếp công dân',
    more: async (page) => {
      await page.getByTestId('plan-start').fill('14h')
      await page.getByTestId('plan-start').press('Tab')
    },
    saved: (page) => expect(page.getByTestId('toast')).toContainText('Đã lưu thay đổi'),
  })
  await expect(mine.getByTestId('conflict-time')).toContainText('14:00 – 16:00')
  await mine.getByTestId('conflict-save').click()
  await expect(mine.getByTestId('plan').getByRole('heading', { level: 1 })).toHaveText('Họp chuyên đề tiếp công dân')
  await expect(mine.getByTestId('plan')).toContainText('14:00 – 16:00')
})

test('the tree of units is worked by keyboard, and what is not saved is not lost by a wrong click', async ({
  office,
  chair,
}) => {
  const page = await chair.fresh()
  await signInAs(page, office, SECRETARY, '/planning/new')
  await page.getByTestId('plan-title').fill('Chưa lưu')
  await page.getByTestId('pick-units').click()
  await page.getByTestId('unit-search').press('Tab')
  await expect(page.getByTestId('unit-tree')).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByTestId('picker-count')).not.toHaveText('Đã chọn 0 đơn vị')
  await page.keyboard.press('Space')
  await expect(page.getByTestId('picker-count')).toHaveText('Đã chọn 0 đơn vị')
  await page.getByTestId('unit-search').fill('chau van liem')
  await expect(page.getByRole('treeitem')).toHaveCount(1)
  await page.getByTestId('unit-tree').press('Space')
  await page.getByTestId('units-done').click()
  await expect(page.getByTestId('unit-count')).toHaveText('Đã chọn 1 đơn vị')
  await page.getByTestId('nav-calendar').click()
  await expect(page.getByText('Chưa lưu thay đổi')).toBeVisible()
  await page.getByTestId('unsaved-leave').click()
  await expect(page).toHaveURL(/calendar/)
})

test('a paper goes up with a progress bar and is there for a ward to take away', async ({ office, chair, wardA }) => {
  const page = await chair.fresh()
  await signInAs(page, office, SECRETARY)
  const title = 'Họp có tài liệu'
  await planBasics(page, title, monday(13), '15h')
  await inviteBranch(page, 'o-mon')
  await page.getByTestId('add-item').click()
  await page.getByTestId('item-title').fill('Dự thảo nghị quyết')
  await page.getByTestId('save-draft').click()
  await expect(page).toHaveURL(/\/edit$/)
  await expect(page.getByTestId('agenda-item').getByTestId('add-paper')).toBeEnabled()
  await page
    .getByTestId('agenda-item')
    .locator('input[type=file]')
    .setInputFiles({
      name: 'lừa đảo.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html><script>alert(1)</script></html>'),
    })
  await expect(page.getByTestId('upload')).toHaveAttribute('data-state', 'failed')
  const pdf = Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n'),
    Buffer.alloc(300_000, ' '),
    Buffer.from('\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  ])
  await page
    .getByTestId('agenda-item')
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'Dự thảo nghị quyết.pdf', mimeType: 'application/pdf', buffer: pdf })
  await expect(page.getByTestId('agenda-item').getByTestId('paper')).toContainText('Dự thảo nghị quyết')
  await page.getByTestId('save-plan').click()
  await expect(page.getByTestId('answer-board')).toBeVisible()

  const ward = await wardA.fresh()
  await signInAs(ward, office, OFFICIAL)
  await ward.goto(new URL(page.url()).pathname)
  const download = ward.waitForEvent('download')
  await ward.getByTestId('paper').getByRole('button').first().click()
  expect((await download).suggestedFilename()).toBe('Dự thảo nghị quyết.pdf')
})

test('calendar, editor, meeting and invitations keep WCAG AA and their security policy, in light and dark', async ({
  office,
  chair,
  wardA,
}) => {
  const page = await chair.fresh()
  await signInAs(page, office, SECRETARY)
  const day = monday(10)
  await planBasics(page, 'Hội nghị trực tuyến tổng kết công tác năm và triển khai nhiệm vụ trọng tâm năm tới', day)
  await inviteBranch(page, 'o-mon')
  await accessible(page, 'editor')
  await page.getByTestId('pick-units').click()
  await expect(page.getByTestId('unit-tree')).toBeVisible()
  await accessible(page, 'unit picker')
  await page.getByTestId('units-done').click()
  await page.getByTestId('save-plan').click()
  await expect(page.getByTestId('answer-board')).toBeVisible()
  await page.getByTestId('toast').getByRole('button').last().click()
  await expect(page.getByTestId('toast')).toHaveCount(0)
  await accessible(page, 'meeting')
  for (const view of ['month', 'week', 'list']) {
    await page.goto(`/calendar?view=${view}&date=${isoOf(day)}`)
    await expect(page.getByTestId('calendar-meeting').first()).toBeVisible()
    await accessible(page, `calendar ${view}`)
    if (view === 'week') await saveScreenshot(page, 'calendar')
  }
  const ward = await wardA.fresh()
  await signInAs(ward, office, OFFICIAL)
  await ward.goto('/invitations')
  await expect(ward.getByTestId('invitation').first()).toBeVisible()
  await ward.getByTestId('feed-show').click()
  await expect(ward.getByTestId('feed-url')).toHaveValue(/\/feeds\/.+\.ics$/)
  await accessible(ward, 'invitations')
  for (const at of [page, ward]) expect(await at.evaluate(() => window.diemCauProbe.violations)).toEqual([])
  expect([...chair.problems, ...wardA.problems]).toEqual([])
})

test('on a phone no page is wider than the screen', async ({ office, chair }) => {
  const page = await chair.fresh({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await signInAs(page, office, SECRETARY)
  // A line cannot be broken within these words.
  const { plan } = await planAs(page.request, office, SECRETARY)
  const soon = Date.now() + 3_600_000
  const unbroken = (of: string) => `${of}/${'UBND-'.repeat(2)}${'x'.repeat(60)}`
  const { meetingId } = await plan({
    title: unbroken('Họp'),
    place: unbroken('Tại'),
    description: unbroken('Về'),
    startsAt: soon,
    endsAt: soon + 3_600_000,
    agenda: [{ itemId: 'i1', title: unbroken('Mục'), presenter: unbroken('Do'), minutes: 5 }],
  })
  for (const path of [
    '/',
    '/calendar',
    '/calendar?view=month',
    '/calendar?view=week',
    '/planning/new',
    `/planning/${meetingId}`,
    '/invitations',
    `/meetings/${meetingId}`,
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expect(page.getByRole('main')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
  }
})
