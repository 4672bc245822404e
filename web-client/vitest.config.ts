import { defineConfig } from 'vitest/config'

// Each process reads a module once for all test files, as no file leaves a trace in a module.
export default defineConfig({
  test: { isolate: false, include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'service-worker/**/*.test.ts'] },
})
