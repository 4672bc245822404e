import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from '../bootstrap/runStep.mjs'
import { prebuiltUrl, prebuiltWorkerPath } from '../bootstrap/workerPlan.mjs'

/** A network that cannot reach GitHub often swallows packets instead of refusing: do not wait for it. */
const ANSWER_MS = 4_000
const DOWNLOAD_MS = 90_000

/**
 * Downloads the worker that mediasoup offers for this system, into the cache.
 * @returns its path, or undefined when there is none or it cannot be reached (said on the console)
 */
export async function fetchPrebuilt(): Promise<string | undefined> {
  const target = prebuiltWorkerPath()
  if (existsSync(target)) return target
  const url = prebuiltUrl()
  say(`asking for mediasoup's own worker (a few seconds): ${url}`)
  const archive = await download(url)
  if (typeof archive === 'string') {
    say(`  not to be had: ${archive}`)
    return undefined
  }
  mkdirSync(dirname(dirname(target)), { recursive: true })
  const work = mkdtempSync(join(dirname(dirname(target)), '.prebuilt-'))
  try {
    writeFileSync(join(work, 'worker.tgz'), archive)
    const finished = join(work, 'finished')
    mkdirSync(finished)
    const tar = spawnSync('tar', ['xzf', join(work, 'worker.tgz'), '-C', finished, '--no-same-owner'], {
      encoding: 'utf8',
    })
    if (tar.status !== 0 || !existsSync(join(finished, 'mediasoup-worker'))) {
      say(`  not usable: the archive has no mediasoup-worker ${tar.stderr}`)
      return undefined
    }
    chmodSync(join(finished, 'mediasoup-worker'), 0o755)
    rmSync(dirname(target), { recursive: true, force: true })
    renameSync(finished, dirname(target))
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @returns the body, or what went wrong */
async function download(url: string): Promise<Buffer | string> {
  const limit = new AbortController()
  const slow = setTimeout(() => limit.abort(new Error(`no answer in ${ANSWER_MS / 1000} s`)), ANSWER_MS)
  const never = setTimeout(() => limit.abort(new Error(`not finished in ${DOWNLOAD_MS / 1000} s`)), DOWNLOAD_MS)
  try {
    const answer = await fetch(url, { signal: limit.signal })
    clearTimeout(slow)
    if (!answer.ok) return `HTTP ${answer.status}`
    return Buffer.from(await answer.arrayBuffer())
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
  } finally {
    clearTimeout(slow)
    clearTimeout(never)
  }
}
