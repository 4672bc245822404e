import { defineConfig } from '@playwright/test'

/** Three browsers that encode and decode video, or a wall of rooms: one of these at a time, as the media worker needs the two cores too. */
const MEETING = /(conduct|firefox|meeting|networkCamera|operations|paths|recovery|screens|secondScreen|wall)\.e2e\.ts$/

/** These happen before and after meetings, with next to no media. */
const OFFICE = /(alerts|office|operationsPages|planning|readiness|schedule|signIn|states)\.e2e\.ts$/

/** Browsers are launched by the fixtures (one whole Chromium per site), so there is no `use.browserName`. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // One file of each of two projects: while a meeting waits for a line to come back, pages are looked at.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'meeting', testMatch: MEETING, workers: 1 },
    // One or two browsers in a meeting, mostly the TV of a room.
    { name: 'rooms', testIgnore: [MEETING, OFFICE] },
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
