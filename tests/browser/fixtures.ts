import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { Office, type SiteName } from './Office.ts'
import { type Account, Site } from './Site.ts'

interface Sites {
  /** The whole stack as `npm start` runs it, and the demo's accounts. */
  readonly office: Office
  /** Named by a file whose meeting is of no use to others afterwards: it gets a stack and browsers of its own. */
  readonly ownStack: string
  readonly chair: Site
  readonly wardA: Site
  readonly wardB: Site
  /** True lets the next test of the file go on with the pages of this one: getting three sites into a meeting is most of a short test. */
  readonly keepsPages: boolean
  /** Pictures of every page beside the report if a test failed. Every page is closed then, and where nobody goes on with it. */
  readonly tidy: void
  /** A further browser with other devices; closed after the test. */
  readonly launchSite: (name: string, deviceFlags: readonly string[], account?: Account) => Promise<Site>
}

/** The stack and the three browsers live as long as the worker; each test signs in afresh, or goes on with what it `gather`s. */
export const test = base.extend<
  Pick<Sites, 'launchSite' | 'tidy' | 'keepsPages'>,
  Omit<Sites, 'launchSite' | 'tidy' | 'keepsPages'>
>({
  keepsPages: [false, { option: true }],
  ownStack: ['', { option: true, scope: 'worker' }],
  office: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'diem-cau-e2e-'))
      const office = await Office.open(folder)
      await use(office)
      await office.close()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  chair: [({ office }, use) => withSite(office, 'chair', use), { scope: 'worker' }],
  wardA: [({ office }, use) => withSite(office, 'wardA', use), { scope: 'worker' }],
  wardB: [({ office }, use) => withSite(office, 'wardB', use), { scope: 'worker' }],
  tidy: [
    async ({ keepsPages }, use, testInfo) => {
      if (!keepsPages) await closePages()
      await use()
      const failed = testInfo.status !== testInfo.expectedStatus
      for (const site of Site.all) {
        for (const [n, page] of (failed ? (site.context?.pages() ?? []) : []).entries()) {
          await page.screenshot({ path: testInfo.outputPath(`${site.options.name}-${n}.png`) }).catch(() => undefined)
        }
      }
      if (failed || !keepsPages) await closePages()
    },
    { auto: true },
  ],
  launchSite: async ({ office }, use) => {
    const launched: Site[] = []
    await use(async (name, deviceFlags, account) => {
      const site = await Site.launch({
        ...(await office.siteOptions('wardB')),
        name,
        deviceFlags,
        ...(account && { account }),
      })
      launched.push(site)
      return site
    })
    await Promise.all(launched.map((site) => site.close()))
  },
})

/** A site that stayed would be seen and heard in the next test. */
async function closePages(): Promise<void> {
  await Promise.all([...Site.all].map((site) => site.context?.close()))
}

async function withSite(office: Office, name: SiteName, use: (site: Site) => Promise<void>) {
  const site = await Site.launch(await office.siteOptions(name))
  await use(site)
  await site.close()
}

export { expect } from '@playwright/test'
