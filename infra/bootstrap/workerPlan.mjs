// @ts-check
// Which worker this checkout wants, told from files alone: it is asked before npm packages exist.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { release } from 'node:os'
import { join, relative } from 'node:path'
import { cacheDir, root } from './paths.mjs'

/** Files that decide what comes out of a build, besides mediasoup's own; what is written about them does not. */
const RECIPE = ['infra/worker/overlay', 'infra/worker/buildWorker.ts', 'infra/worker/libsrtpSource.ts']

/** mediasoup's release pages: what its npm-scripts.mjs uses when its package.json says so. */
const RELEASES = 'https://github.com/versatica/mediasoup/releases/download'

/**
 * The mediasoup of infra/, which is the one that proves and builds.
 * @returns {string} exact version
 */
export function mediasoupVersion() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const entry = packages['infra/node_modules/mediasoup'] ?? packages['node_modules/mediasoup']
  return entry.version
}

/** Name of the cache folder: mediasoup's version, the recipe, the distribution and the architecture. */
function workerKey() {
  const recipe = createHash('sha256')
  for (const part of RECIPE) {
    for (const file of listFiles(join(root, part)).filter((file) => !file.endsWith('.md'))) {
      recipe.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return `${mediasoupVersion()}-${recipe.digest('hex').slice(0, 12)}-${distribution()}-${process.arch}`
}

/**
 * Binary of an own build, whether it is there or not.
 * @param {'faster' | 'plain'} [kind] plain = without overlay/faster, for who compares
 */
export function builtWorkerPath(kind = 'faster') {
  const key = kind === 'faster' ? workerKey() : `${workerKey()}-${kind}`
  return join(cacheDir(), 'worker', key, 'mediasoup-worker')
}

/** A downloaded prebuilt, whether it is there or not. */
export function prebuiltWorkerPath() {
  return join(
    cacheDir(),
    'worker',
    `${mediasoupVersion()}-prebuilt-${process.arch}-kernel${kernelMajor()}`,
    'mediasoup-worker',
  )
}

/**
 * Address of mediasoup's prebuilt worker: the same name as in its npm-scripts.mjs.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function prebuiltUrl(env = process.env) {
  const version = mediasoupVersion()
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || RELEASES
  return `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}-kernel${kernelMajor()}.tgz`
}

/**
 * True when no worker is at hand and only a build can give one. Asks the network (at most `timeoutMs`).
 * @param {number} [timeoutMs]
 */
export async function needsBuild(timeoutMs = 4_000) {
  if (process.env.MEDIASOUP_WORKER_BIN || existsSync(builtWorkerPath()) || existsSync(prebuiltWorkerPath()))
    return false
  try {
    const answer = await fetch(prebuiltUrl(), { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs) })
    return !answer.ok
  } catch {
    return true
  }
}

function kernelMajor() {
  return Number(release().split('.')[0])
}

/** e.g. debian12 */
function distribution() {
  const text = readFileSync('/etc/os-release', 'utf8')
  const field = (/** @type {string} */ name) => text.match(new RegExp(`^${name}="?([^"\n]*)`, 'm'))?.[1] ?? ''
  return `${field('ID')}${field('VERSION_ID')}` || process.platform
}

/**
 * @param {string} path file or folder
 * @returns {string[]} files, sorted, so that a hash over them is stable
 */
function listFiles(path) {
  if (!existsSync(path)) return []
  /** @type {string[]} */
  let names
  try {
    names = readdirSync(path)
  } catch {
    return [path]
  }
  return names.sort().flatMap((name) => listFiles(join(path, name)))
}
