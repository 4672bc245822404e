import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { whatDoesNotFit } from '../browser/whatDoesNotFit.ts'

test.use({ ownStack: 'screens', keepsPages: true })

const SIZES = {
  tv: { width: 1920, height: 1080 },
  laptop: { width: 1366, height: 768 },
  /** A laptop at 200 %. */
  zoomed: { width: 683, height: 384 },
  phone: { width: 390, height: 844 },
  smallPhone: { width: 360, height: 740 },
} as const

/**
 * Time in which the controls hide by themselves, in milliseconds: 8 s, and a busy machine. It is waited for: a page whose
 * clock is put forward that far also believes that its line is silent, and connects again.
 */
const HIDDEN_WITHIN_MS = 30_000

/** Checks that at each of these sizes all buttons and tabs are on the page, whole and with all of their words. */
async function fits(page: Page, sizes: readonly (keyof typeof SIZES)[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size])
    await expect.poll(() => page.evaluate(whatDoesNotFit), { message: `on the ${size}` }).toEqual([])
  }
}

/** Part of the page's height that an element has. */
const shareOfHeight = (page: Page, testId: string) =>
  page.getByTestId(testId).evaluate((element) => element.getBoundingClientRect().height / innerHeight)
/** Part of the page's area that the pictures have. */
const shareOfPictures = (page: Page) =>
  page
    .locator('[data-testid="wall"], [data-testid="stage"]')
    .first()
    .locator('..')
    .evaluate((element) => {
      const { width, height } = element.getBoundingClientRect()
      return (width * height) / (innerWidth * innerHeight)
    })

test('the meeting is whole at every size: buttons, tabs and what is told; the pictures keep their place', async ({
  chair,
  wardA,
  wardB,
}) => {
  test.setTimeout(400_000)
  await gather(chair, wardA, wardB)
  const all = ['tv', 'laptop', 'zoomed', 'phone', 'smallPhone'] as const
  await test.step('before the opening', async () => {
    await Promise.all([chair, wardA].map(({ page }) => fits(page, all)))
  })
  await test.step('while the roll is called on a point of the agenda, and somebody waits for the floor', async () => {
    for (const { page } of [chair, wardA]) await page.setViewportSize(SIZES.laptop)
    await expect(wardA.page.getByTestId('you-are')).toHaveText('Bạn là: Phường Châu Văn Liêm')
    await chair.page.getByTestId('conduct-start').click()
    await chair.page.getByTestId('conduct-start-confirm').click()
    await chair.page.getByTestId('panel-tab-agenda').click()
    await chair.page.getByTestId('agenda-start').first().click()
    await chair.page.getByTestId('panel-tab-rollCall').click()
    await chair.page.getByTestId('rollcall-open').click()
    await wardA.page.getByTestId('floor-request').click()
    await expect(wardA.page.getByTestId('floor-next')).toBeVisible()
    await expect(wardA.page.getByTestId('rollcall-card'), 'what is less urgent is a line').toHaveAttribute(
      'data-large',
      'false',
    )
    await fits(wardA.page, all)
    for (const size of ['tv', 'laptop', 'phone'] as const) {
      await wardA.page.setViewportSize(SIZES[size])
      await expect
        .poll(() => shareOfHeight(wardA.page, 'bands'), { message: `bands on the ${size}` })
        .toBeLessThanOrEqual(0.201)
    }
    await expect(
      chair.page.getByTestId('rollcall-card'),
      'who calls the roll is not asked across the whole page',
    ).toHaveAttribute('data-large', 'false')
    // A line that tells of a weak line, as on a busy machine, takes two percent.
    expect(await shareOfPictures(chair.page), 'the pictures beside an open panel').toBeGreaterThan(0.43)
  })
  await test.step('a line is opened by a press, and answered', async () => {
    await wardA.page.setViewportSize(SIZES.phone)
    await wardA.page.getByTestId('band-open-rollCall').click()
    await wardA.page.getByTestId('rollcall-confirm').click()
    await expect(wardA.page.getByTestId('rollcall-card')).toHaveAttribute('data-state', 'done')
    await expect(wardA.page.getByTestId('floor-next')).toBeVisible()
  })
  await test.step('on a phone what is not read yet shows on the tab below, and a panel closes by its tab', async () => {
    await chair.page.getByTestId('panel-tab-chat').click()
    await chair.page.getByTestId('chat-input').fill('Đề nghị các phường chuẩn bị')
    await chair.page.keyboard.press('Enter')
    await expect(wardA.page.getByTestId('panel-tab-chat')).toHaveAttribute('data-badge', '1')
    await wardA.page.getByTestId('panel-tab-chat').click()
    await expect(wardA.page.getByTestId('chat-panel')).toBeVisible()
    await fits(wardA.page, ['phone', 'smallPhone'])
    await wardA.page.getByTestId('panel-tab-chat').click()
    await expect(wardA.page.getByTestId('chat-panel')).toHaveCount(0)
  })
  await test.step('a laptop at 200 %: the tabs say what they are, and Escape closes the panel that covers the page', async () => {
    await wardA.page.setViewportSize(SIZES.zoomed)
    const tab = wardA.page.getByTestId('panel-tab-agenda')
    const words = await tab.getByText('Chương trình').boundingBox()
    expect(words?.width, 'words, not for listeners only').toBeGreaterThan(20)
    await tab.click()
    await expect(wardA.page.getByTestId('agenda-panel')).toHaveRole('dialog')
    await wardA.page.keyboard.press('Escape')
    await expect(wardA.page.getByTestId('agenda-panel')).toHaveCount(0)
    await expect(tab).toBeFocused()
  })
  await test.step('every part of the page is in a landmark', async () => {
    const { violations } = await new AxeBuilder({ page: chair.page })
      .setLegacyMode(true)
      .withRules(['region'])
      .analyze()
    expect(violations.flatMap(({ nodes }) => nodes.map((node) => node.target.join(' ')))).toEqual([])
  })
})

