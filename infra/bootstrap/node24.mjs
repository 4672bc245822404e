// @ts-check
import { accessSync, constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './paths.mjs'
import { SetupError } from './SetupError.mjs'

const NEEDED_MAJOR = 24

/**
 * A Node of at least 24: this one, or the binary that the npm package node-linux-* carries.
 * @param {string} [version] of the running Node, e.g. '20.20.2'
 * @param {string} [checkout]
 */
export function node24Path(version = process.versions.node, checkout = root) {
  if (Number(version.split('.')[0]) >= NEEDED_MAJOR) return process.execPath
  const path = join(checkout, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  try {
    accessSync(path, constants.X_OK)
  } catch {
    throw new SetupError(
      `No Node ${NEEDED_MAJOR} for ${process.platform}-${process.arch} among the npm packages (${path}).\n` +
        `Install Node ${NEEDED_MAJOR} yourself (https://nodejs.org) and run the same command with it.`,
    )
  }
  return path
}

/**
 * The environment in which children find that Node first.
 * @param {string} node24
 * @param {NodeJS.ProcessEnv} [env]
 */
export function node24Env(node24, env = process.env) {
  const first = [dirname(node24), join(root, 'node_modules', '.bin')]
  return { ...env, PATH: [...first, env.PATH ?? ''].join(':') }
}
