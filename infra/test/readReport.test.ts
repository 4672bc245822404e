import { expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from './readReport.ts'

test('vitest: tests are counted by their end, and a file that did not load is a failure', () => {
  const tally = readVitestReport({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'passed',
        assertionResults: [
          { fullName: 'a', status: 'passed' },
          { fullName: 'b', status: 'pending' },
        ],
      },
      { name: 'c.test.ts', status: 'failed', assertionResults: [{ fullName: 'c', status: 'failed' }] },
      { name: 'd.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
    ],
  })
  expect(tally.line()).toBe('tests: 1 passed, 2 failed, 1 skipped')
  expect(tally.failures).toEqual(['c', 'd.test.ts: cannot be loaded'])
})

test('playwright: tests are counted however deep, and an error outside any test is a failure', () => {
  const tally = readPlaywrightReport({
    suites: [
      {
        specs: [{ title: 'top', tests: [{ status: 'expected' }] }],
        suites: [
          {
            specs: [
              { title: 'deep', tests: [{ status: 'unexpected' }] },
              { title: 'off', tests: [{ status: 'skipped' }] },
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'the office did not open' }],
  })
  expect(tally.line()).toBe('tests: 1 passed, 2 failed, 1 skipped')
  expect(tally.failures[0]).toBe('deep')
})
