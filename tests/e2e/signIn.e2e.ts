import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { accessible } from '../browser/accessible.ts'
import { expect, PROVIDER_LABEL, test } from '../browser/deskFixtures.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

const CHAIR = 'chutoa.omon'

/** Signs in on the provider's own pages. */
async function confirmThere(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
  await page.locator('button[type=submit]').click()
}

test('the button of the common sign-in leads to the office’s provider and back to the page that was asked for; a second factor is the provider’s matter', async ({
  desk,
  fresh,
}) => {
  const page = await fresh()
  const addresses: string[] = []
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  await page.goto('/calendar?view=list')
  const button = page.getByTestId('oidc')
  await expect(button).toHaveText(`Đăng nhập bằng ${PROVIDER_LABEL}`)
  await accessible(page, 'sign-in with a provider')
  await button.click()
  await confirmThere(page, 'hoa')
  await expect(page.getByTestId('account-menu')).toContainText('Trần Thị Hòa', { timeout: PATIENCE_MS })
  await expect(page).toHaveURL(/\/calendar\?view=list/)
  await page.reload()
  await expect(page.getByTestId('account-menu')).toContainText('Trần Thị Hòa', { timeout: PATIENCE_MS })
  const ours = addresses.filter((address) => address.startsWith(desk.url))
  expect(
    ours.filter((address) => /token|eyJ/.test(address)),
    'no token is in an address',
  ).toEqual([])

  const other = await fresh()
  await other.goto('/')
  await other.getByTestId('oidc').click()
  await confirmThere(other, 'xa')
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Không đăng nhập được')
  await expect(other.locator('main')).toContainText('unit = khong-co')
  await other.getByRole('link').click()
  await expect(other.getByTestId('sign-in')).toBeVisible()
})

test('a chair of whom a second factor is demanded is led through its set-up, and signs in with its codes from then on', async ({
  desk,
  fresh,
}) => {
  const page = await fresh()
  await page.goto('/calendar?view=list')
  const name = async () => {
    await page.getByTestId('login').fill(CHAIR)
    await page.getByTestId('password').fill(desk.passwordOf(CHAIR))
    await page.getByTestId('sign-in').click()
  }
  await name()
  await expect(page.getByTestId('first-steps')).toHaveAttribute('data-needs', 'totp', { timeout: PATIENCE_MS })
  await expect(page.getByTestId('totp-picture')).toBeVisible()
  await accessible(page, 'second factor')
  const totp = new TOTP({
    secret: Secret.fromBase32((await page.getByTestId('totp-secret').innerText()).replaceAll(' ', '')),
  })
  await page.getByTestId('totp-code').fill('000000')
  await page.getByTestId('totp-confirm').click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByTestId('totp-code').fill(totp.generate())
  await page.getByTestId('totp-confirm').click()
  await expect(page.getByTestId('recovery-codes').getByRole('listitem')).toHaveCount(10)
  await accessible(page, 'recovery codes')
  await page.getByTestId('recovery-kept').click()
  await expect(page).toHaveURL(/\/calendar\?view=list/)
  await page.getByTestId('account-menu').click()
  await page.getByTestId('sign-out').click()

  await name()
  await expect(page.getByTestId('code-form')).toBeVisible({ timeout: PATIENCE_MS })
  await accessible(page, 'code')
  // Each code counts once: this one is the phone's next, which a clock that is half a minute slow makes the present one.
  await page.getByTestId('code').fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await expect(page.getByTestId('account-menu')).toContainText('Nguyễn Văn Thành', { timeout: PATIENCE_MS })
})

test('a browser that keeps nothing, with a clock 15 minutes ahead, signs in all the same and says so; a room’s code stays as long as the server says', async ({
  desk,
  fresh,
}) => {
  const page = await fresh()
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 15 * 60_000
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    }
  })
  let pairings = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/pairings') pairings += 1
  })
  await page.goto('/room')
  await expect(page.getByTestId('not-kept')).toBeVisible({ timeout: PATIENCE_MS })
  await expect(page.getByTestId('pairing-code')).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  await expect(page.getByTestId('pairing-left')).toContainText(/9:[0-5]\d/)
  await page.waitForResponse((response) => response.url().endsWith('/claim'), { timeout: PATIENCE_MS })
  await page.waitForResponse((response) => response.url().endsWith('/claim'), { timeout: PATIENCE_MS })
  expect(pairings, 'one code').toBe(1)
  await accessible(page, 'pairing without storage')

  await page.goto('/')
  await expect(page.getByTestId('not-kept')).toBeVisible({ timeout: PATIENCE_MS })
  await page.getByTestId('login').fill(CHAIR)
  await page.getByTestId('password').fill(desk.passwordOf(CHAIR))
  await page.getByTestId('sign-in').click()
  await expect(page.getByTestId('sign-in')).toHaveCount(0, { timeout: PATIENCE_MS })
})
