import type { Locator, Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { pdfOf } from '../browser/pdfOf.ts'
import { putPaper } from '../browser/putPaper.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import type { Site } from '../browser/Site.ts'

// One meeting after the other at the same sites: entering it is not what is tried here.
test.use({ keepsPages: true })

const stage = ({ page }: Site) => page.getByTestId('stage')
const shown = ({ page }: Site) => page.getByTestId('paper-page')

async function papersOf(page: Page): Promise<Locator> {
  const panel = page.getByTestId('paper-panel')
  if (!(await panel.isVisible())) await page.getByTestId('panel-tab-papers').locator('visible=true').first().click()
  await expect(panel).toBeVisible()
  return panel
}

/** This page of the paper is drawn here, and says what is on it. */
async function isOn(site: Site, page: number): Promise<void> {
  await expect(shown(site)).toHaveAttribute('data-page', String(page))
  await expect(site.page.getByTestId('paper-canvas')).toHaveAttribute('data-fresh', 'true')
  await expect(shown(site)).toContainText(`Trang ${page}`)
}

test('9.3 a paper is opened for all, turned, pointed at and zoomed in step; each may leaf alone and come back', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  const paperId = await putPaper(chair, 'Báo cáo tháng 11.pdf', pdfOf('Trang 1', 'Trang 2', 'Trang 3', 'Trang 4'))
  await papersOf(chair.page)
  await chair.page.getByTestId(`paper-open-${paperId}`).click()
  for (const site of [chair, wardA, wardB]) {
    await expect(stage(site)).toHaveAttribute('data-kind', 'paper')
    await isOn(site, 1)
  }
  await accessible(chair.page, 'papers')
  await chair.page.getByTestId('panel-close').click()

  await test.step('pages: by button, and as a remote control turns them', async () => {
    await chair.page.getByTestId('paper-next').click()
    await isOn(wardA, 2)
    await chair.page.getByTestId('paper-smaller').click({ clickCount: 6 })
    await chair.page.keyboard.press('PageDown')
    for (const site of [chair, wardA, wardB]) await isOn(site, 3)
  })

  await test.step('zoom, place and pointer', async () => {
    const before = Number(await shown(wardA).getAttribute('data-scale'))
    await chair.page.getByTestId('paper-fit').click()
    await expect.poll(async () => Number(await shown(wardA).getAttribute('data-scale'))).toBeGreaterThan(before * 1.3)
    const box = await shown(chair).boundingBox()
    await chair.page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 150)
    await expect(wardA.page.getByTestId('paper-pointer')).toBeVisible()
    await chair.page.mouse.wheel(0, 400)
    await expect.poll(() => shown(wardA).evaluate((view) => view.scrollTop)).toBeGreaterThan(100)
    await saveScreenshot(wardA.page, 'paper')
    await accessible(wardA.page, 'paper')
    await chair.page.getByTestId('paper-laser').click()
    await expect(wardA.page.getByTestId('paper-pointer')).toHaveCount(0)
  })

  await test.step('alone, and back', async () => {
    await wardA.page.getByTestId('paper-alone').click()
    await wardA.page.getByTestId('paper-prev').click()
    await isOn(wardA, 2)
    await chair.page.keyboard.press('End')
    await isOn(wardB, 4)
    await isOn(wardA, 2)
    await wardA.page.getByTestId('paper-follow').click()
    await isOn(wardA, 4)
  })

  await test.step('closed by who opened it', async () => {
    await expect(wardB.page.getByTestId('paper-close')).toHaveCount(0)
    await chair.page.getByTestId('paper-close').click()
    for (const site of [chair, wardA, wardB]) await expect(site.page.getByTestId('paper-viewer')).toHaveCount(0)
  })
  // Problems include any breach of the content security policy.
  for (const site of [chair, wardA, wardB]) expect(site.problems).toEqual([])
})

test('a paper is read alone, waits for a lost line, and says when it is damaged', async ({ chair, wardA }) => {
  await gather(chair, wardA)
  const good = await putPaper(chair, 'Tờ trình.pdf', pdfOf('Trang 1', 'Trang 2'))
  const bad = await putPaper(chair, 'Tệp hỏng.pdf', Buffer.from(`%PDF-1.7\n${'x'.repeat(5_000)}\n%%EOF\n`))
  const { page } = wardA
  let broken = 0
  await page.route('**/api/papers/*/versions/*/pdf*', (route) =>
    (broken += 1) <= 2 ? route.abort() : route.continue(),
  )
  await (await papersOf(page)).getByTestId(`paper-read-${good}`).click()
  await expect(page.getByTestId('paper-line')).toBeVisible()
  await isOn(wardA, 1)
  await expect(page.getByTestId('paper-line')).toHaveCount(0)
  await page.unroute('**/api/papers/*/versions/*/pdf*')
  await expect(stage(wardA), 'the stage of the others goes on').toHaveAttribute('data-own', 'paper')
  await expect(page.getByTestId('stage-bar')).toContainText('Tờ trình')

  await page.getByTestId(`paper-read-${bad}`).click()
  await expect(page.getByTestId('paper-problem')).toHaveAttribute('data-problem', 'damaged')
  await page.getByTestId('stage-follow').click()
  await expect(stage(wardA)).toHaveAttribute('data-own', '')
})

