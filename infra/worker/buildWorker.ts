import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheDir } from '../bootstrap/paths.mjs'
import { ensurePackages, WORKER_BUILD_PACKAGES } from '../bootstrap/debianPackages.mjs'
import { runStep } from '../bootstrap/runStep.mjs'
import { builtWorkerPath, mediasoupVersion } from '../bootstrap/workerPlan.mjs'
import { fetchLibsrtpSource } from './libsrtpSource.ts'

const OVERLAY = join(import.meta.dirname, 'overlay')
const FAILED =
  'Run the same command again; if it fails at the same place, build a worker elsewhere and set MEDIASOUP_WORKER_BIN to it.'

/**
 * Builds mediasoup-worker from the npm package's sources, the overlay and Debian packages alone, and
 * puts it into the cache: in a temporary folder first, moved there whole.
 *
 * @returns path of the binary
 * @throws SetupError with the end of the log
 */
export async function buildWorker(): Promise<string> {
  await ensurePackages(WORKER_BUILD_PACKAGES, 'to build the media worker')
  const target = builtWorkerPath()
  mkdirSync(dirname(dirname(target)), { recursive: true })
  // Beside its target: a rename is atomic within one file system only.
  const work = mkdtempSync(join(dirname(dirname(target)), '.build-'))
  try {
    const source = await layOutSource(work)
    const out = join(work, 'out')
    const step = { name: 'worker-build', cwd: source, ifItFails: FAILED }
    await runStep({
      ...step,
      what: `setting up the build of mediasoup-worker ${mediasoupVersion()}`,
      usually: '10 s',
      command: 'meson',
      args: ['setup', '--buildtype', 'release', '-Db_ndebug=true', out],
    })
    const cores = availableParallelism() // 10 to 15 minutes of one core, measured
    await runStep({
      ...step,
      what: 'building mediasoup-worker from source, once',
      usually: `${Math.ceil(10 / cores)}-${Math.ceil(15 / cores)} min on this machine`,
      append: true,
      command: 'ninja',
      args: ['-C', out, 'mediasoup-worker'],
      progress: /\[\d+\/\d+\]/,
    })
    const finished = join(work, 'finished')
    mkdirSync(finished)
    await runStep({
      ...step,
      what: 'removing debug symbols',
      usually: '1 s',
      append: true,
      command: 'strip',
      args: ['-o', join(finished, 'mediasoup-worker'), join(out, 'mediasoup-worker')],
    })
    chmodSync(join(finished, 'mediasoup-worker'), 0o755)
    rmSync(dirname(target), { recursive: true, force: true })
    renameSync(finished, dirname(target))
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Removes what a killed build left behind. Call it with the build's lock held. */
export function removeStaleBuilds(): void {
  const folder = join(cacheDir(), 'worker')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.')) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** mediasoup's `worker/` with the overlay in place of its wraps. */
async function layOutSource(work: string): Promise<string> {
  const source = join(work, 'worker')
  const subprojects = join(source, 'subprojects')
  cpSync(packagedWorker(), source, { recursive: true })
  for (const name of readdirSync(subprojects)) {
    if (name.endsWith('.wrap') || name === 'packagefiles') rmSync(join(subprojects, name), { recursive: true })
  }
  cpSync(join(OVERLAY, 'subprojects'), subprojects, { recursive: true })
  await placeLibsrtp(work, join(subprojects, 'libsrtp2'))

  // Debian 12 has meson 1.0.1, and nothing needs more.
  const mesonBuild = join(source, 'meson.build')
  writeFileSync(
    mesonBuild,
    readFileSync(mesonBuild, 'utf8').replace(/meson_version: *'[^']*'/, "meson_version: '>= 1.0.0'"),
  )
  for (const name of readdirSync(join(OVERLAY, 'patches')).sort()) {
    const patch = join(OVERLAY, 'patches', name)
    await runStep({
      name: 'worker-patch',
      what: `applying ${name}`,
      usually: '1 s',
      command: 'patch',
      cwd: source,
      args: ['-p1', '--forward', '--batch', '-i', patch],
      ifItFails: `The recipe in infra/worker/overlay is not for mediasoup ${mediasoupVersion()}: bring it up to date.`,
    })
  }
  return source
}

async function placeLibsrtp(work: string, target: string): Promise<void> {
  const tarball = await fetchLibsrtpSource(work)
  if (!tarball) {
    await ensurePackages(['libsrtp2-dev'], 'to build the media worker')
    cpSync(join(OVERLAY, 'libsrtp2-system'), target, { recursive: true })
    return
  }
  mkdirSync(target)
  await runStep({
    name: 'worker-libsrtp',
    what: 'unpacking libsrtp2',
    usually: '1 s',
    append: true,
    ifItFails: FAILED,
    command: 'tar',
    args: ['xf', tarball, '-C', target, '--strip-components=1'],
  })
}

function packagedWorker(): string {
  const main = createRequire(import.meta.url).resolve('mediasoup') // <package>/node/lib/index.js
  return join(dirname(main), '..', '..', 'worker')
}
