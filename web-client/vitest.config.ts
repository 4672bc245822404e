import { defineConfig } from 'vitest/config'

// What all files import is read once for each process: no file leaves a trace in a module.
export default defineConfig({ test: { isolate: false, include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'] } })
