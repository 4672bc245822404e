import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { node24Env } from '../../../infra/bootstrap/node24.mjs'
import { root } from '../../../infra/bootstrap/paths.mjs'
import type { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'

/** What `npm start` says when the office can be reached. */
const READY = /Điểm Cầu đã sẵn sàng/
const STOP_MS = 15_000

/** An office on a computer of its own, started as its administrator would: `npm start -- --host :: --turn`. */
export class PathOffice implements AsyncDisposable {
  readonly folder: string
  readonly #process: ChildProcess
  readonly #passwords: ReadonlyMap<string, string>

  private constructor(folder: string, process: ChildProcess, passwords: ReadonlyMap<string, string>) {
    this.folder = folder
    this.#process = process
    this.#passwords = passwords
  }

  /** @param name the computer of `hosts` @param more options besides */
  static async open(
    hosts: Namespaces,
    { name, folder, more = [] }: { readonly name: string; readonly folder: string; readonly more?: readonly string[] },
  ): Promise<PathOffice> {
    const data = join(folder, 'data')
    await mkdir(data, { recursive: true })
    const [command = '', ...args] = [
      ...hosts.of(name).through,
      process.execPath,
      join(root, 'infra', 'start', 'main.ts'),
      '--host',
      '::',
      '--turn',
      '--workers',
      '1',
      '--data',
      data,
      ...more,
    ]
    const child = spawn(command, args, {
      env: { ...node24Env(process.execPath), MEDIASOUP_WORKER_BIN: await mediaWorker(), DIEM_CAU_LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines: string[] = []
    const isReady = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line)
          if (READY.test(line)) resolve()
        })
      child.once('exit', () => reject(new Error(`the office does not start:\n${lines.join('\n')}`)))
    })
    try {
      await isReady
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
    const accounts = await readFile(join(data, 'demo-accounts.txt'), 'utf8')
    const passwords = accounts
      .split('\n')
      .map((line) => line.trim().split(/\s{2,}/))
      .flatMap(([login, password]) => (login && password ? [[login, password] as const] : []))
    return new PathOffice(folder, child, new Map(passwords))
  }

  passwordOf(login: string): string {
    const password = this.#passwords.get(login)
    if (password === undefined) throw new Error(`the demo has no account ${login}`)
    return password
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    const late = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(late)
  }
}
