import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Browser, chromium, type Page } from '@playwright/test'
import { freePorts } from '../support/freePorts.ts'
import { Desk } from './Desk.ts'
import { chromiumFlags, Site } from './Site.ts'
import { OIDC_CLIENT, startProvider } from './startProvider.ts'

/** Text of its button; as long as offices name theirs. */
export const PROVIDER_LABEL = 'Cổng xác thực tập trung của thành phố Cần Thơ'

/** An office that demands a second factor of chairs and administrators, and trusts an OpenID provider. No meeting, so no media node. */
export const test = base.extend<{ fresh: () => Promise<Page> }, { desk: Desk; chrome: Browser }>({
  desk: [
    async ({}, use) => {
      const port = await freePorts(2)
      const provider = await startProvider(port + 1, `http://127.0.0.1:${port}/api/oidc/callback`, {
        hoa: {
          name: 'Trần Thị Hòa',
          preferred_username: 'hoa.tt',
          email: 'hoa@example.vn',
          unit: 'o-mon',
          roles: ['chair'],
        },
        xa: { name: 'Lê Văn Xa', preferred_username: 'xa.lv', unit: 'khong-co', roles: ['official'] },
      })
      const folder = await mkdtemp(join(tmpdir(), 'diem-cau-oidc-'))
      const secretFile = join(folder, 'client.secret')
      await writeFile(secretFile, OIDC_CLIENT.secret, { mode: 0o600 })
      const desk = await Desk.open(port, {
        DIEM_CAU_REQUIRE_TOTP: '1',
        DIEM_CAU_OIDC_ISSUER: provider.issuer,
        DIEM_CAU_OIDC_CLIENT_ID: OIDC_CLIENT.id,
        DIEM_CAU_OIDC_CLIENT_SECRET_FILE: secretFile,
        DIEM_CAU_OIDC_LABEL: PROVIDER_LABEL,
        DIEM_CAU_OIDC_SCOPES: 'openid profile email office',
      })
      await use(desk)
      await desk.close()
      await provider.close()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  chrome: [
    async ({}, use) => {
      const browser = await chromium.launch(chromiumFlags([]))
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  /** A page in a profile of its own. */
  fresh: async ({ desk, chrome }, use) => {
    await use(async () =>
      (await chrome.newContext({ baseURL: desk.url, locale: 'vi-VN', viewport: Site.VIEWPORT })).newPage(),
    )
    await Promise.all(chrome.contexts().map((context) => context.close()))
  },
})

/** A desk that demands no second factor, and has its own people only. */
export const plainTest = test.extend<object, { desk: Desk }>({
  desk: [
    async ({}, use) => {
      const desk = await Desk.open(await freePorts(1), {})
      await use(desk)
      await desk.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

export { expect } from '@playwright/test'
