import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { SignedIn } from '@diem-cau/signaling-contract'
import { ResourceList, Why } from '@diem-cau/signaling-contract/operations'
import { node24Env } from '../../../infra/bootstrap/node24.mjs'
import { cacheDir } from '../../../infra/bootstrap/paths.mjs'
import { buildWebClient } from '../../../infra/start/buildWebClient.ts'
import { bundleServer } from '../../../infra/start/bundleServer.ts'
import { ensureCertificate } from '../../../infra/start/certificate.ts'
import { LogFile } from '../../../infra/start/LogFile.ts'
import { Supervised } from '../../../infra/start/Supervised.ts'
import { startPostgres } from '../../../signaling/src/testing/startPostgres.ts'
import type { Namespaces } from '../../chaos/hosts/Namespaces.ts'
import { type SeededCity, seedCity } from '../../load/city/seedCity.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { SmallDisk } from '../../protocol/support/SmallDisk.ts'
import { ask } from './ask.ts'
import { DelayedWire } from './DelayedWire.ts'

const SECRET = 'a secret of the test of causes, long enough'
/** Of UDP and TCP. */
export const MEDIA_PORT = 4443
const MEGABYTES = 40_000
const DAY_MS = 86_400_000
/** A certificate is made for this long. */
const VALID_DAYS = 396
const TOKEN_MS = 240_000
const ROOMS = 2
const START_MS = 30_000

interface Parts {
  readonly folder: string
  readonly database: string
  readonly disk: SmallDisk
  readonly seeded: SeededCity
  readonly wire: DelayedWire
  readonly url: string
  readonly names: readonly string[]
  readonly signaling: Supervised
  readonly signalingEnv: NodeJS.ProcessEnv
  readonly sfu: Supervised
  readonly sfuEnv: NodeJS.ProcessEnv
  readonly closing: AsyncDisposableStack
}

/**
 * An office on computers of their own: `office` (signaling, HTTPS on 443), `sfu` (a media node with one worker), PostgreSQL where this process is, over a wire that can be slow. Its data folder is a disk of its own.
 */
export class CausesOffice implements AsyncDisposable {
  readonly #parts: Parts
  /** The certificate that the office has now, PEM. */
  #certificate: string
  #token: { readonly text: string; readonly at: number } | null = null

  private constructor(parts: Parts, certificate: string) {
    this.#parts = parts
    this.#certificate = certificate
  }

  /** @param mediaPort of the media node, UDP and TCP */
  static async open(hosts: Namespaces, mediaPort = MEDIA_PORT): Promise<CausesOffice> {
    await using closing = new AsyncDisposableStack()
    const disk = SmallDisk.mount(MEGABYTES)
    if (!disk) throw new Error('no disk of its own can be mounted here: run it as root')
    closing.use(disk)
    const { folder } = disk
    await mkdir(join(folder, 'data', 'logs'), { recursive: true, mode: 0o700 })
    const secretFile = join(folder, 'sfu.secret')
    await writeFile(secretFile, SECRET, { mode: 0o600 })
    const postgres = closing.adopt(await startPostgres(), (one) => one.stop())
    const seeded = await seedCity(join(folder, 'data'), ROOMS, postgres.url)
    const wire = closing.adopt(await DelayedWire.open(new URL(postgres.url), hosts.here.address), (one) => one.close())
    const database = new URL(postgres.url)
    database.host = `${hosts.here.address}:${wire.port}`
    const [office, node] = [hosts.of('office'), hosts.of('sfu')]
    const names = [office.address, node.address]
    const { cert, key } = await ensureCertificate(folder, names)
    const certificate = await readFile(cert, 'utf8')
    setDefaultCACertificates([...getCACertificates('default'), certificate])
    const shared = {
      ...node24Env(process.execPath),
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: join(cacheDir(), 'compiled'),
      DIEM_CAU_LOG_LEVEL: 'info',
      DIEM_CAU_SFU_SECRET_FILE: secretFile,
    }
    const sfuEnv: NodeJS.ProcessEnv = {
      ...shared,
      DIEM_CAU_SFU_CONTROL_HOST: node.address,
      DIEM_CAU_SFU_CONTROL_PORT: '40900',
      DIEM_CAU_SFU_CONTROL_CERT: cert,
      DIEM_CAU_SFU_CONTROL_KEY: key,
      DIEM_CAU_SFU_CONTROL_CA: cert,
      DIEM_CAU_RTC_LISTEN: node.address,
      DIEM_CAU_RTC_BASE_PORT: String(mediaPort),
      DIEM_CAU_SFU_WORKERS: '1',
      DIEM_CAU_SFU_REGION: 'can-tho-1',
      MEDIASOUP_WORKER_BIN: await mediaWorker(),
    }
    const signalingEnv: NodeJS.ProcessEnv = {
      ...shared,
      DIEM_CAU_HOST: office.address,
      DIEM_CAU_PORT: '443',
      DIEM_CAU_TLS_CERT: cert,
      DIEM_CAU_TLS_KEY: key,
      NODE_EXTRA_CA_CERTS: cert,
      DIEM_CAU_DATA: join(folder, 'data'),
      DIEM_CAU_DATABASE: database.href,
      DIEM_CAU_SFU_URL: `https://${node.address}:40900`,
      DIEM_CAU_WEB_ROOT: await buildWebClient(),
      DIEM_CAU_REQUIRE_TOTP: '0',
      DIEM_CAU_SOFFICE: '0',
    }
    const start = async (name: string, file: string, env: NodeJS.ProcessEnv, through: readonly string[]) => {
      const log = closing.adopt(new LogFile(join(folder, 'data', 'logs', `${name}.log`)), (one) => one.close())
      const onLine = (line: string, stream: 'stdout' | 'stderr') => {
        log.write(line)
        // Meant for a person.
        if (stream === 'stderr') console.error(`${name}: ${line}`)
      }
      const supervised = new Supervised({ name, file, env, through, onLine })
      closing.defer(() => supervised.stop())
      await supervised.start()
      return supervised
    }
    const sfu = await start('sfu', await bundleServer('sfu'), sfuEnv, node.through)
    const signaling = await start('signaling', await bundleServer('signaling'), signalingEnv, office.through)
    const url = `https://${office.address}`
    const parts = {
      folder,
      database: postgres.url,
      disk,
      seeded,
      wire,
      url,
      names,
      signaling,
      signalingEnv,
      sfu,
      sfuEnv,
      closing: closing.move(),
    }
    return new CausesOffice(parts, certificate)
  }

