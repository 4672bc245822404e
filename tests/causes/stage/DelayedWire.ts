import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between two servers, and lets each piece wait as a slow disk or a long way would. */
export class DelayedWire {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #delayMs = 0

  private constructor(host: string, port: number) {
    this.#server = createServer((near) => {
      const far = connect({ host, port })
      const pair = [near, far] as const
      this.#pairs.add(pair)
      this.#carry(near, far, true)
      this.#carry(far, near, false)
      for (const socket of pair) {
        socket.setNoDelay(true)
        socket.on('error', () => undefined)
        socket.once('close', () => {
          this.#pairs.delete(pair)
          for (const each of pair) each.destroy()
        })
      }
    })
  }

  static async open(target: URL, address: string): Promise<DelayedWire> {
    const wire = new DelayedWire(target.hostname, Number(target.port))
    wire.#server.listen(0, address)
    await once(wire.#server, 'listening')
    return wire
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** What is asked from now on arrives so much later. */
  delay(ms: number): void {
    this.#delayMs = ms
  }

  close(): void {
    this.#server.close()
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  /** In order, whatever the delay becomes meanwhile. */
  #carry(from: Socket, to: Socket, isDelayed: boolean): void {
    let dueAt = 0
    from.on('data', (piece: Buffer) => {
      dueAt = Math.max(dueAt, performance.now() + (isDelayed ? this.#delayMs : 0))
      const wait = dueAt - performance.now()
      if (wait <= 0) to.write(piece)
      else setTimeout(() => to.destroyed || to.write(piece), wait)
    })
    from.once('end', () => setTimeout(() => to.end(), Math.max(0, dueAt - performance.now())))
  }
}
