import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensurePackages } from '../../../infra/bootstrap/debianPackages.mjs'
import { cacheDir } from '../../../infra/bootstrap/paths.mjs'
import { SetupError } from '../../../infra/bootstrap/SetupError.mjs'
import { withLock } from '../../../infra/bootstrap/withLock.mjs'

const SOURCES = join(import.meta.dirname, 'c')
const COMPILER = 'gcc'
const FLAGS = ['-std=c11', '-D_GNU_SOURCE', '-O2', '-Wall', '-Wextra', '-Werror']
const LIBRARIES = ['-lssl', '-lcrypto', '-lm']
const PACKAGES = ['gcc', 'libc6-dev', 'libssl-dev']

/**
 * The farm's binary, from the cache or compiled in a few seconds. What is in the cache is named for what it was
 * made of, so that a change of a source, of a flag or of the compiler makes another.
 *
 * @throws SetupError with what to install, or with the compiler's words
 */
export async function buildFarm(): Promise<string> {
  const files = readdirSync(SOURCES).sort()
  const kept = binaryPath(files)
  if (kept && existsSync(kept)) return kept
  return withLock('farm', async () => {
    let target = binaryPath(files)
    if (target && existsSync(target)) return target
    // Looked for first, asked of Debian only when missing: elsewhere gcc may be there without dpkg.
    if (!target || !hasOpenSsl()) await ensurePackages(PACKAGES, 'to build the endpoint farm of the load tests')
    target ??= binaryPath(files)
    if (!target)
      throw new SetupError(`No ${COMPILER} here, which the endpoint farm is built with. Install ${PACKAGES.join(' ')}.`)
    compile(files, target)
    return target
  })
}

/** Undefined without a compiler. */
function binaryPath(files: readonly string[]): string | undefined {
  const version = spawnSync(COMPILER, ['--version'], { encoding: 'utf8' })
  if (version.status !== 0) return undefined
  const hash = createHash('sha256').update(JSON.stringify([version.stdout, FLAGS, LIBRARIES]))
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(SOURCES, file)))
  return join(cacheDir(), 'farm', hash.digest('hex').slice(0, 16), 'farm')
}

function hasOpenSsl(): boolean {
  const probe = spawnSync(COMPILER, ['-E', '-x', 'c', '-'], {
    input: '#include <openssl/ssl.h>\n#include <stdio.h>\n',
    encoding: 'utf8',
  })
  return probe.status === 0
}

function compile(files: readonly string[], target: string): void {
  mkdirSync(dirname(dirname(target)), { recursive: true })
  // The build is beside its target, because a rename is atomic within one file system only.
  const work = mkdtempSync(join(dirname(dirname(target)), '.build-'))
  try {
    const sources = files.filter((file) => file.endsWith('.c')).map((file) => join(SOURCES, file))
    const result = spawnSync(COMPILER, [...FLAGS, '-o', join(work, 'farm'), ...sources, ...LIBRARIES], {
      encoding: 'utf8',
    })
    if (result.status !== 0)
      throw new SetupError(`The endpoint farm does not compile:\n${result.stderr || String(result.error)}`)
    rmSync(dirname(target), { recursive: true, force: true })
    renameSync(work, dirname(target))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
