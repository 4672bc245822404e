import { localDate } from '@diem-cau/signaling-contract'
import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { expect, test } from '../browser/fixtures.ts'
import { markup, showsAsText } from '../browser/markup.ts'
import { pdfOf } from '../browser/pdfOf.ts'
import { pickUp } from '../browser/pickUp.ts'
import { planAs } from '../browser/planAs.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { signInAs } from '../browser/signInAs.ts'
import { writtenDate } from '../browser/writtenDate.ts'

const SECRETARY = 'thuky.omon'
const CHAIR = 'chutoa.omon'
const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
/** A week on which no other test plans, 08:00 in Vietnam. */
const start = Math.ceil((Date.now() + 20 * WEEK) / WEEK) * WEEK + HOUR

async function openAs(page: Page, login: string, office: Parameters<typeof signInAs>[1]) {
  await signInAs(page, office, login)
  return planAs(page.request, office, login)
}

test('the agenda of a series is put in order by mouse and by keyboard; what others of the series would meet is shown; it is cancelled from one on', async ({
  office,
  chair,
}) => {
  const page = await chair.fresh()
  const { plan } = await openAs(page, CHAIR, office)
  const title = 'Giao ban hằng tuần'
  const agenda = ['Một', 'Hai', 'Ba'].map((title, n) => ({ itemId: `i${n}`, title, minutes: 20 }))
  const series = await plan({
    title,
    startsAt: start,
    endsAt: start + 2 * HOUR,
    agenda,
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=5', except: [] },
  })
  await plan({ title: 'Họp thẩm định', startsAt: start + 2 * WEEK + 3 * HOUR, endsAt: start + 2 * WEEK + 4 * HOUR })
  await page.goto(`/planning/${series.meetingId}/edit`)
  const items = page.getByTestId('agenda-item')
  const titles = () =>
    items
      .getByTestId('item-title')
      .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : '')))
  const grip = (n: number) => items.nth(n).locator('[aria-roledescription]')
  await grip(0).scrollIntoViewIfNeeded()
  await grip(2).hover()
  await page.mouse.down()
  const to = await grip(0).boundingBox()
  if (!to) throw new Error('the first item is out of sight')
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2 - 4, { steps: 12 })
  await page.mouse.up()
  await expect.poll(titles).toEqual(['Ba', 'Một', 'Hai'])
  await pickUp(grip(0))
  await expect(items.nth(0)).toHaveAttribute('data-dragging', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[aria-live="assertive"]').filter({ hasText: 'vị trí 2' })).toHaveCount(1)
  await page.keyboard.press('Space')
  await expect.poll(titles).toEqual(['Một', 'Ba', 'Hai'])

  await page.getByTestId('plan-start').fill('11h')
  await page.getByTestId('plan-start').press('Tab')
  await page.getByTestId('save-plan').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByTestId('scope-following').click()
  await expect(dialog.getByTestId('conflicts')).toContainText('Họp thẩm định')
  await accessible(page, 'scope of a series')
  await dialog.getByTestId('scope-apply').click()
  await expect(page.getByTestId('plan')).toContainText('11:00')
  await page.getByTestId('plan-more').click()
  await page.getByTestId('cancel-plan').click()
  await dialog.getByTestId('scope-following').click()
  await dialog.getByTestId('cancel-reason').fill('Trùng lịch cấp trên')
  await accessible(page, 'cancelling a series')
  await dialog.getByTestId('cancel-confirm').click()
  await expect(page.getByTestId('plan')).toContainText('Trùng lịch cấp trên')
  expect(chair.problems).toEqual([])
})

