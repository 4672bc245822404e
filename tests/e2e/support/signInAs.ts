import { expect, type Page } from '@playwright/test'
import type { Office } from './Office.ts'
import { PATIENCE_MS } from './Site.ts'

/** Signs in as any account of the demo. */
export async function signInAs(page: Page, office: Office, login: string): Promise<void> {
  await page.goto('/')
  await page.getByTestId('login').fill(login)
  await page.getByTestId('password').fill(office.passwordOf(login))
  await page.getByTestId('sign-in').click()
  await expect(page.getByTestId('account-menu')).toBeVisible({ timeout: PATIENCE_MS })
}
