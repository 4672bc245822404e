import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: [
      'pair/**/*.test.ts',
      'protocol/**/*.test.ts',
      'load/**/*.test.ts',
      'chaos/**/*.test.ts',
      'line/**/*.test.ts',
      'support/**/*.test.ts',
    ],
    // Each file boots an office of its own, with real media workers: one after the other on two cores.
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
