import { existsSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { say } from '../bootstrap/runStep.mjs'
import { withLock } from '../bootstrap/withLock.mjs'
import { builtWorkerPath } from '../bootstrap/workerPlan.mjs'
import { buildWorker, removeStaleBuilds, type WorkerKind } from './buildWorker.ts'
import { fetchPrebuilt } from './fetchPrebuilt.ts'
import { isProved, proveWorker } from './proveWorker.ts'
import { WorkerRefused } from './WorkerRefused.ts'

/** environment = MEDIASOUP_WORKER_BIN, prebuilt = mediasoup's own download, built = from source, here */
type WorkerOrigin = 'environment' | 'prebuilt' | 'built'
export interface ProvedWorker {
  path: string
  origin: WorkerOrigin
}

/**
 * A media worker that was proved by a DTLS handshake with media. In this order: MEDIASOUP_WORKER_BIN,
 * mediasoup's prebuilt, one built earlier, a build. An own build that has passed its proof comes
 * before asking the network again, so that a second start does not wait for it.
 *
 * @throws SetupError, with what to do
 */
export async function ensureWorker(env: NodeJS.ProcessEnv = process.env): Promise<ProvedWorker> {
  if (env.MEDIASOUP_WORKER_BIN) {
    const path = resolve(env.MEDIASOUP_WORKER_BIN)
    await proveWorker(path) // chosen by a person: refused aloud, never replaced in silence
    return { path, origin: 'environment' }
  }
  const built = builtWorkerPath()
  if (isProved(built)) return { path: built, origin: 'built' }
  return await withLock('worker', async () => {
    if (isProved(built)) return { path: built, origin: 'built' }
    removeStaleBuilds()
    return (await usablePrebuilt()) ?? { path: await ownBuild('faster'), origin: 'built' }
  })
}

/**
 * The worker of an office's archive: the one that a person chose, or one that was built here. mediasoup's prebuilt would be there sooner, but
 * sends no probes to half of its transports (overlay/patches/probation-numbers.patch).
 *
 * @throws SetupError, with what to do
 */
export async function ensurePatchedWorker(env: NodeJS.ProcessEnv = process.env): Promise<ProvedWorker> {
  if (env.MEDIASOUP_WORKER_BIN) return await ensureWorker(env)
  return { path: await ensureOwnBuild(), origin: 'built' }
}

/**
 * A worker that was built here, wherever the one in use comes from.
 * @throws SetupError, with what to do
 */
export async function ensureOwnBuild(kind: WorkerKind = 'faster'): Promise<string> {
  if (isProved(builtWorkerPath(kind))) return builtWorkerPath(kind)
  return await withLock('worker', async () => {
    removeStaleBuilds()
    return await ownBuild(kind)
  })
}

async function usablePrebuilt(): Promise<ProvedWorker | undefined> {
  const path = await fetchPrebuilt()
  if (!path) return undefined
  try {
    await proveWorker(path)
    return { path, origin: 'prebuilt' }
  } catch (error) {
    if (!(error instanceof WorkerRefused)) throw error
    say(`  ${error.message}`)
    return undefined
  }
}

async function ownBuild(kind: WorkerKind): Promise<string> {
  const built = builtWorkerPath(kind)
  if (existsSync(built)) {
    try {
      await proveWorker(built)
      return built
    } catch (error) {
      if (!(error instanceof WorkerRefused)) throw error
      say(`  ${error.message} It is built anew.`)
      rmSync(dirname(built), { recursive: true, force: true })
    }
  }
  const path = await buildWorker(kind)
  say('proving the worker by a DTLS handshake with media (usually 1 s)')
  await proveWorker(path)
  return path
}
