// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { logFile, root } from './paths.mjs'
import { runStep } from './runStep.mjs'
import { SetupError } from './SetupError.mjs'

/** npm itself keeps here what it installed. */
const RECORD = join('node_modules', '.package-lock.json')
const STAMP = join('node_modules', '.diem-cau-installed')

/** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockEntry */

/**
 * True when what is installed is what package-lock.json says: either this set-up installed it and
 * neither npm's record nor the lock file changed since, or the two say the same (20 ms). A stamp alone would say "no"
 * after a developer's `npm install` of the very same packages. npm writes its record,
 * node_modules/.package-lock.json, last, so an interrupted install is seen.
 *
 * @param {string} [checkout]
 */
export function isInstalled(checkout = root) {
  if (readText(join(checkout, STAMP)) === fingerprint(checkout)) return true
  const { missing, wrong } = differences(checkout)
  return missing.length === 0 && wrong.length === 0
}

/**
 * @param {string} checkout
 * @returns {{ missing: string[], wrong: string[] }} wrong: there, but of another version, or not in the lock file
 */
function differences(checkout) {
  const wanted = readPackages(join(checkout, 'package-lock.json'))
  const found = readPackages(join(checkout, RECORD))
  if (!wanted || !found) return { missing: ['all'], wrong: [] }
  const missing = []
  const wrong = Object.keys(found).filter((path) => !(path in wanted))
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue
    const there = found[path]
    if (!there) {
      if (!entry.optional && !entry.devOptional) missing.push(path) // optional: for another platform
    } else if (there.version !== entry.version || there.integrity !== entry.integrity) wrong.push(path)
    else if (!existsSync(join(checkout, path))) missing.push(path)
  }
  return { missing, wrong }
}

/** @param {string} checkout */
function fingerprint(checkout) {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', RECORD]) hash.update(readText(join(checkout, file)) ?? '').update('\0')
  return hash.digest('hex')
}

/**
 * `npm ci` where it is needed.
 *
 * It refuses a registry that lacks an optional package for some other platform (a mirror that holds
 * Linux binaries only): "Missing: x@ from lock file". `npm install` passes over those; it keeps to the
 * lock file too, and that it did is compared afterwards.
 */
export async function ensureNodeModules() {
  if (isInstalled()) return
  // When npm started this, its own path is known; an `npm` in PATH may be another one, or none.
  const npm = process.env.npm_execpath
  const viaNode = npm !== undefined && /\.c?js$/.test(npm)
  const step = { name: 'npm-ci', command: viaNode ? process.execPath : 'npm', cwd: root }
  // The log level by name: `npm test --silent` would be passed on to this npm, and the log say nothing.
  const args = (/** @type {string[]} */ ...words) => [
    ...(viaNode ? [npm] : []),
    ...words,
    '--no-fund',
    '--no-audit',
    '--loglevel=notice',
  ]
  try {
    await runStep({
      ...step,
      what: 'installing the npm packages of package-lock.json (npm ci)',
      usually: '20-90 s',
      args: args('ci'),
      ifItFails: 'Check that this machine reaches the npm registry (npm ping), then run the same command again.',
    })
  } catch (error) {
    if (!/^npm error Missing: /m.test(readFileSync(logFile(step.name), 'utf8'))) throw error
    await runStep({
      ...step,
      append: true,
      args: args('install', '--no-save'),
      usually: '20-90 s',
      what: 'the registry lacks packages for other platforms, which npm ci does not accept: npm install, checked against package-lock.json',
      ifItFails: 'Check that this machine reaches the npm registry (npm ping), then run the same command again.',
    })
    // npm leaves out what the lock file has beyond package.json, so this difference does not matter.
    const { wrong } = differences(root)
    if (wrong.length > 0) {
      throw new SetupError(
        `package.json and package-lock.json are not in sync; npm installed another ${wrong.slice(0, 5).join(', ')}.\n` +
          `Log: ${logFile(step.name)}\nIf this is your own change: npm install, and commit package-lock.json.`,
      )
    }
  }
  writeFileSync(join(root, STAMP), fingerprint(root))
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | undefined}
 */
function readPackages(file) {
  const text = readText(file)
  return text === undefined ? undefined : JSON.parse(text).packages
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
