import { defineConfig } from 'vitest/config'

// contract/ is a package of its own, with its own tests.
export default defineConfig({ test: { include: ['src/**/*.test.ts'] } })
