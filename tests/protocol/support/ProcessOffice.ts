import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { quickTmp } from '../../../signaling/src/testing/quickTmp.ts'
import { startPostgres, type TestPostgres } from '../../../signaling/src/testing/startPostgres.ts'
import { startRedis, type TestRedis } from '../../../signaling/src/testing/startRedis.ts'
import { freePorts } from '../../support/freePorts.ts'
import { Balancer } from './Balancer.ts'
import { Child } from './Child.ts'
import { seed, type SeededOffice } from './seed.ts'
import { seatsOf } from './TestOffice.ts'
import { TestSocket } from './TestSocket.ts'

const root = resolve(import.meta.dirname, '../../..')

/** An office on two signaling processes with one PostgreSQL, one Redis and one folder, behind a balancer. Without a media node. */
export class ProcessOffice implements AsyncDisposable {
  readonly seeded: SeededOffice
  readonly redis: TestRedis
  readonly databaseUrl: string
  readonly balancer: Balancer
  /** Processes by their id. */
  readonly processes: ReadonlyMap<string, Child>
  readonly #stop: () => Promise<void>

  private constructor(
    parts: Pick<ProcessOffice, 'seeded' | 'redis' | 'databaseUrl' | 'balancer' | 'processes'>,
    stop: () => Promise<void>,
  ) {
    this.seeded = parts.seeded
    this.redis = parts.redis
    this.databaseUrl = parts.databaseUrl
    this.balancer = parts.balancer
    this.processes = parts.processes
    this.#stop = stop
  }

  static async open(rooms: number): Promise<ProcessOffice> {
    await using started = new AsyncDisposableStack()
    const folder = started.adopt(await mkdtemp(join(await quickTmp(), 'diem-cau-processes-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const stop = (server: TestPostgres | TestRedis) => server.stop()
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
    started.adopt(postgres, stop)
    started.adopt(redis, stop)
    const seeded = await seed(folder, seatsOf(rooms), null, postgres.url)
    await writeFile(join(folder, 'sfu.secret'), 'x'.repeat(40), { mode: 0o600 })
    const first = await freePorts(2)
    const ports = [first, first + 1]
    const processes = new Map<string, Child>()
    for (const port of ports) {
      const child = started.adopt(
        await Child.start(join(root, 'signaling/src/main.ts'), {
          DIEM_CAU_HOST: '127.0.0.1',
          DIEM_CAU_PORT: String(port),
          DIEM_CAU_DATA: folder,
          DIEM_CAU_DATABASE: postgres.url,
          DIEM_CAU_REDIS_URL: redis.url,
          // Nobody answers there: votes and the floor need no media.
          DIEM_CAU_SFU_URL: 'http://127.0.0.1:9',
          DIEM_CAU_SFU_SECRET_FILE: join(folder, 'sfu.secret'),
          DIEM_CAU_REQUIRE_TOTP: '0',
          DIEM_CAU_SOFFICE: '0',
          DIEM_CAU_LOG_LEVEL: 'warn',
        }),
        (process) => process.stop(),
      )
      processes.set(await idOf(`http://127.0.0.1:${port}`, seeded), child)
    }
    const balancer = started.adopt(await Balancer.start(ports), (one) => one.close())
    const all = started.move()
    return new ProcessOffice({ seeded, redis, databaseUrl: postgres.url, balancer, processes }, () =>
      all.disposeAsync(),
    )
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop()
  }
}

async function idOf(url: string, { stranger }: SeededOffice): Promise<string> {
  const socket = await TestSocket.connect({ url, token: stranger.token })
  const { serverId } = await socket.notice('welcome')
  socket.close()
  return serverId
}
