import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { build } from 'vite'
import { FIRST_LOAD_LIMIT, firstLoadSize } from './firstLoadSize.ts'

test('the sign-in page loads less than 180 kB of script, gzipped, and no media code', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'diem-cau-web-'))
  // The runner says `test`, and React would come with its checks for developers.
  vi.stubEnv('NODE_ENV', 'production')
  try {
    const root = fileURLToPath(new URL('..', import.meta.url))
    await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true } })
    const { files, gzipBytes } = await firstLoadSize(outDir)
    expect(gzipBytes).toBeLessThan(FIRST_LOAD_LIMIT)
    expect(gzipBytes).toBeGreaterThan(50_000)
    expect(files.some(({ file }) => file.includes('MeetingPage'))).toBe(false)
  } finally {
    vi.unstubAllEnvs()
    await rm(outDir, { recursive: true })
  }
}, 120_000)
