import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { node24Env } from '../bootstrap/node24.mjs'
import { cacheDir, root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { buildWebClient } from '../start/buildWebClient.ts'
import { ensureWorker } from '../worker/ensureWorker.ts'
import { readPlaywrightReport, readVitestReport } from './readReport.ts'
import { runCommand } from './runCommand.ts'
import { Tally } from './Tally.ts'

/** Tests that stay within one process, but for a media worker or a database. */
const WORKSPACES = ['sfu/contract', 'signaling/contract', 'sfu', 'signaling', 'web-client']
/**
 * Tests beside the code that start, kill or restore whole servers, an office with its mail and printers, or media workers by the
 * dozen: they run with those of the protocol, so that the others take two minutes at most. Paths within their workspace.
 */
const WHOLE_SERVERS: Readonly<Record<string, readonly string[]>> = {
  sfu: ['src/main.test.ts', 'src/meeting/meetingStories.test.ts'],
  signaling: [
    'src/main.test.ts',
    'src/db/engine/holdData.test.ts',
    'src/db/transfer/moveStore.test.ts',
    'src/db/transfer/transfer.test.ts',
    'src/office/minutes/minutes.test.ts',
    'src/office/minutes/minutesIssues.test.ts',
    'src/office/post/answers.test.ts',
    'src/office/post/post.test.ts',
    'src/office/post/seriesMail.test.ts',
  ],
}
const env: NodeJS.ProcessEnv = {
  ...node24Env(process.execPath),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  // PostgreSQL is installed here, so tests of it that are skipped are a failure.
  DIEM_CAU_TEST_POSTGRES: 'required',
  DIEM_CAU_CHROMIUM: process.env.DIEM_CAU_CHROMIUM || '/usr/bin/chromium',
}
let reports = ''

/** Parts run in this order: the quick ones that say most come first. */
const PARTS = {
  lint: () => runCheck('lint', 'npm', ['run', '--silent', 'lint']),
  typecheck: () => runCheck('typecheck', 'turbo', ['run', 'typecheck', '--concurrency=2', '--output-logs=errors-only']),
  unit: runUnit,
  protocol: runProtocol,
  e2e: runEndToEnd,
} satisfies Record<string, () => Promise<Tally>>
type Part = keyof typeof PARTS

process.exitCode = await main(process.argv.slice(2))
process.disconnect?.()

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !(arg in PARTS))
  if (unknown.length > 0) {
    const asked = unknown.some((arg) => arg === '--help' || arg === '-h')
    console[asked ? 'log' : 'error'](`usage: npm test -- [${Object.keys(PARTS).join('] [')}]   (default: all)`)
    return asked ? 0 : 1
  }
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => args.length === 0 || args.includes(part))
  mkdirSync(cacheDir(), { recursive: true })
  reports = mkdtempSync(join(cacheDir(), 'reports-'))
  // Servers of ours are started a hundred times: reading them is half of what a start takes.
  env.NODE_COMPILE_CACHE = join(reports, 'compiled')
  const tally = new Tally()
  try {
    if (parts.some((part) => part !== 'lint' && part !== 'typecheck'))
      env.MEDIASOUP_WORKER_BIN = (await ensureWorker()).path
    // Unit tests weigh it, browsers open it.
    if (parts.includes('unit') || parts.includes('e2e')) await buildWebClient()
    for (const part of parts) {
      const started = Date.now()
      console.log(`\n== ${part}`)
      const result = await PARTS[part]().catch((error: unknown) =>
        crashed(part, error instanceof Error ? error.message : String(error)),
      )
      tally.add(result)
      console.log(
        `== ${part}: ${result.passed} passed, ${result.failures.length} failed, ${result.skipped} skipped in ${Math.round((Date.now() - started) / 1000)} s`,
      )
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`\n${error.message}`)
    tally.failures.push('set-up')
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  if (tally.failures.length > 0) console.log(`\nfailed:\n${tally.failures.map((name) => `  ${name}`).join('\n')}`)
  console.log(`\n${tally.line()}`)
  return tally.failures.length > 0 ? 1 : 0
}

