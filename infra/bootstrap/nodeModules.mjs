// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runStep } from './runStep.mjs'

/** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockEntry */

/**
 * True when what is installed is what package-lock.json says. npm writes node_modules/.package-lock.json
 * last, so an interrupted install is seen as different; comparing the two (20 ms) also sees a
 * developer's own `npm install` as the same, which a hash of the lock file would not.
 *
 * @param {string} [checkout]
 */
export function isInstalled(checkout = root) {
  const wanted = readPackages(join(checkout, 'package-lock.json'))
  const found = readPackages(join(checkout, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue
    const there = found[path]
    if (!there) {
      if (entry.optional || entry.devOptional) continue // for another platform
      return false
    }
    if (there.version !== entry.version || there.integrity !== entry.integrity) return false
    if (!existsSync(join(checkout, path))) return false
  }
  return Object.keys(found).every((path) => path in wanted)
}

/** `npm ci` where it is needed. */
export async function ensureNodeModules() {
  if (isInstalled()) return
  // Started by npm, its own path is known; a `npm` in PATH may be another one, or none.
  const npm = process.env.npm_execpath
  const viaNode = npm !== undefined && /\.c?js$/.test(npm)
  await runStep({
    name: 'npm-ci',
    what: 'installing the npm packages of package-lock.json (npm ci)',
    usually: '20-90 s',
    command: viaNode ? process.execPath : 'npm',
    args: [...(viaNode ? [npm] : []), 'ci', '--no-fund', '--no-audit'],
    cwd: root,
    ifItFails: 'Check that this machine reaches the npm registry (npm ping), then run the same command again.',
  })
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}
