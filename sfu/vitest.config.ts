import { defineConfig } from 'vitest/config'

// contract/ is a package of its own, with its own tests.
// What all files import is read once for each process: no file leaves a trace in a module.
export default defineConfig({ test: { isolate: false, include: ['src/**/*.test.ts'] } })
