import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { buildWebClient } from '../../infra/start/buildWebClient.ts'
import { serverFile } from '../support/serverFile.ts'

const Ready = z.object({ ready: z.literal(true) })
const Demo = z.object({ demo: z.object({ accounts: z.array(z.object({ login: z.string(), password: z.string() })) }) })

/** The office without its media node: signaling alone with the built web client and the demo. For what needs no meeting, and settings of its own. */
export class Desk {
  readonly url: string
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #passwords: ReadonlyMap<string, string>

  private constructor(url: string, child: ChildProcess, folder: string, passwords: ReadonlyMap<string, string>) {
    this.url = url
    this.#child = child
    this.#folder = folder
    this.#passwords = passwords
  }

  /** @param settings DIEM_CAU_… besides those of every desk */
  static async open(port: number, settings: Readonly<Record<string, string>>): Promise<Desk> {
    const webRoot = await buildWebClient()
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-desk-'))
    const secret = join(folder, 'sfu.secret')
    await writeFile(secret, 'x'.repeat(40), { mode: 0o600 })
    const passwords = new Map<string, string>()
    const child = fork(await serverFile('signaling'), {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        NODE_ENV: 'production',
        DIEM_CAU_PORT: String(port),
        DIEM_CAU_DATA: join(folder, 'data'),
        DIEM_CAU_WEB_ROOT: webRoot,
        DIEM_CAU_DEMO: '1',
        DIEM_CAU_SFU_SECRET_FILE: secret,
        DIEM_CAU_SFU_URL: 'http://127.0.0.1:9',
        DIEM_CAU_LOG_LEVEL: 'fatal',
        ...settings,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [],
    })
    const ready = new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`signaling ended with ${String(code)}`)))
      child.on('message', (message) => {
        for (const { login, password } of Demo.safeParse(message).data?.demo.accounts ?? [])
          passwords.set(login, password)
        if (Ready.safeParse(message).success) resolve()
      })
    })
    await ready
    return new Desk(`http://127.0.0.1:${port}`, child, folder, passwords)
  }

  /** Any account of the demo has one. */
  passwordOf(login: string): string {
    const password = this.#passwords.get(login)
    if (password === undefined) throw new Error(`the demo has no account ${login}`)
    return password
  }

  async close(): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await exit
    await rm(this.#folder, { recursive: true, force: true })
  }
}
