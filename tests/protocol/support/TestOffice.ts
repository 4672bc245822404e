import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MeetingId, Seat } from '@diem-cau/signaling-contract'
import { Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import { startMediaNode } from '@diem-cau/sfu'
import { pino } from 'pino'
import { quickTmp } from '../../../signaling/src/testing/quickTmp.ts'
import { freePorts } from '../../support/freePorts.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { Child } from './Child.ts'
import { ControlProbe } from './ControlProbe.ts'
import { type Official, seed, type SeededOffice } from './seed.ts'
import { TestClient } from './TestClient.ts'

const root = resolve(import.meta.dirname, '../../..')
const SECRET = 'a secret of the tests, long enough to be one'
const WORKERS = 2

export interface OfficeOptions {
  readonly seats: readonly Seat[]
  /** The node runs in this process, so that mediasoup's objects can be looked at, or in one of its own, to be killed. */
  readonly mediaNode?: 'here' | 'process' | 'none'
  /** A second account of this one's unit, last among the officials. */
  readonly colleagueOf?: number
  /** The chair may be gone for so long before somebody else acts, in milliseconds. */
  readonly chairGraceMs?: number
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
  readonly control: ControlProbe
  readonly #folder: string
  readonly #ports: { web: number; control: number; rtc: number }
  readonly #clients = new Set<TestClient>()
  readonly #chairGraceMs: number | undefined
  #signaling: Child | null = null
  #mediaNode: { stop(): Promise<void>; kill(): Promise<void> } | null = null

  private constructor(
    folder: string,
    ports: { web: number; control: number; rtc: number },
    seeded: SeededOffice,
    chairGraceMs?: number,
  ) {
    this.#chairGraceMs = chairGraceMs
    this.#folder = folder
    this.#ports = ports
    this.seeded = seeded
    this.url = `http://127.0.0.1:${ports.web}`
    this.control = new ControlProbe(`http://127.0.0.1:${ports.control}`, SECRET)
  }

  static async open(options: OfficeOptions): Promise<TestOffice> {
    const folder = await mkdtemp(join(options.disk ?? (await quickTmp()), 'diem-cau-protocol-'))
    await writeFile(join(folder, 'sfu.secret'), SECRET, { mode: 0o600 })
    const first = await freePorts(WORKERS + 2)
    const ports = { rtc: first, web: first + WORKERS, control: first + WORKERS + 1 }
    const office = new TestOffice(
      folder,
      ports,
      await seed(folder, options.seats, options.colleagueOf),
      options.chairGraceMs,
    )
    if (options.mediaNode === 'process') await office.startMediaNode()
    else if (options.mediaNode !== 'none') await office.#startMediaNodeHere()
    await office.startSignaling()
    return office
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
        ? join(root, 'signaling/src/main.ts')
        : join(import.meta.dirname, 'impatientMain.ts')
    this.#signaling = await Child.start(main, {
      CHAIR_GRACE_MS: String(this.#chairGraceMs ?? ''),
      LINE_GRACE_MS: String(lineGraceMs ?? ''),
      DIEM_CAU_HOST: '127.0.0.1',
      DIEM_CAU_PORT: String(this.#ports.web),
      DIEM_CAU_DATA: this.#folder,
      DIEM_CAU_SFU_URL: `http://127.0.0.1:${this.#ports.control}`,
      DIEM_CAU_SFU_SECRET_FILE: join(this.#folder, 'sfu.secret'),
      DIEM_CAU_WEB_ROOT: this.#folder,
      DIEM_CAU_REQUIRE_TOTP: '0',
      DIEM_CAU_LOG_LEVEL: 'warn',
    })
  }

  async killSignaling(): Promise<void> {
    await this.#signaling?.kill()
  }

  async #startMediaNodeHere(): Promise<void> {
    const node = await startMediaNode({
      controlHost: '127.0.0.1',
      controlPort: this.#ports.control,
      controlTls: undefined,
      controlCa: undefined,
      secret: SECRET,
      listen: [{ ip: '127.0.0.1' }],
      rtcBasePort: this.#ports.rtc,
      pipePorts: { min: 31_000, max: 31_999 },
      workers: WORKERS,
      region: '',
      limits: { meetings: null, endpoints: null },
      workerBin: await mediaWorker(),
      log: pino({ level: 'silent' }),
    })
    this.#mediaNode = {
      stop: () => node.close(),
      kill: () => Promise.reject(new Error('the media node runs in the tests')),
    }
  }

  async startMediaNode(): Promise<void> {
    this.#mediaNode = await Child.start(join(root, 'sfu/src/main.ts'), {
      DIEM_CAU_SFU_CONTROL_PORT: String(this.#ports.control),
      DIEM_CAU_SFU_SECRET_FILE: join(this.#folder, 'sfu.secret'),
      DIEM_CAU_RTC_LISTEN: '127.0.0.1',
      DIEM_CAU_RTC_BASE_PORT: String(this.#ports.rtc),
      DIEM_CAU_SFU_WORKERS: String(WORKERS),
      MEDIASOUP_WORKER_BIN: await mediaWorker(),
      DIEM_CAU_LOG_LEVEL: 'warn',
    })
  }

  async killMediaNode(): Promise<void> {
    await this.#mediaNode?.kill()
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

  /** The pid of the worker that carries the meeting. */
  async busyWorkerPid(): Promise<number> {
    const { workers } = await this.control.ask('node:describe', {})
    const busy = workers.find((worker) => worker.endpoints > 0)
    if (!busy) throw new Error('no worker carries a meeting')
    return busy.pid
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

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.close()
    this.control.close()
    await this.#signaling?.stop()
    await this.#mediaNode?.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