/** A check without tests of its own counts as one. */
async function runCheck(name: string, command: string, args: readonly string[]): Promise<Tally> {
  const tally = new Tally()
  if ((await runCommand(command, args, { cwd: root, env })) === 0) tally.passed = 1
  else tally.failures.push(name)
  return tally
}

async function runUnit(): Promise<Tally> {
  const tally = new Tally()
  for (const workspace of WORKSPACES) {
    const folder = join(root, workspace)
    const found = globSync('**/*.test.{ts,tsx}', {
      cwd: folder,
      exclude: (path) => ['node_modules', 'dist', 'contract'].includes(path),
    })
    if (found.length === 0) continue
    const elsewhere = (WHOLE_SERVERS[workspace] ?? []).flatMap((path) => ['--exclude', path])
    // Vitest leaves a core free for whoever watches; here nobody does. Those of signaling wait for disk and database too.
    const workers = workspace === 'signaling' ? String(2 * availableParallelism()) : '100%'
    // sfu/ and signaling/ hold their contract, which is a workspace of its own.
    // Vitest gives a test five seconds, which properties need on a slow machine; those of signaling say more themselves.
    const patience = workspace === 'signaling' ? [] : ['--testTimeout=30000']
    const args = ['--exclude', 'contract/**', ...elsewhere, `--maxWorkers=${workers}`, ...patience]
    // Each process reads a module once for all test files, as no file leaves a trace in a module.
    tally.add(await runVitest(workspace, folder, ['--no-isolate', ...args]))
  }
  return tally
}

async function runProtocol(): Promise<Tally> {
  // As with browsers: what real processes do on a busy machine is tried once more, and vitest says so of each.
  const again = ['--retry=1']
  const tally = await runVitest('protocol', join(root, 'tests'), again)
  for (const [workspace, paths] of Object.entries(WHOLE_SERVERS))
    tally.add(
      await runVitest(`${workspace}, whole servers`, join(root, workspace), [...paths, '--maxWorkers=100%', ...again]),
    )
  tally.add(await runVitest('infra', join(root, 'infra'), ['--maxWorkers=100%', ...again]))
  return tally
}

async function runVitest(name: string, cwd: string, args: readonly string[]): Promise<Tally> {
  const output = join(reports, `${name.replace(/[/, ]/g, '-')}.json`)
  const code = await runCommand(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`, ...args],
    { cwd, env },
  )
  return judge(name, code, output, readVitestReport)
}

async function runEndToEnd(): Promise<Tally> {
  const tally = await runPlaywright('meeting', 1)
  tally.add(await runPlaywright('office', 2))
  return tally
}

/** @param project of tests/playwright.config.ts, which says why some may run beside each other */
async function runPlaywright(project: string, workers: number): Promise<Tally> {
  const output = join(reports, `e2e-${project}.json`)
  const code = await runCommand(
    'playwright',
    ['test', '-c', 'playwright.config.ts', `--project=${project}`, `--workers=${workers}`, '--reporter=list,json'],
    { cwd: join(root, 'tests'), env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: output } },
  )
  return judge(`e2e ${project}`, code, output, readPlaywrightReport)
}

/** A runner that gave no report, ran nothing, or ended badly with nothing failed has failed itself. */
function judge(name: string, code: number, output: string, read: (report: unknown) => Tally): Tally {
  if (!existsSync(output)) return crashed(name, `ended without a report (exit code ${code})`)
  const tally = read(JSON.parse(readFileSync(output, 'utf8')))
  if (tally.passed + tally.failures.length === 0) return crashed(name, 'ran no test') // all skipped is none too
  if (code !== 0 && tally.failures.length === 0) tally.failures.push(`${name}: exit code ${code} though no test failed`)
  return tally
}

function crashed(name: string, why: string): Tally {
  const tally = new Tally()
  tally.failures.push(`${name}: ${why}`)
  return tally
}
