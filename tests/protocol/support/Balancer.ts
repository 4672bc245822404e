import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands before several processes: gives each connection to the next one that takes it, and knows nothing else. */
export class Balancer {
  readonly #ports: readonly number[]
  readonly #server: Server
  #turn = 0

  private constructor(ports: readonly number[]) {
    this.#ports = ports
    this.#server = createServer((socket) => this.#give(socket, this.#ports.length))
  }

  static async start(ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(ports)
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve))
    return balancer
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  close(): void {
    this.#server.close()
  }

  #give(socket: Socket, tries: number): void {
    if (tries === 0) return void socket.destroy()
    const port = this.#ports[(this.#turn += 1) % this.#ports.length] ?? 0
    const process = connect(port, '127.0.0.1')
    const refused = () => this.#give(socket, tries - 1)
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