test('an upload is paused, goes on, waits for a line that was lost, and is whole; one that is given up is thrown away at the server too', async ({
  office,
  chair,
}) => {
  const page = await chair.fresh()
  const { plan } = await openAs(page, CHAIR, office)
  const { meetingId } = await plan({
    title: 'Họp có tài liệu lớn',
    startsAt: start + 30 * HOUR,
    endsAt: start + 31 * HOUR,
  })
  const devtools = await page.context().newCDPSession(page)
  /** Bytes a second upwards; 0 = no line at all, -1 = as fast as it goes. */
  const line = (uploadThroughput: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      offline: uploadThroughput === 0,
      latency: 0,
      downloadThroughput: uploadThroughput === 0 ? 0 : -1,
      uploadThroughput,
    })
  await page.goto(`/planning/${meetingId}/edit`)
  const add = (name: string) => {
    const buffer = Buffer.concat([
      Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n'),
      Buffer.alloc(6_000_000, ' '),
      Buffer.from('\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
    ])
    return page.locator('#papers input[type=file]').last().setInputFiles({ name, mimeType: 'application/pdf', buffer })
  }
  const upload = page.getByTestId('upload')
  const percent = async () => Number(await upload.getByRole('progressbar').getAttribute('aria-valuenow'))
  await expect(page.getByTestId('add-paper').last()).toBeVisible()
  await line(500_000)
  await add('Báo cáo.pdf')
  await expect.poll(percent, { timeout: PATIENCE_MS, intervals: [100] }).toBeGreaterThan(10)
  await page.getByTestId('upload-pause').click()
  await expect(upload).toHaveAttribute('data-state', 'paused')
  const paused = await percent()
  expect(paused).toBeLessThan(100)
  // So slow that it is not over before the line is lost.
  await line(100_000)
  await page.getByTestId('upload-resume').click()
  await expect.poll(percent, { timeout: PATIENCE_MS, intervals: [100] }).toBeGreaterThan(paused)
  await line(0)
  await expect(upload).toHaveAttribute('data-state', 'waiting', { timeout: PATIENCE_MS })
  await line(-1)
  await expect(page.getByTestId('paper')).toContainText('Báo cáo', { timeout: PATIENCE_MS })

  await line(500_000)
  await add('Bỏ dở.pdf')
  await expect.poll(percent, { timeout: PATIENCE_MS, intervals: [100] }).toBeGreaterThan(5)
  const thrownAway = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await upload.getByRole('button', { name: 'Bỏ dở.pdf' }).last().click()
  const gone = await thrownAway
  expect(gone.status()).toBe(204)
  await expect(upload).toHaveCount(0)
  const { token } = await page.evaluate(async () =>
    (await fetch('/api/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).json(),
  )
  const asked = await page.request.head(gone.url(), {
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' },
  })
  expect(asked.status()).toBe(404)
})

test('markup in every field of a plan is text on every page that shows it', async ({ office, chair, wardA }) => {
  const page = await chair.fresh()
  const { plan } = await openAs(page, SECRETARY, office)
  const at = start + 54 * HOUR
  const planned = await plan({
    title: markup('Họp A'),
    description: markup('B'),
    place: markup('C'),
    startsAt: at,
    endsAt: at + HOUR,
    agenda: [{ itemId: 'i1', title: markup('D'), presenter: markup('E'), minutes: 5 }],
    guests: [{ guestId: null, name: markup('F'), organisation: markup('G') }],
  })
  const ward = await wardA.fresh()
  await signInAs(ward, office, 'chauvanliem')
  const day = localDate(at)
  await Promise.all([
    showsAsText(page, `/planning/${planned.meetingId}`, 'ABCDEFG').then(() =>
      showsAsText(page, `/calendar?view=month&date=${day}`, 'A'),
    ),
    showsAsText(ward, '/invitations', 'A').then(() =>
      showsAsText(ward, new URL(planned.guests[0]?.link ?? '').pathname, 'A'),
    ),
  ])
  expect([...chair.problems, ...wardA.problems]).toEqual([])
})

test('a guest sees by their link which meeting it is, waits at the door, is let in without a reload, and put out with a word when taken off the plan', async ({
  office,
  chair,
  wardA,
}) => {
  const page = await chair.fresh()
  const { plan, edit } = await openAs(page, SECRETARY, office)
  const soon = Date.now() + 10 * 60_000
  const basics = { title: 'Họp có khách mời', startsAt: soon, endsAt: soon + HOUR, settings: { waitingRoom: true } }
  const planned = await plan({
    ...basics,
    guests: [{ guestId: null, name: 'Bà Trần Thị Hồng Nhung', organisation: 'Sở Y tế' }],
  })
  const guest = await wardA.fresh()
  await guest.goto(new URL(planned.guests[0]?.link ?? '').pathname)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Họp có khách mời')
  await accessible(guest, 'way in of a guest')
  await guest.getByTestId('guest-enter').click()
  await wardA.openedLobby(guest)
  await guest.getByTestId('join').click()
  await expect(guest.getByTestId('waiting-room')).toBeVisible({ timeout: PATIENCE_MS })
  await accessible(guest, 'waiting room')
  // Whoever waits still does after a reload.
  await guest.reload()
  await expect(guest.getByTestId('waiting-room')).toBeVisible({ timeout: PATIENCE_MS })

  await page.goto(`/meetings/${planned.meetingId}`)
  await chair.openedLobby(page)
  await chair.join(page)
  await expect(page.getByTestId('door-row')).toContainText('Bà Trần Thị Hồng Nhung')
  await accessible(page, 'door')
  // Guests who are back in the lobby are at the door no more, and nobody can let them in.
  await guest.getByTestId('stop-waiting').click()
  await expect(page.getByTestId('door')).toHaveCount(0)
  await expect(guest.getByTestId('join')).toBeVisible()
  await guest.getByTestId('join').click()
  await page.getByTestId('admit').click()
  await expect(guest.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  await expect(page.getByTestId('door')).toHaveCount(0)

  const guestRow = page.getByTestId('participant-row').filter({ hasText: 'Trần Thị Hồng Nhung' })
  await test.step('5.10 its camera is stopped, and opened again by its own hand', async () => {
    // The one of the lobby is taken down a moment later.
    const camera = guest.getByTestId('toolbar').getByTestId('camera')
    await expect(camera).toHaveAttribute('data-state', 'on')
    await page.getByTestId('panel-tab-participants').click()
    await guestRow.getByTestId(/^participant-menu-/).click()
    await page.getByTestId('menu-stop-camera').click()
    await expect(guest.getByTestId('meeting-toast').filter({ hasText: 'Chủ tọa đã tắt máy quay của bạn' })).toBeVisible(
      { timeout: PATIENCE_MS },
    )
    await expect(camera).toHaveAttribute('data-state', 'off')
    await camera.click()
    await expect(camera).toHaveAttribute('data-state', 'on')
    await expect(guestRow.getByRole('img', { name: 'Máy quay bật' })).toBeVisible({ timeout: PATIENCE_MS })
  })

  await test.step('3.10 to 3.12 put out it is told why, does not come in again by its link, and once allowed asks at the locked door', async () => {
    await page.getByTestId('door-lock').click()
    await expect(guest.getByTestId('meeting-locked')).toBeVisible()
    await guestRow.getByTestId(/^participant-menu-/).click()
    await page.getByTestId('menu-remove').click()
    await page.getByTestId('remove-reason').fill('Họp nội bộ phần này')
    await page.getByTestId('remove-barred').press('Space')
    await accessible(page, 'before somebody is put out')
    await page.getByTestId('remove-confirm').click()
    await expect(guest.getByTestId('expelled')).toContainText('Họp nội bộ phần này', { timeout: PATIENCE_MS })
    await expect(guest.getByTestId('expelled'), 'a guest has no list of meetings, but somebody to call').toContainText(
      'liên hệ đơn vị mời họp: Quận Ô Môn',
    )
    await expect(guest.locator('a[href="/"]')).toHaveCount(0)
    await accessible(guest, 'put out')
    await expect(guestRow).toHaveCount(0)

    await guest.goto(new URL(planned.guests[0]?.link ?? '').pathname)
    await guest.getByTestId('guest-enter').click()
    await wardA.openedLobby(guest)
    await guest.getByTestId('join').click()
    await expect(guest.getByTestId('join-error')).toContainText('chưa cho vào lại', { timeout: PATIENCE_MS })
    await accessible(page, 'list of who was put out')
    await page.getByTestId('allow').click()
    await expect(page.getByTestId('barred-row')).toHaveCount(0)
    await guest.getByTestId('join').click()
    await expect(guest.getByTestId('waiting-room')).toHaveAttribute('data-locked', 'true', { timeout: PATIENCE_MS })
    await page.getByTestId('admit').click()
    await expect(guest.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  })

  await test.step('11.5 a paper that comes while the meeting is held is told to everyone, and there to be read', async () => {
    await page.getByTestId('panel-tab-papers').click()
    await guest.getByTestId('panel-tab-papers').click()
    await expect(guest.getByTestId('paper-panel')).toBeVisible()
    await expect(guest.getByTestId('add-papers')).toHaveCount(0)
    await accessible(page, 'papers panel of who may add')
    await page
      .getByTestId('add-papers')
      .locator('input[type=file]')
      .setInputFiles({ name: 'Báo cáo bổ sung.pdf', mimeType: 'application/pdf', buffer: pdfOf('Bao cao') })
    await expect(
      guest.getByTestId('meeting-toast').filter({ hasText: 'Có tài liệu mới: Báo cáo bổ sung' }),
    ).toBeVisible({ timeout: PATIENCE_MS })
    for (const at of [page, guest]) await expect(at.getByTestId('paper-item')).toContainText('Báo cáo bổ sung')
  })

  await test.step('11.4 a unit and a guest are invited while the meeting is held; the guest’s link is there to be copied', async () => {
    await page.getByTestId('panel-tab-participants').click()
    await page.getByTestId('invite-more').click()
    await page.getByTestId('more-unit').fill('an cu')
    await page.getByRole('option', { name: 'Phường An Cư' }).click()
    await page.getByTestId('more-guest').click()
    await page.getByTestId('more-guest-name').fill('Ông Lâm Văn Bảy')
    await page.getByTestId('more-guest-organisation').fill('Hội Nông dân thành phố')
    await accessible(page, 'inviting more')
    await page.getByTestId('more-submit').click()
    await expect(page.getByTestId('more-added')).toContainText('Phường An Cư')
    await expect(page.getByTestId('more-link')).toHaveAttribute('data-link', /\/guest\//)
    await accessible(page, 'invited more')
    await page.keyboard.press('Escape')
    await page.getByTestId('panel-tab-rollCall').click()
    await expect(page.getByTestId('rollcall-unit-ninh-kieu.an-cu')).toBeVisible()
  })
  await edit(planned, basics)
  await expect(guest.getByTestId('removed')).toBeVisible({ timeout: PATIENCE_MS })
})

test('1.11 with the end of the meeting a guest who was still in the lobby learns that it is over, and is left with that', async ({
  office,
  chair,
  wardA,
}) => {
  const page = await chair.fresh()
  const { plan } = await openAs(page, SECRETARY, office)
  const soon = Date.now() + 10 * 60_000
  const planned = await plan({
    title: 'Họp có khách ở sảnh',
    startsAt: soon,
    endsAt: soon + HOUR,
    guests: [{ guestId: null, name: 'Ông Lâm Văn Bảy', organisation: 'Hội Nông dân thành phố' }],
  })
  const guest = await wardA.fresh()
  let lines = 0
  guest.on('websocket', () => (lines += 1))
  await guest.goto(new URL(planned.guests[0]?.link ?? '').pathname)
  await guest.getByTestId('guest-enter').click()
  await wardA.openedLobby(guest)
  await page.goto(`/meetings/${planned.meetingId}`)
  await chair.openedLobby(page)
  await chair.join(page)
  await guest.clock.install()
  await page.getByTestId('leave').click()
  await page.getByTestId('conduct-end').click()
  await page.getByTestId('conduct-end-confirm').click()
  await expect(guest.getByTestId('ended')).toBeVisible({ timeout: PATIENCE_MS })
  await accessible(guest, 'after the meeting, for a guest')
  await expect(guest.getByTestId('ended').getByRole('link'), 'a guest has nowhere to go on to').toHaveCount(0)
  // A client that wants its line back asks within seconds.
  await guest.clock.fastForward(10_000)
  await guest.evaluate(() => fetch('/favicon.svg').then(({ ok }) => ok))
  expect(lines).toBe(1)
  await expect(guest.getByTestId('ended')).toBeVisible()
})

test('a series is planned in one go: its day follows the date, papers go up before it is saved, it can be changed while nobody knows of it, and all of it is sent', async ({
  office,
  chair,
}) => {
  const page = await chair.fresh()
  await openAs(page, CHAIR, office)
  const first = start + 8 * WEEK
  await page.goto('/planning/new')
  await page.getByTestId('plan-title').fill('Giao ban công tác phòng chống thiên tai')
  const date = page.getByTestId('plan-date')
  await date.fill(writtenDate(first))
  await date.press('Tab')
  await page.getByTestId('recurrence').click()
  await page.getByRole('option', { name: 'Hằng tuần' }).click()
  await page.getByTestId('recurrence-count').fill('3')
  await date.fill(writtenDate(first + 24 * HOUR))
  await date.press('Tab')
  const dayAfter =
    ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'][
      new Date(first + 31 * HOUR).getUTCDay()
    ] ?? ''
  await expect(page.getByTestId('recurrence-words')).toHaveText(`Hằng tuần vào ${dayAfter}, 3 buổi`)
  const another = page.getByTestId('recurrence-days').getByText(dayAfter === 'thứ Hai' ? 'T4' : 'T2', { exact: true })
  await another.click()
  await another.click()
  await page.locator('#papers input[type=file]').setInputFiles({
    name: 'Báo cáo.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  })
  await expect(page.getByTestId('waiting-paper')).toContainText('Báo cáo.pdf')
  await page.getByTestId('pick-units').click()
  await page.locator('[role=treeitem][data-code="o-mon"]').click()
  await page.getByTestId('units-done').click()
  await accessible(page, 'new series')
  await page.getByTestId('save-draft').click()
  await expect(page).toHaveURL(/planning\/m\..*\/edit$/)
  await expect(page.getByTestId('paper')).toContainText('dùng chung nhiều buổi')
  await page.getByTestId('recurrence-count').fill('2')
  await page.getByTestId('save-draft').click()
  await expect(page.getByTestId('toast')).toContainText('Đã lưu bản nháp')
  await page.getByTestId('save-plan').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByTestId('scope-all')).toBeChecked()
  await expect(dialog).toContainText('Cả chuỗi (2 buổi)')
  await dialog.getByTestId('scope-apply').click()
  await expect(page.getByTestId('plan').getByRole('heading', { level: 1 })).toHaveText(
    'Giao ban công tác phòng chống thiên tai',
  )
  await expect(page.getByTestId('plan').getByTestId('paper')).toContainText('Báo cáo')

  await page.goto('/')
  const row = page.getByTestId('meeting-card').filter({ hasText: 'phòng chống thiên tai' })
  await expect(row, 'a series is one row').toHaveCount(1)
  await page.getByTestId('coming').getByTestId('more-of-series').last().click()
  await expect(row).toHaveCount(2)
  await accessible(page, 'home')
  expect(chair.problems).toEqual([])
})

test('họp ngay: three clicks from the first page, and the chair is at the door of a meeting that is open', async ({
  office,
  chair,
  wardA,
}) => {
  const page = await chair.fresh()
  await openAs(page, CHAIR, office)
  await page.goto('/')
  await page.getByTestId('meet-now').click()
  await page.getByTestId('meet-now-branch').click()
  await accessible(page, 'meet now')
  await page.getByTestId('meet-now-start').click()
  await chair.openedLobby(page)
  await expect(page).toHaveURL(/\/meetings\/m\./)
  const ward = await wardA.fresh()
  await signInAs(ward, office, 'chauvanliem')
  await ward.goto('/')
  await expect(ward.getByTestId('meeting-card').filter({ hasText: 'Họp đột xuất' }).getByTestId('enter')).toBeVisible({
    timeout: PATIENCE_MS,
  })
  await expect(ward.getByTestId('todo-item').filter({ hasText: 'Họp đột xuất' })).toHaveAttribute('data-kind', 'answer')
  expect([...chair.problems, ...wardA.problems]).toEqual([])
})
