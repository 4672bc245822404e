import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * These say how fast something is, how much of a line comes through or how soon somebody is back: they have the machine to
 * themselves.
 */
const MEASURING = [
  'chaos/record.test.ts',
  'line/squeezed.test.ts',
  'load/farm/**/*.test.ts',
  'load/forward/forward.test.ts',
  'protocol/nodes.test.ts',
  'protocol/processes.test.ts',
  'protocol/silenced.test.ts',
  'protocol/wall.test.ts',
]

const shared = {
  root: import.meta.dirname,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // What is polled for comes when it comes: on a busy machine the usual second is too short.
  expect: { poll: { timeout: 10_000 } },
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'together',
          include: ['pair', 'protocol', 'load', 'chaos', 'line', 'support'].map((folder) => `${folder}/**/*.test.ts`),
          exclude: MEASURING,
          // Each file boots an office of its own, with real media workers, and then waits for what is told once a second, for
          // leases and graces: another one runs meanwhile.
          maxWorkers: Math.max(2, availableParallelism()),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'alone',
          include: MEASURING,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
