import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import type { Host } from '../chaos/hosts/Host.ts'

const run = promisify(execFile)
const BOOT_MS = 60_000
/** Longer than the installer waits for an office that does not come up. */
const COMMAND_MS = 240_000
const QUIET = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' }

export interface Ran {
  readonly code: number
  /** What was written to both outputs. */
  readonly text: string
  readonly seconds: number
}

/** A bare Debian 12 with systemd as its first process, in the network of a computer that has no way out. */
export class BareServer implements AsyncDisposable {
  /** The root, as this machine sees it. */
  readonly folder: string
  readonly #container: ChildProcess
  readonly #first: number

  private constructor(folder: string, container: ChildProcess, first: number) {
    this.folder = folder
    this.#container = container
    this.#first = first
  }

  /** @param base the bare Debian that it is a copy of */
  static async boot(base: string, folder: string, host: Host): Promise<BareServer> {
    await run('cp', ['-a', '--reflink=auto', base, folder])
    const [command, ...args] = [...host.through, 'ip', 'route', 'flush', 'default']
    await run(command, args).catch(() => undefined)
    const [program, ...words] = [
      ...host.through,
      'systemd-nspawn',
      '--register=no',
      '--keep-unit',
      '--boot',
      '--console=pipe',
      '--quiet',
      '--resolv-conf=off',
      '--timezone=off',
      '--hostname=may-chu',
      `--directory=${folder}`,
    ]
    const container = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LANG: 'C.UTF-8' },
    })
    let said = ''
    container.stderr.on('data', (piece: Buffer) => (said += String(piece)))
    const server = await firstProcess(container, folder).catch((error: unknown) => {
      container.kill('SIGKILL')
      throw new Error(`systemd does not start in a container here: ${said || String(error)}`, { cause: error })
    })
    const booted = new BareServer(folder, container, server)
    await expect
      .poll(async () => (await booted.run('systemctl is-system-running')).text.trim(), { timeout: BOOT_MS })
      .toMatch(/running|degraded/)
    return booted
  }

  /** Runs a line of shell there, as root. */
  async run(line: string, input: { readonly timeoutMs?: number } = {}): Promise<Ran> {
    const started = performance.now()
    const done = (code: number, text: string): Ran => ({
      code,
      text,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    })
    return await run('nsenter', [...this.#inside, 'sh', '-c', `exec 2>&1; ${line}`], {
      env: QUIET,
      timeout: input.timeoutMs ?? COMMAND_MS,
      maxBuffer: 2 ** 26,
    }).then(
      ({ stdout }) => done(0, stdout),
      (error: { code?: number; stdout?: string }) => done(error.code ?? -1, error.stdout ?? ''),
    )
  }

  /** Starts a line of shell there and kills it, with all that it has started, after so long. @returns true if it had ended by itself */
  async kill(line: string, afterMs: number): Promise<boolean> {
    const child = spawn(
      'nsenter',
      [...this.#inside, 'setsid', '--wait', 'sh', '-c', `echo $$ >/run/to-be-killed; exec ${line}`],
      { env: QUIET, stdio: 'ignore' },
    )
    const ended = once(child, 'exit').then(() => true)
    const isOver = await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, afterMs, false))])
    if (isOver) return true
    await this.run('kill -9 -- -"$(cat /run/to-be-killed)"')
    await ended
    return false
  }

  /** Default routes of IPv4 and IPv6 there, from proc(5). */
  async defaultRoutes(): Promise<number> {
    const { text } = await this.run('cat /proc/net/route')
    return text.split('\n').filter((line) => line.split('\t')[1] === '00000000').length
  }

  get #inside(): string[] {
    return ['--target', String(this.#first), '--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup', '--']
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#container, 'exit')
    await this.run('systemctl --no-block poweroff')
    const stopped = await Promise.race([
      ended.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 20_000, false)),
    ])
    if (!stopped) {
      this.#container.kill('SIGKILL')
      await ended
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The container's first process is the only child of what started it, once it is systemd. */
async function firstProcess(container: ChildProcess, folder: string): Promise<number> {
  let found = 0
  await expect
    .poll(
      () => {
        if (container.exitCode !== null) throw new Error(`it ended with ${container.exitCode}`)
        found = descendants(container.pid ?? 0).find((pid) => isFirst(pid, folder)) ?? 0
        return found
      },
      { timeout: BOOT_MS },
    )
    .toBeGreaterThan(0)
  return found
}

function isFirst(pid: number, folder: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/status`, 'utf8').includes(`NSpid:\t${pid}\t1\n`) &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'systemd' &&
      existsSync(join(folder, 'etc/os-release'))
    )
  } catch {
    return false
  }
}

function descendants(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
    return [...children, ...children.flatMap(descendants)]
  } catch {
    return []
  }
}
