import { connect, createServer, type Server, type Socket } from 'node:net'

interface Target {
  readonly host: string
  readonly port: number
}

/** Stands before several processes: gives each connection to the next one that takes it, and knows nothing else. */
export class Balancer {
  readonly #processes: readonly Target[]
  readonly #server: Server
  #turn = 0

  private constructor(processes: readonly Target[]) {
    this.#processes = processes
    this.#server = createServer((socket) => this.#give(socket, (this.#turn += 1), this.#processes.length))
  }

  /** @param address where it stands; the processes too, where only their ports are told */
  static async start(processes: readonly (number | Target)[], address = '127.0.0.1'): Promise<Balancer> {
    const balancer = new Balancer(
      processes.map((one) => (typeof one === 'number' ? { host: address, port: one } : one)),
    )
    await new Promise<void>((resolve) => balancer.#server.listen(0, address, resolve))
    return balancer
  }

  get url(): string {
    const address = this.#server.address()
    if (typeof address !== 'object' || !address) throw new Error('the balancer is closed')
    return `http://${address.address}:${address.port}`
  }

  close(): void {
    this.#server.close()
  }

  /** Connections that come meanwhile have their own turns: each tries every process once. */
  #give(socket: Socket, turn: number, tries: number): void {
    if (tries === 0) return void socket.destroy()
    const target = this.#processes[turn % this.#processes.length]
    if (!target) return void socket.destroy()
    const process = connect(target)
    const refused = () => this.#give(socket, turn + 1, tries - 1)
    process.once('error', refused)
    process.once('connect', () => {
      process.off('error', refused)
      for (const [one, other] of [
        [socket, process],
        [process, socket],
      ] as const) {
        one.on('error', () => undefined)
        one.once('close', () => other.destroy())
      }
      socket.pipe(process).pipe(socket)
    })
  }
}
