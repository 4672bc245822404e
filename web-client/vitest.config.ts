import { defineConfig } from 'vitest/config'

// Each process reads a module once for all test files, as no file leaves a trace in a module.
// What is polled for comes when it comes: on a busy machine the usual second is too short.
export default defineConfig({
  test: {
    isolate: false,
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'service-worker/**/*.test.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
