import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { cacheDir } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { ensureWorker } from './ensureWorker.ts'
import { KNOWN_FAILURES } from './knownFailures.ts'

const LIMIT_MS = 300_000

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})
type Report = z.infer<typeof Report>

try {
  const worker = await ensureWorker()
  console.log(`media worker: ${worker.path} (${worker.origin})`)
  console.log("running mediasoup's own tests against it (usually 10 s)")
  process.exitCode = tell(await runTests(worker.path)) ? 0 : 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
process.disconnect?.()

/** jest over the tests that the npm package ships compiled. */
async function runTests(workerBin: string): Promise<Report> {
  const require = createRequire(import.meta.url)
  mkdirSync(cacheDir(), { recursive: true })
  const work = mkdtempSync(join(cacheDir(), 'worker-tests-'))
  try {
    const config = join(work, 'jest.json')
    const output = join(work, 'report.json')
    writeFileSync(
      config,
      JSON.stringify({
        rootDir: join(dirname(require.resolve('mediasoup')), '..', '..'),
        testRegex: 'node/lib/test/test-.*\\.js$',
        testPathIgnorePatterns: [],
        transform: {},
        haste: { retainAllFiles: true }, // else jest does not look into node_modules
        cacheDirectory: join(work, 'jest'),
      }),
    )
    const jest = spawn(
      process.execPath,
      [require.resolve('jest/bin/jest'), '-c', config, '--silent', '--forceExit', '--json', '--outputFile', output],
      {
        env: { ...process.env, MEDIASOUP_WORKER_BIN: workerBin },
        stdio: ['ignore', 'ignore', 'pipe'],
        timeout: LIMIT_MS,
      },
    )
    let said = ''
    jest.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
    })
    await new Promise((done) => jest.once('close', done))
    const report = Report.safeParse(readJson(output))
    if (!report.success) throw new SetupError(`jest gave no report:\n${said}`)
    return report.data
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @returns true when the binary is good */
function tell({ testResults }: Report): boolean {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed')
  const failed = tests.filter(({ status }) => status === 'failed')
  const skipped = tests.length - passed.length - failed.length
  let good = passed.length > 0
  for (const { fullName, failureMessages } of failed) {
    const reason = KNOWN_FAILURES.get(fullName)
    if (reason !== undefined)
      console.log(`not counted, as it fails for a reason outside the binary: ${fullName}\n  ${reason}`)
    else {
      good = false
      console.error(`FAILED: ${fullName}\n  ${failureMessages[0]?.split('\n').slice(0, 5).join('\n  ')}`)
    }
  }
  for (const { fullName } of passed) {
    if (!KNOWN_FAILURES.has(fullName)) continue
    good = false
    console.error(`passes now, take it out of knownFailures.ts: ${fullName}`)
  }
  for (const { name, message, assertionResults } of testResults) {
    if (assertionResults.length > 0) continue
    good = false
    console.error(`FAILED: ${name} did not run\n  ${message}`)
  }
  const known = failed.filter(({ fullName }) => KNOWN_FAILURES.has(fullName)).length
  console.log(`tests: ${passed.length} passed, ${failed.length - known} failed, ${skipped + known} skipped`)
  return good
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