  get url(): string {
    return this.#parts.url
  }

  get folder(): string {
    return this.#parts.folder
  }

  /** Where its tables and keys are, for who adds to them beside it. */
  get store(): { readonly dataDir: string; readonly database: string } {
    return { dataDir: join(this.#parts.folder, 'data'), database: this.#parts.database }
  }

  get seeded(): SeededCity {
    return this.#parts.seeded
  }

  /** Milliseconds that each question to the database takes. */
  slowDatabase(ms: number): void {
    this.#parts.wire.delay(ms)
  }

  /** Makes the disk so small that a few percent are free, or as large as it was. */
  fillDisk(on: boolean): void {
    const { folder } = this.#parts.disk
    const used = Number(
      spawnSync('df', ['--output=used', '-k', folder], { encoding: 'utf8' }).stdout.split('\n')[1]?.trim(),
    )
    const size = on ? `${Math.ceil(used / 0.97)}k` : `${MEGABYTES}m`
    const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${size}`, folder], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the disk cannot be made smaller: ${stderr}`)
  }

  /** Ids of the media node's processes: itself and its worker. */
  nodePids(): number[] {
    const { pid } = this.#parts.sfu
    return pid === undefined ? [] : [pid, ...childrenOf(pid)]
  }

  killWorker(): void {
    const { pid } = this.#parts.sfu
    const [worker] = pid === undefined ? [] : childrenOf(pid)
    if (worker === undefined) throw new Error('the media node has no worker')
    process.kill(worker, 'SIGKILL')
  }

  killSignaling(): void {
    const { pid } = this.#parts.signaling
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }

  restartSignaling(): void {
    this.#parts.signaling.restart()
  }

  /** Signaling gets a certificate that ends in so many days, and starts anew; who comes next finds it there again. */
  async changeCertificate(days: number): Promise<void> {
    const { folder, names, signalingEnv, signaling } = this.#parts
    const short = join(folder, 'short')
    await mkdir(short, { recursive: true })
    const { cert, key } = await ensureCertificate(short, names, Date.now() - (VALID_DAYS - days) * DAY_MS)
    signalingEnv['DIEM_CAU_TLS_CERT'] = cert
    signalingEnv['DIEM_CAU_TLS_KEY'] = key
    const ready = once(signaling, 'ready', { signal: AbortSignal.timeout(START_MS) })
    signaling.restart()
    await ready
    this.#certificate = await readFile(cert, 'utf8')
  }

  /** The media node starts anew on a machine whose clock is so far ahead. */
  async shiftClock(ms: number): Promise<void> {
    const { folder, sfuEnv, sfu } = this.#parts
    const file = join(folder, 'clock.mjs')
    await writeFile(
      file,
      `const now = Date.now.bind(Date)\nDate.now = () => now() + ${ms}\nglobalThis.Date = class extends Date {\n  constructor(...args) {\n    super(...(args.length > 0 ? args : [Date.now()]))\n  }\n}\n`,
    )
    sfuEnv['NODE_OPTIONS'] = ms === 0 ? '' : `--import=${file}`
    sfu.restart()
  }

  /** Of a room, by its unit; null: nothing was read of it yet. @throws Error when the office does not answer */
  async why(unit: string): Promise<Why | null> {
    const { meetingId } = this.seeded
    const list = ResourceList.parse(
      await this.#get(`resources?kind=endpoint&meeting=${meetingId}&unit=${unit}&from=${Date.now()}`),
    )
    const [latest] = list.resources
    if (!latest) return null
    return Why.parse(await this.#get(`why?resource=${encodeURIComponent(latest.id)}`))
  }

  async #get(path: string): Promise<unknown> {
    return ask({ url: `${this.url}/api/operations/${path}`, ca: this.#certificate, token: await this.#tokenNow() })
  }

  async #tokenNow(): Promise<string> {
    if (this.#token && Date.now() - this.#token.at < TOKEN_MS) return this.#token.text
    const { login, password } = this.seeded.admin
    const answer = await ask({ url: `${this.url}/api/sign-in`, ca: this.#certificate, body: { login, password } })
    const { token } = SignedIn.parse(answer)
    this.#token = { text: token, at: Date.now() }
    return token
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.closing.disposeAsync()
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('cat', [`/proc/${pid}/task/${pid}/children`], { encoding: 'utf8' })
  return stdout
    .trim()
    .split(' ')
    .filter((text) => text !== '')
    .map(Number)
}
