import { defineConfig } from '@playwright/test'

/** These happen before and after meetings, with next to no media, or in a room that waits for what comes by itself. */
const OFFICE =
  /(alerts|office|operations|operationsPages|planning|readiness|room|roomUpdate|schedule|secondScreen|signIn|states|upgrading)\.e2e\.ts$/

const isCi = process.env['CI'] !== undefined

/** Browsers are launched by the fixtures (one whole Chromium per site), so there is no `use.browserName`. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  fullyParallel: false,
  projects: [
    // Browsers that encode and decode video share two cores with the media worker: one test at a time.
    { name: 'meeting', testIgnore: OFFICE },
    // These mostly wait for pages: two files at a time take two thirds of the time.
    { name: 'office', testMatch: OFFICE },
  ],
  // CI may run on half the speed of a developer's machine.
  timeout: isCi ? 300_000 : 180_000,
  expect: { timeout: isCi ? 30_000 : 15_000 },
  forbidOnly: isCi,
  // Three browsers that encode video on two cores: a run that only failed for want of CPU is repeated, and named as flaky.
  retries: isCi ? 2 : 0,
  reporter: [['list']],
  outputDir: 'test-results',
})
