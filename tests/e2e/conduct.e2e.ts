import { ItemId } from '@diem-cau/signaling-contract'
import type { Page } from '@playwright/test'
import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { pickUp } from '../browser/pickUp.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import { printPdf } from '../browser/printPdf.ts'
import { putPaper } from '../browser/putPaper.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'

test.use({ ownStack: 'conduct' })

/** There is no camera and no microphone, and nobody is asked for them. */
const NO_DEVICES = ['--use-fake-ui-for-media-stream']
const ITEM = ItemId.parse('thao-luan')

const panel = async (page: Page, name: string) => {
  const tab = page.getByTestId(`panel-tab-${name}`).locator('visible=true').first()
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
  await expect(page.getByTestId(`${name}-panel`)).toBeVisible()
}

/** Sound of this site's tone, just now, against its own noise. */
async function hears(site: Site, other: Site): Promise<boolean> {
  const { [other.options.hertz]: tone = -200, 97: floor = -200 } = await site.hears([other.options.hertz, 97])
  return tone > floor + 15
}

test('a formal meeting from its opening to its end', async ({ office, chair, wardA, wardB, launchSite }) => {
  test.setTimeout(600_000)
  const [secretary, wardC] = await Promise.all([
    launchSite('secretary', NO_DEVICES, {
      login: 'thuky.omon',
      password: office.passwordOf('thuky.omon'),
      unit: 'o-mon',
    }),
    // A room whose camera and microphone are broken: it watches, is counted, and votes.
    launchSite('wardC', NO_DEVICES, {
      login: 'phuocthoi',
      password: office.passwordOf('phuocthoi'),
      unit: 'o-mon.phuoc-thoi',
    }),
  ])
  await gather(chair, wardA, wardB)
  await Promise.all([secretary.enter(), wardC.enter()])
  const wards = [wardA, wardB, wardC]

  await test.step('the chair opens the meeting: from then on nobody is heard without the floor', async () => {
    await expect.poll(() => hears(wardB, wardA), { timeout: PATIENCE_MS }).toBe(true)
    await chair.page.getByTestId('conduct-start').click()
    await chair.page.getByTestId('conduct-start-confirm').click()
    await expect(wardA.page.getByTestId('mic-state')).toHaveAttribute('data-state', 'closed')
    await expect.poll(() => hears(wardB, wardA), { timeout: PATIENCE_MS }).toBe(false)
  })

  await test.step('roll call: the secretary calls it, the rooms confirm, the board shows it', async () => {
    await panel(secretary.page, 'rollCall')
    await secretary.page.getByTestId('rollcall-open').click()
    for (const ward of wards) {
      await ward.page.getByTestId('rollcall-count').fill('3')
      await ward.page.getByTestId('rollcall-confirm').click()
    }
    for (const { options } of wards)
      await expect(secretary.page.getByTestId(`rollcall-unit-${options.account.unit}`)).toHaveAttribute(
        'data-state',
        'present',
      )
    await expect(secretary.page.getByTestId('quorum')).toHaveAttribute('data-reached', 'false')
    await secretary.page.getByTestId(`rollcall-menu-${wardC.options.account.unit}`).click()
    await secretary.page.getByTestId('rollcall-times').click()
    await expect(secretary.page.getByTestId('rollcall-spans').locator('li')).toHaveText([
      /^Vào \d\d:\d\d, đang kết nối$/,
    ])
    await secretary.page.keyboard.press('Escape')
    await secretary.page.getByTestId('rollcall-close').click()
  })

  await test.step('two speakers, one after the other', async () => {
    await panel(chair.page, 'agenda')
    await chair.page.getByTestId(`agenda-item-${ITEM}`).getByTestId('agenda-start').click()
    for (const { page } of [wardA, wardB]) await expect(page.getByTestId('agenda-line')).toBeVisible()
    for (const ward of [wardA, wardB])
      await ward.page.getByTestId('floor-request').locator('visible=true').first().click()
    await panel(chair.page, 'floor')
    const rows = chair.page.getByTestId('floor-queue').locator('li')
    await expect(rows).toHaveCount(2)
    const order = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-testid')))
    const asked = await order()
    await rows.nth(1).getByTestId('floor-drag').hover()
    await chair.page.mouse.down()
    const onto = await rows.nth(0).boundingBox()
    await chair.page.mouse.move(onto?.x ?? 0, onto?.y ?? 0, { steps: 8 })
    await expect(rows.nth(1)).toHaveAttribute('data-dragging', 'true')
    await chair.page.keyboard.press('Escape')
    await expect(rows.nth(1)).toHaveAttribute('data-dragging', 'false')
    await chair.page.mouse.up()
    await expect(chair.page.getByTestId('floor-panel'), 'the key ends the drag, not the panel').toBeVisible()
    expect(await order()).toEqual(asked)
    for (const wanted of [asked.toReversed(), asked]) {
      await pickUp(rows.nth(1).getByTestId('floor-drag'))
      const said = chair.page.getByTestId('floor-panel').locator('[id^="DndLiveRegion"]')
      await expect(said).toHaveText(/thứ 2$/)
      await chair.page.keyboard.press('ArrowUp')
      await expect(said).toHaveText(/thứ 1$/)
      await chair.page.keyboard.press('Space')
      await expect.poll(order).toEqual(wanted)
    }
    for (const [speaker, listener] of [
      [wardA, wardB],
      [wardB, wardA],
    ] as const) {
      await chair.page.getByTestId('floor-queue').getByTestId('floor-grant').first().click()
      await expect(speaker.page.getByTestId('mic-state')).toHaveAttribute('data-state', 'heard')
      await expect.poll(() => hears(listener, speaker), { timeout: PATIENCE_MS }).toBe(true)
      if (speaker === wardA) await saveScreenshot(speaker.page, 'conduct-floor')
      await panel(secretary.page, 'notes')
      await secretary.page.getByTestId('note-text').fill(`Ý kiến của ${speaker.options.name}`)
      await secretary.page.getByTestId('note-save').click()
      await chair.page.getByTestId('floor-end-row').first().click()
      await expect(speaker.page.getByTestId('mic-state')).not.toHaveAttribute('data-state', 'heard')
    }
  })

  await test.step('silenced, a room is heard again by its own hand only (SPEC 8.6)', async () => {
    await panel(chair.page, 'floor')
    await chair.page.getByTestId('floor-mode-open').click()
    for (const { page } of [wardA, wardB])
      await expect(page.getByTestId('mic-state')).toHaveAttribute('data-state', 'cut')
    await wardA.page.getByTestId('mic-consent').click()
    await expect(wardA.page.getByTestId('mic-state')).toHaveAttribute('data-state', 'heard')
    await expect.poll(() => hears(wardB, wardA), { timeout: PATIENCE_MS }).toBe(true)
    await chair.page.keyboard.press('Shift+M')
    await expect(wardA.page.getByTestId('mic-state')).toHaveAttribute('data-state', 'cut')
    await expect.poll(() => hears(wardB, wardA), { timeout: PATIENCE_MS }).toBe(false)
    await chair.page.getByTestId('floor-mode-chaired').click()
    await expect(wardA.page.getByTestId('floor-request').locator('visible=true').first()).toBeVisible()
    await expect(wardA.page.getByTestId('mic'), 'a cut microphone is slashed').toHaveAttribute('data-state', 'off')
    await expect(wardA.page.getByTestId('mic-consent'), 'without the floor it would bring nothing').toHaveCount(0)
  })

  await test.step('a vote: opened, cast, closed, the same result for all', async () => {
    await panel(chair.page, 'votes')
    await chair.page.getByTestId('vote-new').click()
    await chair.page.getByTestId('vote-question').fill('Thông qua chỉ tiêu cải cách hành chính quý tới?')
    await expect(chair.page.getByTestId('vote-below-quorum'), 'three of eight are present').toBeVisible()
    await expect(chair.page.getByTestId('vote-reach'), 'the chair’s own unit did not confirm').toHaveText(
      /^3\/8 đơn vị được biểu quyết lúc này\. 1 đơn vị đang dự họp nhưng chưa xác nhận có mặt/,
    )
    await chair.page.getByTestId('vote-open').click()
    for (const { page } of wards) {
      await page.getByTestId('ballot-state').locator('[data-index="0"]').click()
      await page.getByTestId('ballot-confirm').click()
      await expect(page.getByTestId('ballot-state')).toHaveAttribute('data-state', 'cast')
    }
    await chair.page.getByTestId('vote-close').click()
    await chair.page.getByTestId('vote-sure').click()
    for (const { page } of [...wards, secretary])
      await expect(page.getByTestId('vote-announced').getByTestId('vote-result')).toHaveAttribute('data-passed', 'true')
    for (const size of [Site.VIEWPORT, { width: 390, height: 844 }]) {
      await wardA.page.setViewportSize(size)
      const note = wardA.page.getByTestId('room-note-seen')
      await expect(async () => {
        // On a busy machine a room is told of its line, and the band of the result folds to make place for that.
        if (await note.isVisible()) await note.click()
        await expect(
          wardA.page.getByTestId('vote-announced').getByTestId('vote-was-below-quorum'),
          'with the result, on a phone too',
        ).toBeVisible({ timeout: 1_000 })
      }).toPass({ timeout: PATIENCE_MS })
      const [rule, quorum] = await Promise.all([
        wardA.page.getByTestId('vote-result').locator('small').first().boundingBox(),
        wardA.page.getByTestId('vote-was-below-quorum').boundingBox(),
      ])
      expect(quorum?.y, 'not over what else is said').toBeGreaterThanOrEqual((rule?.y ?? 0) + (rule?.height ?? 0))
    }
    await wardA.page.setViewportSize(Site.VIEWPORT)
  })

  await test.step('a paper is read together, page by page', async () => {
    await putPaper(chair, 'Dự thảo chỉ tiêu.pdf', await printPdf(chair.browser, ['Trang một', 'Trang hai', 'Trang ba']))
    await panel(chair.page, 'papers')
    await chair.page.locator('[data-testid^="paper-open-"]').click()
    for (const { page } of [chair, ...wards])
      await expect(page.getByTestId('paper-page')).toHaveAttribute('data-page', '1')
    await chair.page.getByTestId('paper-next').click()
    for (const { page } of wards) await expect(page.getByTestId('paper-page')).toHaveAttribute('data-page', '2')
    await chair.page.getByTestId('paper-close').click()
    for (const { page } of wards) await expect(page.getByTestId('paper-page')).toHaveCount(0)
  })

  await test.step('the secretary writes the conclusion that the chair dictates', async () => {
    await panel(secretary.page, 'agenda')
    await secretary.page.getByTestId(`agenda-item-${ITEM}`).getByTestId('agenda-close').click()
    await secretary.page.getByTestId('conclusion-text').fill('Giao Phòng Nội vụ tháo gỡ vướng mắc trước ngày 15.')
    await secretary.page.getByTestId('conclusion-save').click()
    await expect(chair.page.getByTestId('agenda-line')).toHaveCount(0)
  })

  await test.step('the chair’s PC breaks down: after 20 s the secretary acts, and on return the chair again (SPEC 7.4)', async () => {
    await chair.context.close()
    // Meanwhile what a room writes and what it hears badly reaches the secretary.
    await panel(wardA.page, 'chat')
    await wardA.page.getByTestId('chat-to').selectOption('secretary')
    await wardA.page.getByTestId('chat-input').fill('Xin gửi số liệu sau cuộc họp')
    await wardA.page.getByTestId('chat-send').click()
    await expect(secretary.page.getByTestId('panel-tab-chat').locator('visible=true').first()).toHaveAttribute(
      'data-badge',
      '1',
    )
    await panel(secretary.page, 'chat')
    await expect(secretary.page.getByTestId('chat-list')).toContainText('Xin gửi số liệu sau cuộc họp')
    await wardB.page.getByTestId('more').click()
    await wardB.page.getByTestId('complain').click()
    await wardB.page.getByTestId('complaint-badSound').click()
    await expect(secretary.page.getByTestId('meeting-toast').filter({ hasText: 'Nghe không rõ' })).toBeVisible()
    await panel(secretary.page, 'participants')
    await expect(secretary.page.getByTestId('complaint-list')).toContainText('Nghe không rõ')
    const acting = wardA.page.getByTestId('acting-chair')
    await expect(acting).toHaveAttribute('data-instead', 'true', { timeout: PATIENCE_MS })
    await chair.enter()
    await expect(acting).toHaveAttribute('data-instead', 'false')
    await panel(chair.page, 'chat')
    await expect(chair.page.getByTestId('chat-list')).toBeVisible()
    await expect(chair.page.getByTestId('chat-list')).not.toContainText('số liệu')
  })

  await test.step('the chair ends it for all', async () => {
    await chair.page.getByTestId('leave').click()
    await chair.page.getByTestId('conduct-end').click()
    await expect(chair.page.getByTestId('end-unfinished')).toContainText('nội dung chưa kết thúc')
    await chair.page.getByTestId('conduct-end-confirm').click()
    for (const { page } of [chair, ...wards, secretary]) await expect(page.getByTestId('ended')).toBeVisible()
  })

  await test.step('the minutes are drafted from the log; the secretary completes them, the chair approves, and they are fixed', async () => {
    await secretary.page.getByTestId('to-minutes').click()
    const paper = secretary.page.getByTestId('minutes-paper')
    for (const words of [
      'Phường Châu Văn Liêm: 3 đại biểu',
      'Ý kiến của wardA',
      'Thông qua chỉ tiêu cải cách hành chính quý tới?',
      'Được thông qua',
      'Giao Phòng Nội vụ tháo gỡ vướng mắc',
      'Điều hành thay chủ tọa',
    ])
      await expect(paper).toContainText(words)
    await secretary.page.getByTestId('minutes-place').fill('Phòng họp số 1')
    await expect(secretary.page.getByTestId('minutes-save-state')).toHaveAttribute('data-state', 'saved')
    await expect(paper).toContainText('Địa điểm: Phòng họp số 1')
    await saveScreenshot(secretary.page, 'minutes')
    await secretary.page.getByTestId('minutes-submit').click()
    await expect(secretary.page.getByTestId('minutes-status')).toHaveAttribute('data-status', 'submitted')
    await wardA.page.getByTestId('to-minutes').click()
    await expect(wardA.page.getByTestId('empty')).toContainText('Biên bản đang được soạn')
    await chair.page.getByTestId('to-minutes').click()
    await expect(chair.page.getByTestId('minutes-submit')).toHaveCount(0)
    await chair.page.getByTestId('minutes-approve').click()
    await expect(chair.page.getByTestId('minutes-gaps')).toContainText('Số văn bản')
    await chair.page.getByTestId('minutes-sure').click()
    await expect(chair.page.getByTestId('minutes-status')).toHaveAttribute('data-status', 'approved')
    await chair.page.getByTestId('minutes-verify').click()
    await expect(chair.page.getByTestId('minutes-verdict')).toHaveAttribute('data-state', 'intact')
    await chair.page.getByTestId('minutes-downloads').click()
    const [download] = await Promise.all([
      chair.page.waitForEvent('download'),
      chair.page.getByTestId('minutes-download-pdf').click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^bien-ban-[a-z0-9-]+-\d{4}-\d{2}-\d{2}\.pdf$/)
  })

  await test.step('the clerk fills in the number once; a correction is written, approved, and says so; all issues stay', async () => {
    await secretary.page.reload()
    await secretary.page.getByTestId('minutes-number-it').click()
    await secretary.page.getByTestId('number-number').fill('112')
    await secretary.page.getByTestId('number-save').click()
    await expect(secretary.page.getByTestId('minutes-paper')).toContainText('Số: 112/BB-UBND')
    await expect(secretary.page.getByTestId('minutes-number-it')).toHaveCount(0)
    await secretary.page.getByTestId('minutes-amend').click()
    await secretary.page.getByTestId('minutes-remark').fill('Ghi nhầm địa điểm')
    await secretary.page.getByTestId('minutes-sure').click()
    await secretary.page.getByTestId('minutes-place').fill('Phòng họp số 2')
    await secretary.page.getByTestId('minutes-submit').click()
    await expect(secretary.page.getByTestId('minutes-status')).toHaveAttribute('data-status', 'submitted')
    await chair.page.reload()
    await chair.page.getByTestId('minutes-approve').click()
    await chair.page.getByTestId('minutes-sure').click()
    await expect(chair.page.getByTestId('minutes-paper')).toContainText('Bản đính chính lần 1')
    await expect(chair.page.getByTestId('minutes-issue')).toHaveCount(3)
    await wardA.page.reload()
    await expect(wardA.page.getByTestId('minutes-paper')).toContainText('Mã băm SHA-256')
    await expect(wardA.page.getByTestId('minutes-paper')).toContainText('Phòng họp số 2')
    await wardA.page.getByTestId('minutes-verify').click()
    await expect(wardA.page.getByTestId('minutes-verdict')).toHaveAttribute('data-state', 'intact')
  })
})
