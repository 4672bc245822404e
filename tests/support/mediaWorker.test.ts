import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { cacheDir, root } from '../../infra/bootstrap/paths.mjs'
import { builtWorkerPath, prebuiltWorkerPath } from '../../infra/bootstrap/workerPlan.mjs'
import { isProved } from '../../infra/worker/proveWorker.ts'

const run = promisify(execFile)
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
  expect(starts.length).toBeGreaterThan(3)
  expect(starts.filter(({ call }) => !call.includes('mediaWorker()'))).toEqual([])
})

/** As on a machine where nobody set anything. */
async function freshly(command: string, ...args: string[]): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'diem-cau-home-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const env = { PATH: process.env['PATH'], HOME: home, DIEM_CAU_CACHE: cacheDir() }
  return (await run(process.execPath, [join(root, command), ...args], { env, timeout: 100_000 })).stdout
}

const hasWorker = [builtWorkerPath(), prebuiltWorkerPath()].some(isProved)

test.skipIf(!hasWorker)(
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
