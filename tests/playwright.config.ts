import { defineConfig } from '@playwright/test'

/** Browsers are launched by the fixtures (one whole Chromium per site), so there is no `use.browserName`. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // Three browsers that encode video on two cores: a run that only failed for want of CPU is repeated, and named as flaky.
  retries: process.env['CI'] === undefined ? 0 : 2,
  reporter: [['list']],
  outputDir: 'test-results',
})
