import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './freePort.ts'

/** Debian's package redis-tools has the server under this name: it is one when it is called so. Without a service that runs by itself. */
const BINARY = '/usr/bin/redis-check-rdb'
const START_MS = 10_000
const READY = 'Ready to accept connections'

export type TestRedis = {
  readonly url: string
  /** The URL of an empty one of its 16 databases, another each time. */
  newDatabase(): string
  /** SIGKILL; it is gone when this resolves. */
  kill(): Promise<void>
  /** Starts it on the same port, empty. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

/**
 * A Redis of its own for the tests, on loopback and a free port; nothing is written to a disk. It ends with this process at the latest.
 * @param options address: where it listens; through: words before its command, which lead it onto the computer that has the address
 */
export async function startRedis({
  address = '127.0.0.1',
  through = [],
}: { address?: string; through?: readonly string[] } = {}): Promise<TestRedis> {
  if (!existsSync(BINARY)) throw new Error(`no ${BINARY}: apt-get install redis-tools`)
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-redis-'))
  const port = await freePort()
  const url = `redis://${address}:${port}`
  let databases = 0
  const where: Where = { folder, address, port, through }
  let server = await start(where)
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  return {
    url,
    newDatabase: () => `${url}/${(databases += 1)}`,
    kill,
    startAgain: async () => {
      await kill()
      server = await start(where)
    },
    stop: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Where {
  readonly folder: string
  readonly address: string
  readonly port: number
  readonly through: readonly string[]
}

async function start({ folder, address, port, through }: Where): Promise<ChildProcess> {
  const settings = { port, bind: address, save: '', appendonly: 'no', 'protected-mode': 'no', dir: folder }
  // setpriv(1): should this process be killed, the kernel ends the server.
  const [first = '', ...args] = [
    ...through,
    'setpriv',
    '--pdeathsig',
    'KILL',
    'bash',
    '-c',
    `exec -a redis-server ${BINARY} "$@"`,
    '-',
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ]
  const server = spawn(first, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let written = ''
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`Redis was not ready after ${START_MS} ms:\n${written}`)), START_MS)
    const settle = (outcome: () => void) => {
      clearTimeout(limit)
      outcome()
    }
    server.once('error', (error) => settle(() => reject(error)))
    server.once('exit', (code) => settle(() => reject(new Error(`Redis ended (${code}):\n${written}`))))
    server.stdout.on('data', (chunk: Buffer) => {
      written += chunk.toString()
      if (written.includes(READY) || written.includes(READY.toLowerCase())) settle(resolve)
    })
  })
  return server
}
