import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MeetingId, Seat } from '@diem-cau/signaling-contract'
import { Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import { quickTmp } from '../../../signaling/src/testing/quickTmp.ts'
import { startRedis, type TestRedis } from '../../../signaling/src/testing/startRedis.ts'
import { freePorts } from '../../support/freePorts.ts'
import { serverFile } from '../../support/serverFile.ts'
import { Child } from './Child.ts'
import type { ControlProbe } from './ControlProbe.ts'
import { type NodeSetup, OfficeNode, PORTS_OF_NODE } from './OfficeNode.ts'
import { type Official, seed, type SeededOffice } from './seed.ts'
import { TestClient } from './TestClient.ts'

const SECRET = 'a secret of the tests, long enough to be one'
/** Shared by all tests: a port that is taken is passed over. */
const PIPE_PORTS = { min: 31_000, max: 31_999 }

export interface OfficeOptions {
  readonly seats: readonly Seat[]
  /** The node runs in this process, so that mediasoup's objects can be looked at, or in one of its own, to be killed. */
  readonly mediaNode?: 'here' | 'process' | 'none'
  /** One that takes what comes, unless told. */
  readonly nodes?: readonly NodeSetup[]
  /** Nodes register in a Redis, where signaling finds them, and it is told of none. */
  readonly register?: boolean
  /** Where the office is: nodes there are taken first. */
  readonly region?: string
  /** Regions of units, by the place of their seat. */
  readonly regions?: ReadonlyMap<number, string>
  /** A second account of this one's unit, last among the officials. */
  readonly colleagueOf?: number
  /** The chair may be gone for so long before somebody else acts, in milliseconds. */
  readonly chairGraceMs?: number
  /** Endpoints up to which everybody has a leg in reserve (SPEC 5.15), 0 unless told: for who conducts and has the floor alone. */
  readonly reserveEndpoints?: number
  /** Folder in which its data folder is made, if not among the other temporary ones. */
  readonly disk?: string
}

/** A chair, then delegates. */
export function seatsOf(count: number): Seat[] {
  return ['chair', ...Array.from({ length: count - 1 }, (): Seat => 'delegate')]
}

/** Real signaling, a real media node with real workers, and an office full of accounts. */
export class TestOffice implements AsyncDisposable {
  readonly seeded: SeededOffice
  readonly url: string
  readonly nodes: readonly OfficeNode[]
  readonly #folder: string
  readonly #webPort: number
  readonly #clients = new Set<TestClient>()
  readonly #chairGraceMs: number | undefined
  readonly #region: string
  readonly #reserveEndpoints: number
  readonly #redis: TestRedis | null
  #signaling: Child | null = null

  private constructor(
    folder: string,
    webPort: number,
    seeded: SeededOffice,
    nodes: readonly OfficeNode[],
    redis: TestRedis | null,
    {
      chairGraceMs,
      region = '',
      reserveEndpoints = 0,
    }: Pick<OfficeOptions, 'chairGraceMs' | 'region' | 'reserveEndpoints'>,
  ) {
    this.#chairGraceMs = chairGraceMs
    this.#region = region
    this.#reserveEndpoints = reserveEndpoints
    this.#redis = redis
    this.#folder = folder
    this.#webPort = webPort
    this.seeded = seeded
    this.nodes = nodes
    this.url = `http://127.0.0.1:${webPort}`
  }

  static async open({ nodes: setups = [{}], ...options }: OfficeOptions): Promise<TestOffice> {
    const folder = await mkdtemp(join(options.disk ?? (await quickTmp()), 'diem-cau-protocol-'))
    const secretFile = join(folder, 'sfu.secret')
    await writeFile(secretFile, SECRET, { mode: 0o600 })
    const webPort = await freePorts(1 + setups.length * PORTS_OF_NODE)
    const redis = options.register ? await startRedis() : null
    const nodes = setups.map((setup, n) => {
      const firstPort = webPort + 1 + n * PORTS_OF_NODE
      return new OfficeNode({
        ...setup,
        firstPort,
        secretFile,
        secret: SECRET,
        pipePorts: PIPE_PORTS,
        ...(redis && { redisUrl: redis.url }),
      })
    })
    const seeded = await seed(folder, options.seats, options.colleagueOf, undefined, options.regions)
    const office = new TestOffice(folder, webPort, seeded, nodes, redis, options)
    const isOwn = options.mediaNode === 'process'
    if (options.mediaNode !== 'none')
      await Promise.all(nodes.map((node) => (isOwn ? node.startProcess() : node.startHere())))
    await office.startSignaling()
    return office
  }

  /** The first node's, which is the only one in most tests. */
  get control(): ControlProbe {
    return this.#node.control
  }

  get meetingId(): MeetingId {
    return this.seeded.meetingId
  }

  official(index: number): Official {
    const official = this.seeded.officials[index]
    if (!official) throw new Error(`no official ${index}`)
    return official
  }

  /** @param lineGraceMs how long whoever lost the line may be gone, if not as long as in earnest */
  async startSignaling({ lineGraceMs }: { lineGraceMs?: number } = {}): Promise<void> {
    const main =
      this.#chairGraceMs === undefined && lineGraceMs === undefined
        ? await serverFile('signaling')
        : join(import.meta.dirname, 'impatientMain.ts')
    this.#signaling = await Child.start(main, {
      CHAIR_GRACE_MS: String(this.#chairGraceMs ?? ''),
      LINE_GRACE_MS: String(lineGraceMs ?? ''),
      DIEM_CAU_HOST: '127.0.0.1',
      DIEM_CAU_PORT: String(this.#webPort),
      DIEM_CAU_DATA: this.#folder,
      DIEM_CAU_SFU_URLS: this.#redis ? '' : this.nodes.map(({ url }) => url).join(','),
      DIEM_CAU_REDIS_URL: this.#redis?.url ?? '',
      DIEM_CAU_SFU_SECRET_FILE: join(this.#folder, 'sfu.secret'),
      DIEM_CAU_REGION: this.#region,
      DIEM_CAU_RESERVE_ENDPOINTS: String(this.#reserveEndpoints),
      DIEM_CAU_WEB_ROOT: this.#folder,
      DIEM_CAU_REQUIRE_TOTP: '0',
      DIEM_CAU_LOG_LEVEL: 'warn',
    })
  }

  async killSignaling(): Promise<void> {
    await this.#signaling?.kill()
  }

  startMediaNode(): Promise<void> {
    return this.#node.startProcess()
  }

  killMediaNode(): Promise<void> {
    return this.#node.kill()
  }

  /** Asks the office over HTTP as its admin. */
  async ask(method: 'GET' | 'PUT' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.seeded.admin.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  /** Saves the plan of the meeting again, with these changes. */
  async replan(changes: Partial<PlanInput>): Promise<void> {
    const path = `/schedule/meetings/${this.meetingId}`
    const plan = Plan.parse(await this.ask('GET', path))
    const input = {
      title: plan.title,
      hostUnitCode: plan.hostUnit.code,
      chairId: plan.chair.accountId,
      secretaryId: plan.secretary?.accountId ?? null,
      startsAt: plan.startsAt,
      endsAt: plan.endsAt,
      invite: plan.invite,
      people: plan.people.map(({ accountId, seat }) => ({ accountId, seat })),
      settings: plan.settings,
      ...changes,
    }
    await this.ask('PUT', path, { version: plan.version, draft: false, plan: input })
  }

  /** The pid of the worker that most of what is sent comes over; legs in reserve, which send nothing, are on others. */
  async busyWorkerPid(): Promise<number> {
    const { workers } = await this.control.ask('node:describe', {})
    const { meetings } = await this.control.ask('meeting:list', {})
    const endpoints = meetings.flatMap((meeting) => meeting.endpoints)
    /** An endpoint that sends counts more than all that do not. */
    const weigh = (index: number) =>
      endpoints
        .filter(({ worker }) => worker === index)
        .reduce((sum, { producers }) => sum + (producers.length > 0 ? endpoints.length + 1 : 1), 0)
    const [busiest] = workers.toSorted((a, b) => weigh(b.index) - weigh(a.index))
    if (!busiest || weigh(busiest.index) === 0) throw new Error('no worker carries a meeting')
    return busiest.pid
  }

  /** Reads the disk, whatever clients are told. */
  onDisk(query: string, ...values: string[]): Record<string, unknown>[] {
    using db = new DatabaseSync(join(this.#folder, 'diem-cau.sqlite'), { readOnly: true, timeout: 2000 })
    return db.prepare(query).all(...values)
  }

  /** Output of signaling, for a test that failed. */
  get signalingOutput(): string {
    return this.#signaling?.output ?? ''
  }

  async connect(
    who: number | Official,
    options: { deviceId?: TestClient['deviceId']; meetingId?: MeetingId } = {},
  ): Promise<TestClient> {
    const { token } = typeof who === 'number' ? this.official(who) : who
    const client = await TestClient.connect(
      { url: this.url, token, ...(options.deviceId ? { deviceId: options.deviceId } : {}) },
      options.meetingId ?? this.meetingId,
    )
    this.#clients.add(client)
    return client
  }

  async join(who: number, options: Parameters<TestClient['join']>[0] = {}): Promise<TestClient> {
    const client = await this.connect(who)
    await client.join(options)
    return client
  }

  /** Everyone leaves, so that the next test finds an empty meeting. */
  async empty(): Promise<void> {
    await Promise.all(
      [...this.#clients].map(async (client) => {
        if (client.socket.closed === null) await client.socket.request('meeting:leave', {}).catch(() => undefined)
        client.close()
      }),
    )
    this.#clients.clear()
  }

  get #node(): OfficeNode {
    const [node] = this.nodes
    if (!node) throw new Error('an office without a node')
    return node
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.#signaling?.stop()
    await Promise.all(this.nodes.map((node) => node.stop()))
    await this.#redis?.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
