import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { expect, test } from '../browser/fixtures.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

/** Presses Tab until the element has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, testId: string): Promise<void> {
  const target = page.getByTestId(testId)
  for (let presses = 0; presses < 60; presses++) {
    if (
      await target.evaluate((element) => element.contains(document.activeElement) || element === document.activeElement)
    )
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${testId} cannot be reached with Tab`)
}

test('the keyboard alone takes a site from sign-in into the meeting, mutes it and takes it out', async ({ wardA }) => {
  const page = await wardA.fresh()
  await page.goto('/')
  await tabTo(page, 'login')
  await page.keyboard.type(wardA.options.account.login)
  await tabTo(page, 'password')
  await page.keyboard.type(wardA.options.account.password)
  await page.keyboard.press('Enter')
  const enter = wardA.enterButton(page)
  await expect(enter).toBeVisible({ timeout: PATIENCE_MS })
  for (
    let presses = 0;
    presses < 60 && !(await enter.evaluate((element) => element === document.activeElement));
    presses++
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(enter).toBeFocused()
  await page.keyboard.press('Enter')
  await wardA.openedLobby()
  await tabTo(page, 'join')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  await expect(page.getByTestId('lobby')).toHaveCount(0)
  await expect(page.getByTestId('mic')).toHaveAttribute('data-state', 'on', { timeout: PATIENCE_MS })
  await page.keyboard.press('m')
  await expect(page.getByTestId('mic')).toHaveAttribute('data-state', 'off')
  await tabTo(page, 'mic')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('mic')).toHaveAttribute('data-state', 'on')
  // The browser's "back" asks too, and staying is what Enter does.
  await page.goBack()
  await expect(page.getByTestId('leave-guard-confirm')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('leave-guard-confirm')).toBeHidden()
  await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online')
  await tabTo(page, 'leave')
  await page.keyboard.press('Enter')
  await tabTo(page, 'leave-confirm')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('meeting')).toHaveCount(0)
})

test('every page keeps WCAG AA in light and dark, and no page breaks its security policy or logs an error', async ({
  chair,
  wardA,
}) => {
  const [page] = await Promise.all([chair.fresh(), wardA.enter()])
  await page.goto('/')
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await accessible(page, 'sign-in')
  await chair.signIn()
  await accessible(page, 'meetings')
  await chair.openLobby()
  await accessible(page, 'lobby')
  await chair.join()
  await chair.seesMoving(wardA)
  await accessible(page, 'meeting')
  expect(await page.evaluate(() => window.diemCauProbe.violations)).toEqual([])
  expect(chair.problems).toEqual([])
})
