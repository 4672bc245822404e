import { defineConfig } from '@playwright/test'

/** These happen before and after meetings, with next to no media. */
const OFFICE = /(alerts|office|operationsPages|planning|readiness|schedule|signIn|states)\.e2e\.ts$/

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
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // Three browsers that encode video on two cores: a run that only failed for want of CPU is repeated, and named as flaky.
  retries: process.env['CI'] === undefined ? 0 : 2,
  reporter: [['list']],
  outputDir: 'test-results',
})
