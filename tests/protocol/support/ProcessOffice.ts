import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { quickTmp } from '../../../signaling/src/testing/quickTmp.ts'
import { startPostgres, type TestPostgres } from '../../../signaling/src/testing/startPostgres.ts'
import { startRedis, type TestRedis } from '../../../signaling/src/testing/startRedis.ts'
import { freePorts } from '../../support/freePorts.ts'
import { serverFile } from '../../support/serverFile.ts'
import { Balancer } from './Balancer.ts'
import { Child } from './Child.ts'
import { OfficeNode, PORTS_OF_NODE } from './OfficeNode.ts'
import { seed, type SeededOffice } from './seed.ts'
import { seatsOf } from './TestOffice.ts'
import { TestSocket } from './TestSocket.ts'

const SECRET = 'a secret of the tests, long enough to be one'
const PIPE_PORTS = { min: 31_000, max: 31_999 }

/** An office on two signaling processes with one PostgreSQL, one Redis and one folder, behind a balancer. Without a media node, unless asked for. */
export class ProcessOffice implements AsyncDisposable {
  readonly seeded: SeededOffice
  readonly redis: TestRedis
  readonly databaseUrl: string
  readonly balancer: Balancer
  /** Processes by their id. */
  readonly processes: ReadonlyMap<string, Child>
  /** Where each process listens itself, by its id. */
  readonly urls: ReadonlyMap<string, string>
  readonly nodes: readonly OfficeNode[]
  readonly #stop: () => Promise<void>

  private constructor(
    parts: Pick<ProcessOffice, 'seeded' | 'redis' | 'databaseUrl' | 'balancer' | 'processes' | 'urls' | 'nodes'>,
    stop: () => Promise<void>,
  ) {
    this.seeded = parts.seeded
    this.redis = parts.redis
    this.databaseUrl = parts.databaseUrl
    this.balancer = parts.balancer
    this.processes = parts.processes
    this.urls = parts.urls
    this.nodes = parts.nodes
    this.#stop = stop
  }

  /** @param nodeCount media nodes, each in a process of its own, found by Redis */
  static async open(rooms: number, nodeCount = 0): Promise<ProcessOffice> {
    await using started = new AsyncDisposableStack()
    const folder = started.adopt(await mkdtemp(join(await quickTmp(), 'diem-cau-processes-')), (path) =>
      rm(path, { recursive: true, force: true }),
    )
    const stop = (server: TestPostgres | TestRedis) => server.stop()
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
    started.adopt(postgres, stop)
    started.adopt(redis, stop)
    const seeded = await seed(folder, seatsOf(rooms), null, postgres.url)
    const secretFile = join(folder, 'sfu.secret')
    await writeFile(secretFile, SECRET, { mode: 0o600 })
    const first = await freePorts(2 + nodeCount * PORTS_OF_NODE)
    const ports = [first, first + 1]
    const nodes = Array.from({ length: nodeCount }, (_, n) => {
      const firstPort = first + 2 + n * PORTS_OF_NODE
      return new OfficeNode({ firstPort, secretFile, secret: SECRET, pipePorts: PIPE_PORTS, redisUrl: redis.url })
    })
    for (const node of nodes) started.adopt(node, (one) => one.stop())
    await Promise.all(nodes.map((node) => node.startProcess()))
    const processes = new Map<string, Child>()
    const urls = new Map<string, string>()
    for (const port of ports) {
      const child = started.adopt(
        await Child.start(await serverFile('signaling'), {
          DIEM_CAU_HOST: '127.0.0.1',
          DIEM_CAU_PORT: String(port),
          DIEM_CAU_DATA: folder,
          DIEM_CAU_DATABASE: postgres.url,
          DIEM_CAU_REDIS_URL: redis.url,
          // Nobody answers there: votes and the floor need no media.
          ...(nodeCount === 0 ? { DIEM_CAU_SFU_URL: 'http://127.0.0.1:9' } : { DIEM_CAU_SFU_URLS: '' }),
          DIEM_CAU_SFU_SECRET_FILE: secretFile,
          DIEM_CAU_REQUIRE_TOTP: '0',
          DIEM_CAU_SOFFICE: '0',
          DIEM_CAU_LOG_LEVEL: 'warn',
        }),
        (process) => process.stop(),
      )
      const url = `http://127.0.0.1:${port}`
      const id = await idOf(url, seeded)
      processes.set(id, child)
      urls.set(id, url)
    }
    const balancer = started.adopt(await Balancer.start(ports), (one) => one.close())
    const all = started.move()
    return new ProcessOffice({ seeded, redis, databaseUrl: postgres.url, balancer, processes, urls, nodes }, () =>
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
