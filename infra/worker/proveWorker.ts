import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDir } from '../bootstrap/paths.mjs'
import { mediasoupVersion } from '../bootstrap/workerPlan.mjs'
import { WorkerRefused } from './WorkerRefused.ts'

/** A good worker needs 0.3 s; a machine that is busy with a build, a few. */
const PROOF_MS = 20_000
/** What a mediasoup-worker answers when it is not started by mediasoup (its main.cpp). */
const NOT_MY_FATHER = 41

/**
 * Proves a worker binary by use: it runs here, speaks this mediasoup's protocol and carries media
 * both ways through one DTLS handshake. A passed proof is remembered by the binary's SHA-256.
 *
 * @throws WorkerRefused
 */
export async function proveWorker(path: string): Promise<void> {
  await checkFile(path)
  const memory = proofFile(path)
  if (existsSync(memory)) return
  checkRuns(path)
  await checkMedia(path)
  mkdirSync(join(cacheDir(), 'proofs'), { recursive: true })
  writeFileSync(memory, `${new Date().toISOString()} ${path}\n`)
}

/** True when this very binary has passed before, with this mediasoup on this kind of system. */
export function isProved(path: string): boolean {
  return existsSync(path) && existsSync(proofFile(path))
}

function proofFile(path: string): string {
  const sha = createHash('sha256').update(readFileSync(path)).digest('hex')
  return join(cacheDir(), 'proofs', `${mediasoupVersion()}-${sha}`)
}

async function checkFile(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined)
  if (!file?.isFile()) throw new WorkerRefused('missing', path, 'there is no such file.')
  await access(path, constants.X_OK).catch(() => {
    throw new WorkerRefused('notExecutable', path, 'it is not executable. If it is a mediasoup-worker: chmod +x it.')
  })
  // Without this a text file with the x bit would be run line by line by a shell.
  const start = await readStart(path)
  if (!start.startsWith('\x7fELF') && !start.startsWith('#!')) {
    throw new WorkerRefused('notAWorker', path, 'it is not a program.')
  }
}

async function readStart(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function checkRuns(path: string): void {
  const { MEDIASOUP_VERSION: _, ...env } = process.env
  const run = spawnSync(path, { env, timeout: 5_000, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (run.status === NOT_MY_FATHER) return
  const said = `${run.stderr ?? ''}${run.stdout ?? ''}`.trim().split('\n')[0]
  const ended = run.error?.message ?? (run.signal ? `ended by ${run.signal}` : `exit code ${run.status}`)
  throw new WorkerRefused(
    'notAWorker',
    path,
    `it is not a mediasoup-worker, or cannot run on this system (${ended}${said ? `; it said: ${said}` : ''}).`,
  )
}

async function checkMedia(path: string): Promise<void> {
  // Loaded on first need: a start with a proved worker pays for neither library.
  const [mediasoup, { handshake }] = await Promise.all([import('mediasoup'), import('./handshake.ts')])
  const limit = new AbortController()
  const timer = setTimeout(
    () =>
      limit.abort(
        new WorkerRefused(
          'timedOut',
          path,
          `no media came through in ${PROOF_MS / 1000} s. Is it a worker of mediasoup ${mediasoup.version}?`,
        ),
      ),
    PROOF_MS,
  )
  const died = (how: string) =>
    new WorkerRefused(
      'died',
      path,
      `it died during the proof (${how}). A worker built against a system OpenSSL without our patch dies so at its first DTLS handshake.`,
    )
  let started: Awaited<ReturnType<typeof mediasoup.createWorker>> | undefined
  try {
    const starting = mediasoup.createWorker({ workerBin: path, logLevel: 'error' })
    starting.catch(() => undefined)
    const aborted = new Promise<never>((_, reject) => {
      limit.signal.addEventListener('abort', () => reject(limit.signal.reason), { once: true })
    })
    aborted.catch(() => undefined)
    void closeIfLate(starting, limit.signal)
    started = await Promise.race([starting, aborted])
    started.once('died', (error) => limit.abort(died(error.message)))
    await Promise.race([handshake(started, limit.signal), aborted])
  } catch (error) {
    if (limit.signal.reason instanceof WorkerRefused) throw limit.signal.reason
    throw new WorkerRefused(
      'noMedia',
      path,
      `the proof failed: ${error instanceof Error ? error.message : String(error)}. Is it a worker of mediasoup ${mediasoup.version}?`,
    )
  } finally {
    clearTimeout(timer)
    started?.close()
  }
}

/** A worker that answers after it was given up must not stay behind. */
async function closeIfLate(starting: Promise<{ close(): void }>, givenUp: AbortSignal): Promise<void> {
  const worker = await starting.catch(() => undefined)
  if (givenUp.aborted) worker?.close()
}
