import { expect, type Page } from '@playwright/test'
import type { Office } from './Office.ts'
import { PATIENCE_MS } from './Site.ts'
import { withSession } from './withSession.ts'

/** Opens this path as any account of the demo, signed in already: the form is other tests'. */
export async function signInAs(page: Page, office: Office, login: string, path = '/'): Promise<void> {
  await withSession(page.context(), login, office.passwordOf(login))
  await page.goto(path)
  await expect(page.getByTestId('account-menu')).toBeVisible({ timeout: PATIENCE_MS })
}
