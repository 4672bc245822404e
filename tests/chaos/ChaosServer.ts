import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleServer } from '../../infra/start/bundleServer.ts'
import { Child } from '../protocol/support/Child.ts'
import { freePorts } from '../support/freePorts.ts'

/** Signaling as it is, in a process that can be killed, and back again in half a second: as one file, as `npm start` runs it. */
export class ChaosServer implements AsyncDisposable {
  readonly #folder: string
  readonly #main: string
  readonly #port: number
  #child: Child | null = null

  private constructor(folder: string, main: string, port: number) {
    this.#folder = folder
    this.#main = main
    this.#port = port
  }

  static async create(): Promise<ChaosServer> {
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-chaos-'))
    await writeFile(join(folder, 'sfu.secret'), 'x'.repeat(40), { mode: 0o600 })
    const server = new ChaosServer(folder, await bundleServer('signaling'), await freePorts(1))
    // Only who ends in peace leaves its compiled code to the next.
    await server.start(await server.newDataDir('first'))
    await server.#child?.stop()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async newDataDir(name: string): Promise<string> {
    const folder = join(this.#folder, name)
    await mkdir(folder, { mode: 0o700 })
    return folder
  }

  async start(dataDir: string): Promise<void> {
    this.#child = await Child.start(this.#main, {
      NODE_COMPILE_CACHE: join(this.#folder, 'cache'),
      DIEM_CAU_HOST: '127.0.0.1',
      DIEM_CAU_PORT: String(this.#port),
      DIEM_CAU_DATA: dataDir,
      // Nobody answers there: votes and the floor need no media.
      DIEM_CAU_SFU_URL: 'http://127.0.0.1:9',
      DIEM_CAU_SFU_SECRET_FILE: join(this.#folder, 'sfu.secret'),
      DIEM_CAU_REQUIRE_TOTP: '0',
      DIEM_CAU_SOFFICE: '0',
      DIEM_CAU_LOG_LEVEL: 'error',
    })
  }

  async kill(): Promise<void> {
    await this.#child?.kill()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
