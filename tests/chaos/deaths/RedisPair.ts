import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Hosts, loopback } from '../hosts/Host.ts'
import { startRedis, type TestRedis } from '../../../signaling/src/testing/startRedis.ts'

/** The one that serves is asked this often; silent for so many times in a row it counts as dead. Milliseconds. */
const ASK_EVERY_MS = 200
const SILENT_TIMES = 5
/** A supervisor starts a dead one again after this, in milliseconds. */
const START_AGAIN_MS = 1000

/**
 * A Redis and its replica behind one address. This class is the failover: when the one that serves is silent for a second, the
 * replica is told to serve, the address leads there, and the dead one comes back as its replica.
 */
export class RedisPair implements AsyncDisposable {
  readonly #server: Server
  readonly #lines = new Set<Socket>()
  #serving: TestRedis
  #replica: TestRedis
  #isClosed = false
  #isWhole = true
  readonly #watching: Promise<void>

  private constructor(server: Server, serving: TestRedis, replica: TestRedis) {
    this.#server = server
    this.#serving = serving
    this.#replica = replica
    server.on('connection', (line) => this.#carry(line))
    this.#watching = this.#watch()
  }

  static async start(hosts: Hosts = loopback): Promise<RedisPair> {
    const [serving, replica] = await Promise.all([startRedis(hosts.of('redis-1')), startRedis(hosts.of('redis-2'))])
    await follow(replica, serving)
    const server = createServer()
    server.listen(0, hosts.here.address)
    await once(server, 'listening')
    return new RedisPair(server, serving, replica)
  }

  get url(): string {
    const address = this.#server.address()
    if (typeof address !== 'object' || !address) throw new Error('the address of the pair is closed')
    return `redis://${address.address}:${address.port}`
  }

  /** There are two, so that one may die. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** SIGKILL for the one that serves. */
  kill(): Promise<void> {
    this.#isWhole = false
    return this.#serving.kill()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    this.#server.close()
    for (const line of this.#lines) line.destroy()
    await this.#watching
    await Promise.all([this.#serving.stop(), this.#replica.stop()])
  }

  async #watch(): Promise<void> {
    let silent = 0
    while (!this.#isClosed) {
      await wait(ASK_EVERY_MS)
      silent = (await tell(this.#serving, 'PING')) === '+PONG' ? 0 : silent + 1
      if (silent < SILENT_TIMES || this.#isClosed) continue
      silent = 0
      await this.#failOver()
    }
  }

  async #failOver(): Promise<void> {
    const dead = this.#serving
    await tell(this.#replica, 'REPLICAOF NO ONE')
    this.#serving = this.#replica
    this.#replica = dead
    for (const line of this.#lines) line.destroy()
    await wait(START_AGAIN_MS)
    await dead.startAgain()
    await follow(dead, this.#serving)
    this.#isWhole = true
  }

  #carry(line: Socket): void {
    const redis = connect(addressOf(this.#serving))
    for (const [one, other] of [
      [line, redis],
      [redis, line],
    ] as const) {
      this.#lines.add(one)
      one.setNoDelay(true)
      one.on('error', () => undefined)
      one.once('close', () => {
        this.#lines.delete(one)
        other.destroy()
      })
    }
    line.pipe(redis).pipe(line)
  }
}

function addressOf({ url }: TestRedis) {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

async function follow(replica: TestRedis, serving: TestRedis): Promise<void> {
  // It would wait 5 s for further replicas before it begins.
  await tell(serving, 'CONFIG SET repl-diskless-sync-delay 0')
  const { host, port } = addressOf(serving)
  const answer = await tell(replica, `REPLICAOF ${host} ${port}`)
  if (answer !== '+OK') throw new Error(`this Redis follows no other: ${answer}`)
}

/** @returns the first line of the answer; null when there is none within the time between two questions */
async function tell(redis: TestRedis, command: string): Promise<string | null> {
  const line = connect(addressOf(redis))
  try {
    return await new Promise<string | null>((resolve) => {
      line.setTimeout(ASK_EVERY_MS * 2, () => resolve(null))
      line.once('error', () => resolve(null))
      line.once('close', () => resolve(null))
      line.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? null))
      line.write(`${command}\r\n`)
    })
  } finally {
    line.destroy()
  }
}
