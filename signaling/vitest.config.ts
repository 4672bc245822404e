import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The contract is a package with tests of its own.
  test: { include: ['src/**/*.test.ts'], testTimeout: 20_000, globalSetup: ['src/testing/storesForTests.ts'] },
})
