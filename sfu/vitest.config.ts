import { defineConfig } from 'vitest/config'

// contract/ is a package of its own, with its own tests.
// What all files import is read once for each process: no file leaves a trace in a module.
// What is polled for comes when it comes: on a busy machine the usual second is too short.
export default defineConfig({
  test: {
    isolate: false,
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
