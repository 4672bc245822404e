import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The contract is a package with tests of its own.
  // What all files import is read once for each process: no file leaves a trace in a module.
  test: {
    isolate: false,
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is polled for comes when it comes: on a busy machine the usual second is too short.
    expect: { poll: { timeout: 10_000 } },
    globalSetup: ['src/testing/storesForTests.ts'],
  },
})
