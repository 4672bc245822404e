import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { isInstalled } from '../../infra/bootstrap/nodeModules.mjs'
import { cacheDir, root } from '../../infra/bootstrap/paths.mjs'
import { builtWorkerPath, prebuiltWorkerPath } from '../../infra/bootstrap/workerPlan.mjs'
import { isProved } from '../../infra/worker/proveWorker.ts'

const run = promisify(execFile)

/** The programs by which the set-up installs. */
const INSTALLERS = ['npm', 'apt-get'] as const

const tests = join(root, 'tests')
const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.includes('node_modules') && name !== 'support/mediaWorker.test.ts',
)

test('nothing here starts a media worker of unknown origin', () => {
  const starts = sources.flatMap((name) => {
    const text = readFileSync(join(tests, name), 'utf8')
    return [...text.matchAll(/\b(?:createWorker|startMediaNode)\(\{|Child\.start\(join\(root, 'sfu/g)].map(
      ({ index }) => ({ name, call: text.slice(index, index + 500) }),
    )
  })
  expect(starts.length).toBeGreaterThan(2)
  expect(starts.filter(({ call }) => !call.includes('mediaWorker()'))).toEqual([])
})

/**
 * The variables of a machine where nobody set anything. Its npm and apt-get only refuse: a set-up that has something to install
 * begins with removing node_modules, under all tests that run.
 */
async function bareEnvironment(): Promise<{
  readonly PATH: string
  readonly HOME: string
  readonly DIEM_CAU_CACHE: string
}> {
  const home = await mkdtemp(join(tmpdir(), 'diem-cau-home-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  for (const name of INSTALLERS)
    await writeFile(join(home, name), '#!/bin/sh\necho "a test installs nothing" >&2\nexit 1\n', { mode: 0o755 })
  return { PATH: `${home}:${process.env['PATH'] ?? ''}`, HOME: home, DIEM_CAU_CACHE: cacheDir() }
}

async function freshly(command: string, ...args: string[]): Promise<string> {
  const env = await bareEnvironment()
  return (await run(process.execPath, [join(root, command), ...args], { env, timeout: 100_000 })).stdout
}

test.each(INSTALLERS)('%s of these tests installs nothing', async (name) => {
  await expect(run(name, ['--version'], { env: await bareEnvironment() })).rejects.toThrow('a test installs nothing')
})

const hasWorker = [builtWorkerPath(), prebuiltWorkerPath()].some(isProved)

// The set-up would begin with npm ci: after `npm test` there is nothing for it to install.
test.skipIf(!hasWorker || !isInstalled())(
  'a bench runs where no variable of this program is set',
  async () => {
    const { endpoints, grants, p95Ms } = JSON.parse(
      await freshly('infra/bootstrap/run.mjs', 'bench:floor', '--json', '--endpoints', '3', '--grants', '1'),
    ) as Record<string, number>
    expect({ endpoints, grants, measured: p95Ms !== undefined && p95Ms > 0 }).toEqual({
      endpoints: 3,
      grants: 1,
      measured: true,
    })
  },
  120_000,
)

test.skipIf(!hasWorker)(
  'so does the demonstration of the farm',
  async () => {
    expect(
      JSON.parse(await freshly('tests/load/farm/demo.ts', '--json', '--endpoints', '2', '--seconds', '1')),
    ).toMatchObject({ endpoints: 2 })
  },
  120_000,
)
