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
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { cacheDir } from '../bootstrap/paths.mjs'
import { ensurePackages, WORKER_BUILD_PACKAGES } from '../bootstrap/debianPackages.mjs'
import { runStep } from '../bootstrap/runStep.mjs'
import { builtWorkerPath, mediasoupVersion } from '../bootstrap/workerPlan.mjs'
import { fetchLibsrtpSource } from './libsrtpSource.ts'

const OVERLAY = join(import.meta.dirname, 'overlay')
const FAILED =
  'Run the same command again; if it fails at the same place, build a worker elsewhere and set MEDIASOUP_WORKER_BIN to it.'

/** The worker is linked with it; see overlay/README.md. */
const JEMALLOC = '-Wl,--push-state,--no-as-needed,-ljemalloc,--pop-state'

const PATCH = ['-p1', '--forward', '--batch']
const LIBSRTP_PATCH = 'faster/libsrtp2/1-fewer-calls.patch'

/** faster = with all of the overlay; plain = without overlay/faster, to compare it with. */
export type WorkerKind = 'faster' | 'plain'

/**
 * Builds mediasoup-worker from the npm package's sources, the overlay and Debian packages alone, and
 * puts it into the cache: in a temporary folder first, moved there whole.
 *
 * @returns path of the binary
 * @throws SetupError with the end of the log
 */
export async function buildWorker(kind: WorkerKind = 'faster'): Promise<string> {
  await ensurePackages(WORKER_BUILD_PACKAGES, 'to build the media worker')
  const target = builtWorkerPath(kind)
  mkdirSync(dirname(dirname(target)), { recursive: true })
  // Beside its target: a rename is atomic within one file system only.
  const work = mkdtempSync(join(dirname(dirname(target)), '.build-'))
  try {
    const source = await layOutSource(work, kind)
    const out = join(work, 'out')
    const step = { name: 'worker-build', cwd: source, ifItFails: FAILED }
    await runStep({
      ...step,
      what: `setting up the build of mediasoup-worker ${mediasoupVersion()}`,
      usually: '10 s',
      command: 'meson',
      args: [
        'setup',
        '--buildtype',
        'release',
        '-Db_ndebug=true',
        ...(kind === 'faster' ? [`-Dcpp_link_args=${JEMALLOC}`] : []),
        out,
      ],
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
async function layOutSource(work: string, kind: WorkerKind): Promise<string> {
  const source = join(work, 'worker')
  const subprojects = join(source, 'subprojects')
  cpSync(packagedWorker(), source, { recursive: true })
  for (const name of readdirSync(subprojects)) {
    if (name.endsWith('.wrap') || name === 'packagefiles') rmSync(join(subprojects, name), { recursive: true })
  }
  cpSync(join(OVERLAY, 'subprojects'), subprojects, { recursive: true })
  const libsrtp = join(subprojects, 'libsrtp2')
  const ownLibsrtp = await placeLibsrtp(work, libsrtp)

  // Debian 12 has meson 1.0.1, and nothing needs more.
  const mesonBuild = join(source, 'meson.build')
  writeFileSync(
    mesonBuild,
    readFileSync(mesonBuild, 'utf8').replace(/meson_version: *'[^']*'/, "meson_version: '>= 1.0.0'"),
  )
  await applyPatches(join(OVERLAY, 'patches'), source)
  if (kind === 'faster') {
    await applyPatches(join(OVERLAY, 'faster/worker'), source)
    // Debian's version of it is for Debian to choose: another one is as good, only slower.
    if (ownLibsrtp && fits(join(OVERLAY, LIBSRTP_PATCH), libsrtp))
      await applyPatch(join(OVERLAY, LIBSRTP_PATCH), libsrtp)
  }
  return source
}

/** All patches of a folder, in the order of their names. */
async function applyPatches(folder: string, cwd: string): Promise<void> {
  for (const name of readdirSync(folder).sort()) await applyPatch(join(folder, name), cwd)
}

async function applyPatch(patch: string, cwd: string): Promise<void> {
  await runStep({
    name: 'worker-patch',
    what: `applying ${basename(patch)}`,
    usually: '1 s',
    append: true,
    command: 'patch',
    cwd,
    args: [...PATCH, '-i', patch],
    ifItFails: `The recipe in infra/worker/overlay is not for mediasoup ${mediasoupVersion()}: bring it up to date.`,
  })
}

/** Whether the patch is for these sources. */
function fits(patch: string, cwd: string): boolean {
  return spawnSync('patch', [...PATCH, '--dry-run', '-i', patch], { cwd }).status === 0
}

/** @returns false where it is the system's, which is not built here */
async function placeLibsrtp(work: string, target: string): Promise<boolean> {
  const tarball = await fetchLibsrtpSource(work)
  if (!tarball) {
    await ensurePackages(['libsrtp2-dev'], 'to build the media worker')
    cpSync(join(OVERLAY, 'libsrtp2-system'), target, { recursive: true })
    return false
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
  return true
}

function packagedWorker(): string {
  const main = createRequire(import.meta.url).resolve('mediasoup') // <package>/node/lib/index.js
  return join(dirname(main), '..', '..', 'worker')
}