test('9.1 the chair decides what everyone watches, by name; a view of one’s own has a way back', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  const choose = async (kind: string) => {
    await chair.page.getByTestId('stage-menu').click()
    await chair.page.getByTestId(`stage-set-${kind}`).click()
  }
  await choose('pinned')
  const dialog = chair.page.getByRole('dialog')
  await accessible(chair.page, 'pin')
  await dialog.getByRole('button', { name: 'Phường Châu Văn Liêm' }).click()
  await dialog.getByRole('button', { name: 'Phường Long Hưng' }).click()
  await chair.page.getByTestId('pin-submit').click()
  const watched = [
    [wardA, 'bạn, Phường Long Hưng'],
    [wardB, 'Phường Châu Văn Liêm, bạn'],
  ] as const
  for (const [site, who] of watched) {
    await expect(site.page.getByTestId('stage-what')).toContainText(`Mọi người đang xem: ${who}`)
    await expect(stage(site).getByTestId('tile')).toHaveCount(2)
  }
  await wardA.seesMoving(wardB)
  await expect(wardA.page.getByTestId('stage-menu'), 'only who acts as the chair decides').toHaveCount(0)

  await expect(chair.page.getByTestId('stage-what'), 'the chair reads the choice on the button').toContainText(
    'Ghim cho mọi người: Phường Châu Văn Liêm, Phường Long Hưng',
  )
  await chair.showAs('wall')
  await expect(chair.tile(wardA), 'and sees it on the wall').toHaveAttribute('data-pinned', 'true')
  await expect(chair.tile(chair)).toHaveAttribute('data-pinned', 'false')

  await wardA.tile(chair).getByTestId('tile-menu').focus()
  await wardA.page.keyboard.press('Enter')
  await expect(wardA.page.getByTestId('tile-pin-all'), 'only who acts as the chair decides').toHaveCount(0)
  await wardA.page.getByTestId('tile-pin').click()
  await expect(stage(wardA)).toHaveAttribute('data-own', 'pin')
  await choose('gallery')
  await expect(stage(wardB)).toHaveAttribute('data-kind', 'gallery')
  await expect(stage(wardA)).toHaveAttribute('data-own', 'pin')
  await wardA.page.getByTestId('stage-follow').click()
  await expect(stage(wardA)).toHaveAttribute('data-kind', 'gallery')

  await choose('follow')
  await expect(stage(wardB)).toHaveAttribute('data-kind', 'people')
})

test('9.2 a screen that is shared while rooms are pinned waits for the chair’s word, and the others know that it is there', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  await chair.tile(wardA).hover()
  await chair.tile(wardA).getByTestId('tile-menu').click()
  await chair.page.getByTestId('tile-pin-all').click()
  await chair.page.getByTestId('share').click()
  await expect(chair.page.getByTestId('share-waits')).toContainText(
    'Đang ghim Phường Châu Văn Liêm. Chuyển sang màn hình chia sẻ?',
  )
  await expect(wardB.page.getByTestId('share-waits')).toContainText('Quận Ô Môn đang chia sẻ màn hình')
  await chair.page.getByTestId('share-on-stage').click()
  await expect(stage(wardB)).toHaveAttribute('data-kind', 'screen')
  await expect(chair.page.getByTestId('stage-what')).toContainText('Mọi người đang xem: màn hình của bạn')
  await expect(wardB.page.getByTestId('share-waits')).toHaveCount(0)
  await chair.page.getByTestId('share').click()
})

test('9.2 the chair asks a room to share its screen, and the room begins with one press', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  await chair.page.getByTestId('panel-tab-participants').click()
  const row = chair.page.getByTestId('participant-row').filter({ hasText: 'Phường Châu Văn Liêm' })
  await row
    .getByRole('button', { name: /Phường Châu Văn Liêm/ })
    .last()
    .click()
  await chair.page.getByTestId('menu-share').click()
  await expect(wardA.page.getByTestId('share-invited')).toContainText('mời đơn vị chia sẻ màn hình')
  await expect(wardB.page.getByTestId('share-invited')).toHaveCount(0)
  await wardA.page.getByTestId('share-begin').click()
  await expect(stage(wardB)).toHaveAttribute('data-kind', 'screen')
  await wardB.seesMoving(wardA, 'screen')
  await chair.page.keyboard.press('s')
  await expect(
    chair.page.getByTestId('meeting-toast').filter({ hasText: 'Phường Châu Văn Liêm đang chia sẻ màn hình' }),
  ).toBeVisible()
  await wardA.page.getByTestId('share').click()
  await expect(stage(wardB)).not.toHaveAttribute('data-kind', 'screen')
})
