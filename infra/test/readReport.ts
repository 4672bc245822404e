import { z } from 'zod'
import { Tally } from './Tally.ts'

/** The part of `vitest --reporter=json` that is read here. */
const Vitest = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

export function readVitestReport(report: unknown): Tally {
  const tally = new Tally()
  for (const file of Vitest.parse(report).testResults) {
    const failedBefore = tally.failures.length
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1
      else if (status === 'failed') tally.failures.push(fullName)
      else tally.skipped += 1
    }
    // A file that could not be loaded, or whose hook failed, has no failed test of its own.
    if (file.status === 'failed' && tally.failures.length === failedBefore)
      tally.failures.push(`${file.name}: ${file.message ?? ''}`.slice(0, 300))
  }
  return tally
}

/** A suite holds suites, as deep as describe() goes. */
interface Suite {
  specs?: Spec[] | undefined
  suites?: Suite[] | undefined
}
interface Spec {
  title: string
  tests: { status: string }[]
}
const Spec = z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(Spec).optional(), suites: z.array(Suite).optional() }),
)
/** The part of Playwright's json report that is read here. */
const Playwright = z.object({ suites: z.array(Suite), errors: z.array(z.object({ message: z.string().optional() })) })

export function readPlaywrightReport(report: unknown): Tally {
  const tally = new Tally()
  const visit = ({ specs = [], suites = [] }: Suite): void => {
    for (const { title, tests } of specs) {
      for (const { status } of tests) {
        if (status === 'expected' || status === 'flaky') tally.passed += 1
        else if (status === 'skipped') tally.skipped += 1
        else tally.failures.push(title)
      }
    }
    suites.forEach(visit)
  }
  const { suites, errors } = Playwright.parse(report)
  suites.forEach(visit)
  for (const { message } of errors) tally.failures.push(`outside any test: ${message ?? ''}`.slice(0, 300))
  return tally
}
