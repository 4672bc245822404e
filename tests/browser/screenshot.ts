import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Rewrites a picture of the README when UPDATE_SCREENSHOTS=1; `jpeg` where there is much to see. */
export async function saveScreenshot(page: Page, name: string, type: 'png' | 'jpeg' = 'png'): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] !== '1') return
  await page.screenshot({
    path: join(import.meta.dirname, '../e2e/screenshots', `${name}.${type}`),
    animations: 'disabled',
    type,
    ...(type === 'jpeg' && { quality: 80 }),
  })
}
