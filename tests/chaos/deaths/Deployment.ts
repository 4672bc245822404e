import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { setTimeout as wait } from 'node:timers/promises'
import type { NodeId, NodeReport } from '@diem-cau/sfu-contract'
import { node24Env } from '../../../infra/bootstrap/node24.mjs'
import { cacheDir } from '../../../infra/bootstrap/paths.mjs'
import { buildWebClient } from '../../../infra/start/buildWebClient.ts'
import { bundleServer } from '../../../infra/start/bundleServer.ts'
import { ensureCertificate } from '../../../infra/start/certificate.ts'
import { LogFile } from '../../../infra/start/LogFile.ts'
import { Supervised } from '../../../infra/start/Supervised.ts'
import { folderKeys } from '../../../signaling/src/auth/folderKeys.ts'
import { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { startPostgres, type TestPostgres } from '../../../signaling/src/testing/startPostgres.ts'
import { WebLine } from '../../browser/WebLine.ts'
import { seedCity, type SeededCity } from '../../load/city/seedCity.ts'
import { Balancer } from '../../protocol/support/Balancer.ts'
import { ControlProbe } from '../../protocol/support/ControlProbe.ts'
import { freePorts } from '../../support/freePorts.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { type Hosts, loopback } from '../hosts/Host.ts'
import { RedisPair } from './RedisPair.ts'

/** Of the media nodes. */
export const SECRET = 'a secret of the bench, long enough to be one'
const SIGNALINGS = 2
/** A node is empty by then. */
const DRAIN_MS = 180_000
const LOOK_EVERY_MS = 500
/** First UDP port of the pipes of the first node, and how many each has: beside the ports that `freePorts` gives. */
const PIPES = { first: 30_100, each: 300 }

export interface DeploymentOptions {
  /** Rooms with an account beside the chair. */
  readonly wards: number
  readonly nodes: number
  readonly workers: number
  /** The built web client is served. */
  readonly pages: boolean
  /** Where each part runs: `sfu-1` and on, `signaling-1` and `signaling-2`, `postgres`, `redis-1`, `redis-2`. */
  readonly hosts?: Hosts
}

interface MediaNode {
  readonly process: Supervised
  /** Where its control API is. */
  readonly url: string
  readonly control: ControlProbe
}

/**
 * An office as it is installed where nothing may stop it: two signaling processes behind a balancer, PostgreSQL, a Redis with a
 * replica, several media nodes; what dies is started again by the supervisor of `npm start`. All on loopback, or each on a computer of
 * its own; then what goes between them is encrypted, and the balancer is where this process is.
 */
export class Deployment implements AsyncDisposable {
  readonly folder: string
  readonly seeded: SeededCity
  readonly databaseUrl: string
  /** First media port of each worker of each node. */
  readonly mediaPorts: readonly number[]
  /** What all but the chair and the speaker come by. */
  readonly cable: WebLine
  /** Of the balancer. */
  readonly url: string
  /** PEM file of the certificate that all servers have; null = they speak in the clear. */
  readonly certificate: string | null
  readonly postgres: TestPostgres
  readonly redis: RedisPair
  readonly #nodes: readonly MediaNode[]
  readonly #signalings: readonly Supervised[]
  readonly #webUrls: readonly string[]
  readonly #closing: AsyncDisposableStack
  #isKept = true

  private constructor(
    parts: Pick<
      Deployment,
      'folder' | 'seeded' | 'databaseUrl' | 'mediaPorts' | 'cable' | 'url' | 'certificate' | 'postgres' | 'redis'
    >,
    nodes: readonly MediaNode[],
    signalings: readonly Supervised[],
    webUrls: readonly string[],
    closing: AsyncDisposableStack,
  ) {
    this.folder = parts.folder
    this.seeded = parts.seeded
    this.databaseUrl = parts.databaseUrl
    this.mediaPorts = parts.mediaPorts
    this.cable = parts.cable
    this.url = parts.url
    this.certificate = parts.certificate
    this.postgres = parts.postgres
    this.redis = parts.redis
    this.#nodes = nodes
    this.#signalings = signalings
    this.#webUrls = webUrls
    this.#closing = closing
  }

  static async open({ wards, nodes, workers, pages, hosts = loopback }: DeploymentOptions): Promise<Deployment> {
    await using closing = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-deaths-'))
    await mkdir(join(folder, 'data', 'logs'), { recursive: true, mode: 0o700 })
    const dataDir = join(folder, 'data')
    const secretFile = join(folder, 'sfu.secret')
    await writeFile(secretFile, SECRET, { mode: 0o600 })
    // It waits for the disk, as in earnest: otherwise a restart would lose what was acknowledged.
    const postgres = closing.adopt(await startPostgres({ durable: true, ...hosts.of('postgres') }), (one) => one.stop())
    const redis = closing.use(await RedisPair.start(hosts))
    const seeded = await seedCity(dataDir, wards, postgres.url)
    const shared = {
      ...node24Env(process.execPath),
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: join(cacheDir(), 'compiled'),
      DIEM_CAU_WARM_UP: '1',
      DIEM_CAU_LOG_LEVEL: 'info',
      DIEM_CAU_SFU_SECRET_FILE: secretFile,
    }
    const start = async (name: string, file: string, env: NodeJS.ProcessEnv) => {
      const log = closing.adopt(new LogFile(join(folder, 'data', 'logs', `${name}.log`)), (one) => one.close())
      const supervised = new Supervised({
        name,
        file,
        env: { ...shared, ...env },
        through: hosts.of(name).through,
        onLine: (line) => log.write(line),
      })
      closing.defer(() => supervised.stop())
      await supervised.start()
      return supervised
    }

    const first = await freePorts(nodes * (workers + 1) + SIGNALINGS)
    const mediaPorts = Array.from({ length: nodes * workers }, (_, n) => first + n)
    const controlPorts = Array.from({ length: nodes }, (_, n) => first + nodes * workers + n)
    const webPorts = Array.from({ length: SIGNALINGS }, (_, n) => first + nodes * (workers + 1) + n)
    const nodeHosts = controlPorts.map((_, n) => hosts.of(nodeName(n)))
    const webHosts = webPorts.map((_, n) => hosts.of(nameOf(n)))
    const tls = hosts.isRemote
      ? await ensureCertificate(
          folder,
          [hosts.here, ...nodeHosts, ...webHosts].map(({ address }) => address),
        )
      : null
    const scheme = tls ? 'https' : 'http'
    const ca = tls ? await readFile(tls.cert, 'utf8') : undefined
    // For what this process asks over HTTP.
    if (ca !== undefined) setDefaultCACertificates([...getCACertificates('default'), ca])
    const urls = controlPorts.map((port, n) => `${scheme}://${nodeHosts[n]?.address}:${port}`)
    const workerBin = await mediaWorker()
    // As `npm start` runs them.
    const mains = { sfu: await bundleServer('sfu'), signaling: await bundleServer('signaling') }
    const mediaNodes = await Promise.all(
      urls.map(async (url, n): Promise<MediaNode> => {
        const pipes = PIPES.first + n * PIPES.each
        const node = await start(nodeName(n), mains.sfu, {
          DIEM_CAU_SFU_CONTROL_HOST: nodeHosts[n]?.address,
          DIEM_CAU_SFU_CONTROL_PORT: String(controlPorts[n]),
          ...(tls && {
            DIEM_CAU_SFU_CONTROL_CERT: tls.cert,
            DIEM_CAU_SFU_CONTROL_KEY: tls.key,
            DIEM_CAU_SFU_CONTROL_CA: tls.cert,
          }),
          DIEM_CAU_RTC_LISTEN: nodeHosts[n]?.address,
          DIEM_CAU_RTC_BASE_PORT: String(first + n * workers),
          DIEM_CAU_PIPE_PORTS: `${pipes}-${pipes + PIPES.each - 1}`,
          DIEM_CAU_SFU_WORKERS: String(workers),
          MEDIASOUP_WORKER_BIN: workerBin,
        })
        return {
          process: node,
          url,
          control: closing.adopt(new ControlProbe(url, SECRET, ca), (probe) => probe.close()),
        }
      }),
    )
    const webRoot = pages ? await buildWebClient() : folder
    const signalings: Supervised[] = []
    // The first one makes the tables.
    for (const [n, port] of webPorts.entries())
      signalings.push(
        await start(nameOf(n), mains.signaling, {
          ...(tls && {
            DIEM_CAU_TLS_CERT: tls.cert,
            DIEM_CAU_TLS_KEY: tls.key,
            NODE_EXTRA_CA_CERTS: tls.cert,
          }),
          DIEM_CAU_HOST: webHosts[n]?.address,
          DIEM_CAU_PORT: String(port),
          DIEM_CAU_PROCESS_NAME: nameOf(n),
          DIEM_CAU_DATA: dataDir,
          DIEM_CAU_DATABASE: postgres.url,
          DIEM_CAU_REDIS_URL: redis.url,
          // Where it speaks to one node only, to the first.
          DIEM_CAU_SFU_URL: urls[0],
          DIEM_CAU_SFU_URLS: urls.join(','),
          DIEM_CAU_WEB_ROOT: webRoot,
          DIEM_CAU_REQUIRE_TOTP: '0',
          DIEM_CAU_SOFFICE: '0',
        }),
      )
    const targets = webPorts.map((port, n) => ({ host: webHosts[n]?.address ?? '', port }))
    const balancer = closing.adopt(await Balancer.start(targets, hosts.here.address), (one) => one.close())
    const { host, port: webPort } = new URL(balancer.url)
    const cable = closing.adopt(await WebLine.open(Number(webPort)), (line) => line.close())
    return new Deployment(
      {
        folder,
        seeded,
        databaseUrl: postgres.url,
        mediaPorts,
        cable,
        url: `${scheme}://${host}`,
        certificate: tls?.cert ?? null,
        postgres,
        redis,
      },
      mediaNodes,
      signalings,
      targets.map(({ host, port }) => `${scheme}://${host}:${port}`),
      closing.move(),
    )
  }

  get dataDir(): string {
    return join(this.folder, 'data')
  }

  /** What may be replaced while the meeting goes on: each process with where it is asked. */
  get places(): { nodes: { process: Supervised; url: string }[]; signalings: { process: Supervised; url: string }[] } {
    return {
      nodes: this.#nodes.map(({ process, url }) => ({ process, url })),
      signalings: this.#signalings.map((process, n) => ({ process, url: this.#webUrls[n] ?? '' })),
    }
  }

  /** Everything runs. */
  get isWhole(): boolean {
    return [...this.#nodes.map((node) => node.process), ...this.#signalings, this.redis].every(isUp)
  }

  /** The node that carries most of the meeting, as it calls itself and its process id, and a worker that does; one beside that node if another one has any. */
  async mediaTargets(): Promise<{ node: number; nodeId: NodeId; worker: number; workerBeside: number }> {
    const reports = await Promise.all(
      this.#nodes.map(async ({ process, control }) => ({ process, report: await control.ask('node:describe', {}) })),
    )
    // Legs in reserve are endpoints too, and have no consumers: what dies is what carries most.
    const byLoad = reports.toSorted((a, b) => consumersOf(b.report) - consumersOf(a.report))
    const workers = (list: typeof reports) =>
      list.flatMap(({ report }) => report.workers).toSorted((a, b) => b.consumers - a.consumers)
    const [worker] = workers(reports)
    const [beside] = workers(byLoad.slice(1))
    const [most] = byLoad
    const node = most?.process.pid
    if (!most || node === undefined || !worker) throw new Error('no media node runs')
    return {
      node,
      nodeId: most.report.nodeId,
      worker: worker.pid,
      workerBeside: beside && beside.consumers > 0 ? beside.pid : worker.pid,
    }
  }

  /** The media nodes that run, as they call themselves. */
  async nodeIds(): Promise<NodeId[]> {
    const reports = await Promise.all(this.#nodes.map(({ control }) => control.ask('node:describe', {})))
    return reports.map(({ nodeId }) => nodeId)
  }

  /** The processes of the office, a media node with its report. */
  async processes(): Promise<{ name: string; pid: number; report: NodeReport | null }[]> {
    const nodes = this.#nodes.map(async ({ process, control }) => ({
      process,
      report: await control.ask('node:describe', {}),
    }))
    const all = [...(await Promise.all(nodes)), ...this.#signalings.map((process) => ({ process, report: null }))]
    return all.map(({ process: { name, pid = 0 }, report }) => ({ name, pid, report }))
  }

  /** Has a node emptied by the command that its admin gives; resolves when nobody is on it. A process that dies meanwhile is asked again. */
  async drain(nodeId: NodeId): Promise<void> {
    const ask = () => this.#setDraining(nodeId, true)
    const isEmpty = async () => {
      const reports = await Promise.all(this.#nodes.map(({ control }) => control.ask('node:describe', {})))
      // A node that died meanwhile is another one.
      return reports.every((report) => report.nodeId !== nodeId || endpointsOf(report) === 0)
    }
    const end = performance.now() + DRAIN_MS
    for (let answer = await ask(); !answer?.ok; answer = await ask()) {
      if (performance.now() > end) throw new Error(`the node is not drained: ${answer?.status ?? 'no answer'}`)
      await wait(LOOK_EVERY_MS)
    }
    while (!(await isEmpty())) {
      if (performance.now() > end) throw new Error(`the node is not empty after ${DRAIN_MS} ms`)
      await wait(LOOK_EVERY_MS)
    }
  }

  /** Takes a node into use again. */
  async reopen(nodeId: NodeId): Promise<void> {
    const answer = await this.#setDraining(nodeId, false)
    if (!answer?.ok) throw new Error(`the node is not reopened: ${answer?.status ?? 'no answer'}`)
  }

  async #setDraining(nodeId: NodeId, draining: boolean): Promise<Response | null> {
    // A soak goes on for longer than a token lives.
    const tokens = await AccessTokens.open(folderKeys(join(this.folder, 'data')))
    const { token } = await tokens.issue(this.seeded.admin.accountId, Date.now())
    return fetch(`${this.url}/api/media-nodes/${nodeId}/drain`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ draining }),
    }).catch(() => null)
  }

  /** Endpoints of each worker of each node, for whoever reads the result. */
  async spread(): Promise<number[][]> {
    const reports = await Promise.all(this.#nodes.map(({ control }) => control.ask('node:describe', {})))
    return reports.map(({ workers }) => workers.map(({ endpoints }) => endpoints))
  }

  /** @param id as the process calls itself to its clients: its name, and more */
  signalingPid(id: string): number {
    const found = this.#signalings.find(({ name }) => id.startsWith(name))?.pid
    if (found === undefined) throw new Error(`${id} does not run`)
    return found
  }

  /** All went well: nobody needs to read what the processes wrote, which is kept otherwise. */
  forget(): void {
    this.#isKept = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
    if (!this.#isKept) await rm(this.folder, { recursive: true, force: true })
  }
}

const isUp = (part: Supervised | RedisPair) => (part instanceof RedisPair ? part.isWhole : part.isReady)
const nodeName = (n: number) => `sfu-${n + 1}`
const nameOf = (n: number) => `signaling-${n + 1}`

const consumersOf = ({ workers }: NodeReport) => workers.reduce((sum, { consumers }) => sum + consumers, 0)
const endpointsOf = ({ workers }: NodeReport) => workers.reduce((sum, { endpoints }) => sum + endpoints, 0)
