import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { builtWorkerPath, prebuiltWorkerPath } from '../bootstrap/workerPlan.mjs'
import { isProved, proveWorker } from './proveWorker.ts'

const real = process.env.MEDIASOUP_WORKER_BIN ?? [builtWorkerPath(), prebuiltWorkerPath()].find(isProved)
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-prove-'))
  vi.stubEnv('DIEM_CAU_CACHE', join(folder, 'cache'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function script(text: string): string {
  const file = join(folder, 'worker')
  writeFileSync(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
  return file
}

test('a path without a file is refused as missing', async () => {
  await expect(proveWorker(join(folder, 'nothing'))).rejects.toMatchObject({ fault: 'missing' })
})

test('a file that is not executable is refused as that', async () => {
  const file = script('exit 0')
  chmodSync(file, 0o644)
  await expect(proveWorker(file)).rejects.toMatchObject({ fault: 'notExecutable' })
})

test('a text file with the x bit is refused without being run', async () => {
  const file = join(folder, 'text')
  writeFileSync(file, `touch ${join(folder, 'was-run')}\n`, { mode: 0o755 })
  await expect(proveWorker(file)).rejects.toMatchObject({ fault: 'notAWorker' })
  expect(readdirSync(folder)).not.toContain('was-run')
})

test('a program that is no mediasoup-worker is refused as that, with its last words', async () => {
  await expect(proveWorker('/bin/true')).rejects.toMatchObject({ fault: 'notAWorker' })
  await expect(proveWorker(script('echo libabsl.so: not found >&2; exit 127'))).rejects.toThrow(
    /exit code 127; it said: libabsl/,
  )
})

test('a worker that dies when mediasoup starts it is refused', async () => {
  await expect(proveWorker(script('[ -z "$MEDIASOUP_VERSION" ] && exit 41; kill -SEGV $$'))).rejects.toMatchObject({
    fault: 'noMedia',
  })
})

test.skipIf(!real)('the real worker carries media both ways, and its proof is remembered', async () => {
  const path = real ?? ''
  expect(isProved(path)).toBe(false)
  await proveWorker(path)
  expect(isProved(path)).toBe(true)
})

test.skipIf(!real)('a worker that dies during the proof is refused', async () => {
  // The real one, shot shortly after mediasoup has started it: as the unpatched build dies in libssl.
  const dying = script(`[ -z "$MEDIASOUP_VERSION" ] && exit 41; (sleep 0.1; kill -SEGV $$) & exec ${real} "$@"`)
  await expect(proveWorker(dying)).rejects.toMatchObject({ fault: expect.stringMatching(/^(died|noMedia)$/) })
})