test('on a TV the controls hide while nobody touches anything, and are back with a key and with what has to be answered', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  const { page } = wardA
  const meeting = page.getByTestId('meeting')
  const touch = (of: Page) => of.mouse.move(400, 400).then(() => of.mouse.move(420, 420))
  const hidden = expect.configure({ timeout: HIDDEN_WITHIN_MS })
  // The TV of another room hides its own when nobody has touched either of them for that long.
  const idle = async () => {
    await touch(page)
    await touch(wardB.page)
    await hidden(wardB.page.getByTestId('meeting')).toHaveAttribute('data-controls-hidden', 'true')
  }
  await chair.page.setViewportSize(SIZES.laptop)
  await page.setViewportSize(SIZES.tv)
  await wardB.page.setViewportSize(SIZES.tv)
  // The roll is being called: a room that has not answered keeps its buttons.
  await wardB.page.getByTestId('rollcall-confirm').click()
  await expect(wardB.page.getByTestId('rollcall-card')).toHaveAttribute('data-state', 'done')
  await touch(chair.page)
  await idle()
  await expect(chair.page.getByTestId('meeting'), 'a laptop keeps them').toHaveAttribute(
    'data-controls-hidden',
    'false',
  )
  await expect(meeting, 'asked to get ready, a room needs its buttons').toHaveAttribute('data-controls-hidden', 'false')
  await page.keyboard.press('r')
  await expect(page.getByTestId('floor-next')).toHaveCount(0)
  // The keyboard stood on a tab: that keeps the controls for a longer time.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await hidden(meeting).toHaveAttribute('data-controls-hidden', 'true')
  await expect.poll(() => shareOfPictures(page)).toBeGreaterThan(0.97)
  await expect(
    page.getByRole('button', { name: 'Rời họp' }),
    'it is still there for who listens to the screen',
  ).toHaveCount(1)

  await page.keyboard.press('Shift')
  await expect(meeting).toHaveAttribute('data-controls-hidden', 'false')
  await fits(page, ['tv'])

  await page.getByTestId('panel-tab-agenda').click()
  await idle()
  await expect(meeting, 'a panel that is open is being read').toHaveAttribute('data-controls-hidden', 'false')
  await page.getByTestId('panel-close').click()
  await hidden(meeting).toHaveAttribute('data-controls-hidden', 'true')
  await chair.page.getByTestId('panel-tab-votes').click()
  await chair.page.getByTestId('vote-new').click()
  await chair.page.getByTestId('vote-question').fill('Thông qua chương trình?')
  await chair.page.getByTestId('vote-open').click()
  await expect(meeting, 'a ballot is to be answered').toHaveAttribute('data-controls-hidden', 'false', {
    timeout: PATIENCE_MS,
  })
  await chair.page.getByTestId('vote-close').click()
  await chair.page.getByTestId('vote-sure').click()
  await expect(page.getByTestId('vote-announced')).toBeVisible()
  expect(await shareOfHeight(page, 'bands')).toBeLessThanOrEqual(0.201)
  await expect(chair.page.getByTestId('vote-result'), 'the chair reads it once').toHaveCount(1)

  await page.getByTestId('more').click()
  await page.getByTestId('settings').click()
  await page.getByTestId('keep-controls').click({ force: true })
  await page.keyboard.press('Escape')
  await idle()
  await expect(meeting, 'so it was chosen').toHaveAttribute('data-controls-hidden', 'false')
})
