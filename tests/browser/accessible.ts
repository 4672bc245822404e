import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The page as it is keeps WCAG AA, in light and in dark: what the colours do not touch need be looked at once only. */
export async function accessible(page: Page, what: string): Promise<void> {
  // The page is scrolled up, because something is otherwise always half under the header that stays.
  await page.evaluate(() => scrollTo(0, 0))
  await dressed(page, 'light')
  const light = await axe(page).withTags(WCAG_AA).analyze()
  await dressed(page, 'dark')
  const dark = await axe(page).withRules(['color-contrast']).analyze()
  await dressed(page, 'light')
  const found = [
    ...light.violations.map((violation) => ({ ...violation, scheme: 'light' })),
    ...dark.violations.map((violation) => ({ ...violation, scheme: 'dark' })),
  ]
  expect
    .soft(
      found.flatMap(({ id, scheme, nodes }) =>
        nodes.map((node) => `${what} (${scheme}): ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
      ),
    )
    .toEqual([])
}

/** The report gets no page of its own, which only frames of other origins need. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true)

/** Changes the colour scheme and waits until no colour changes any more. */
async function dressed(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
  await page.evaluate(() =>
    Promise.allSettled(
      document.getAnimations().flatMap((animation) => (animation instanceof CSSTransition ? animation.finished : [])),
    ),
  )
}
