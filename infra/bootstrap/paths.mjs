// @ts-check
// Where set-up keeps things. Plain JS on built-ins: this runs before anything is installed.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's root. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/**
 * The cache, outside the checkout so that every checkout of this user shares one worker.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheDir(env = process.env) {
  if (env.DIEM_CAU_CACHE) return resolve(env.DIEM_CAU_CACHE)
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'diem-cau')
  return join(homedir(), '.cache', 'diem-cau')
}

/**
 * Log of a named step.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function logFile(name, env = process.env) {
  return join(cacheDir(env), 'logs', `${name}.log`)
}
