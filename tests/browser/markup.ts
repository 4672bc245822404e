import { expect, type Page } from '@playwright/test'

/** A field that would take the page over, were it taken for markup. */
export const markup = (field: string) =>
  `${field}<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`

/** The page shows these fields as the text that they are. `fields`: a letter each, as given to `markup`. */
export async function showsAsText(page: Page, path: string, fields: string): Promise<void> {
  await page.goto(path)
  for (const field of fields)
    await expect(page.locator('body'), `${path} shows ${field}`).toContainText(`${field}<img src=x`)
  expect(
    await page.evaluate(() => [
      document.title === 'hacked',
      document.querySelectorAll('img[src="x"]').length,
      window.diemCauProbe.violations.length,
    ]),
    path,
  ).toEqual([false, 0, 0])
}
