import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './freePort.ts'
import { quickTmp } from './quickTmp.ts'

const run = promisify(execFile)

/** Debian's packages put each version here. */
const DEBIAN = '/usr/lib/postgresql'
const OLDEST = 15
const LOOPBACK = '127.0.0.1'
const START_MS = 30_000
const READY = 'database system is ready to accept connections'

export type TestPostgres = {
  /** postgres://… of its database `postgres`; its user may make databases. */
  readonly url: string
  /** Ends it as an administrator would ("fast": whoever is connected is cut off), and starts it again on the same port and data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Folder of initdb and postgres; null where there are none that are new enough. */
export function postgresBinaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : []
  const newest = versions.filter((version) => version >= OLDEST).toSorted((a, b) => b - a)
  const folders = newest.map((version) => join(DEBIAN, String(version), 'bin'))
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

/**
 * A PostgreSQL of its own for the tests: a new cluster in a temporary folder, on loopback and a free
 * port. It trusts whoever reaches it. It ends with `stop`, or with this process.
 * @param options durable: waits for the disk, as one in earnest would, which tests need not; address: where it listens; through: words
 *   before its command, which lead it onto the computer that has the address
 * @throws Error when there are no binaries, or it does not start; with what it wrote
 */
export async function startPostgres({
  durable = false,
  address = LOOPBACK,
  through = [],
}: {
  durable?: boolean
  address?: string
  through?: readonly string[]
} = {}): Promise<TestPostgres> {
  const bin = postgresBinaries()
  if (bin === null) throw new Error(`no PostgreSQL from ${OLDEST} on in ${DEBIAN}: apt-get install postgresql`)
  const folder = await mkdtemp(join(durable ? tmpdir() : await quickTmp(), 'diem-cau-postgres-'))
  const who = await unprivileged()
  if (who) await chown(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  try {
    await run(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'diem_cau', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { cwd: folder, ...who },
    )
    // Otherwise it trusts this machine alone.
    if (address !== LOOPBACK) await appendFile(join(data, 'pg_hba.conf'), 'host all all samenet trust\n')
    const port = await freePort()
    const start = async () => {
      const server = spawnTied(
        [
          join(bin, 'postgres'),
          '-D',
          data,
          '-p',
          String(port),
          '-k',
          folder,
          '-c',
          `listen_addresses=${address}`,
          ...(durable
            ? []
            : [
                '-c',
                'fsync=off',
                '-c',
                'synchronous_commit=off',
                '-c',
                'full_page_writes=off',
                '-c',
                'autovacuum=off',
              ]),
          '-c',
          'max_connections=100',
          '-c',
          'log_min_messages=log',
        ],
        { cwd: folder, who, through },
      )
      await untilReady(server).catch((error: unknown) => {
        server.kill('SIGQUIT')
        throw error
      })
      return server
    }
    let server = await start()
    const end = async (signal: NodeJS.Signals) => {
      const ended = once(server, 'exit')
      if (server.exitCode === null && server.kill(signal)) await ended
    }
    return {
      url: `postgres://diem_cau@${address}:${port}/postgres`,
      restart: async () => {
        await end('SIGINT')
        server = await start()
      },
      stop: async () => {
        // "Immediate": what it holds is thrown away.
        await end('SIGQUIT')
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** A new database on that server, a copy of the template. `drop` ends whoever still uses it. */
export async function createDatabase(
  serverUrl: string,
  name: string,
  template = 'template0',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  const quoted = pg.escapeIdentifier(name)
  await ask(`create database ${quoted} template ${pg.escapeIdentifier(template)}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(`drop database if exists ${quoted} with (force)`) }
}

/** PostgreSQL refuses to be root; Debian's package has made a user for it. */
async function unprivileged(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody"')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** Should this process be killed, the kernel stops the server (setpriv(1), PR_SET_PDEATHSIG). */
function spawnTied(
  command: readonly string[],
  { cwd, who, through }: { cwd: string; who: { uid: number; gid: number } | null; through: readonly string[] },
): ChildProcess {
  const as = who ? [`--reuid=${who.uid}`, `--regid=${who.gid}`, '--clear-groups'] : []
  const [first = '', ...args] = [...through, 'setpriv', ...as, '--pdeathsig', 'QUIT', ...command]
  return spawn(first, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function untilReady(server: ChildProcess): Promise<void> {
  let written = ''
  await new Promise<void>((resolve, reject) => {
    setTimeout(
      () => reject(new Error(`PostgreSQL was not ready after ${START_MS / 1000} s:\n${written}`)),
      START_MS,
    ).unref()
    server.once('error', reject)
    server.once('exit', (code, signal) => reject(new Error(`PostgreSQL ended (${code ?? signal}):\n${written}`)))
    server.stderr?.on('data', (chunk: Buffer) => {
      written += chunk.toString()
      if (written.includes(READY)) resolve()
    })
  })
  server.stderr?.removeAllListeners('data').resume()
}
