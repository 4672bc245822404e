import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignedIn } from '@diem-cau/signaling-contract'
import { freePorts } from '../../support/freePorts.ts'
import { PASSWORD, PERSONAS, type Persona } from './seedCountry.ts'

const MAIN = fileURLToPath(new URL('../../../signaling/src/main.ts', import.meta.url))

interface Answer {
  readonly status: number
  readonly ms: number
  readonly body: unknown
  readonly bytes: number
}

/** Real signaling in a process of its own, without a media node. */
export class ApiServer {
  readonly #child: ChildProcess
  readonly #url: string
  readonly #tokens = new Map<Persona, { token: string; expiresAt: number }>()

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.#url = url
  }

  static async start(dataDir: string, database: string): Promise<ApiServer> {
    const port = await freePorts(1)
    const secret = join(dataDir, 'sfu.secret')
    writeFileSync(secret, 'x'.repeat(40), { mode: 0o600 })
    const child = fork(MAIN, {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        DIEM_CAU_PORT: String(port),
        DIEM_CAU_DATA: dataDir,
        DIEM_CAU_DATABASE: database,
        DIEM_CAU_SFU_SECRET_FILE: secret,
        DIEM_CAU_SFU_URL: 'http://127.0.0.1:9',
        DIEM_CAU_LOG_LEVEL: 'error',
        // The bench measures how long lists take, so nothing asks for second factors, and nothing limits requests.
        DIEM_CAU_REQUIRE_TOTP: '0',
        DIEM_CAU_REQUESTS_PER_SEC: '100000',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [],
    })
    const ended = once(child, 'exit').then(([code]: unknown[]) =>
      Promise.reject(new Error(`signaling ended with ${String(code)}`)),
    )
    ended.catch(() => {})
    await Promise.race([once(child, 'message'), ended])
    return new ApiServer(child, `http://127.0.0.1:${port}`)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Time from the request to the last byte of the answer, as a client on this machine sees it. */
  async request(persona: Persona, path: string, body?: unknown): Promise<Answer> {
    return this.requestWith(await this.#tokenOf(persona), path, body)
  }

  /** The same with a token that one has. */
  async requestWith(token: string, path: string, body?: unknown): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const init: RequestInit = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const started = performance.now()
    const response = await fetch(`${this.#url}${path}`, init)
    const text = await response.text()
    const ms = performance.now() - started
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, ms, body: isJson ? JSON.parse(text) : null, bytes: text.length }
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await exit
  }

  async #tokenOf(persona: Persona): Promise<string> {
    const known = this.#tokens.get(persona)
    if (known && known.expiresAt > Date.now() + 60_000) return known.token
    const response = await fetch(`${this.#url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#url },
      body: JSON.stringify({ login: PERSONAS[persona], password: PASSWORD }),
    })
    if (!response.ok) throw new Error(`${persona} cannot sign in: ${response.status} ${await response.text()}`)
    const { token, expiresAt } = SignedIn.parse(await response.json())
    this.#tokens.set(persona, { token, expiresAt })
    return token
  }
}
