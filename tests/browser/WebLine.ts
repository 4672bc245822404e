import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** One browser's way to the web server. When it is cut nothing passes either way and nothing is said. */
export class WebLine {
  readonly #server: Server
  readonly #pairs = new Set<[Socket, Socket]>()
  #whole = true

  private constructor(targetPort: number, host: string) {
    this.#server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ host, port: targetPort, allowHalfOpen: true })
      const pair: [Socket, Socket] = [near, far]
      this.#pairs.add(pair)
      near.setNoDelay(true)
      far.setNoDelay(true)
      const end = () => {
        this.#pairs.delete(pair)
        near.destroy()
        far.destroy()
      }
      for (const [from, to] of [pair, [far, near]] as const) {
        from.on('data', (chunk) => {
          if (!to.write(chunk)) from.pause()
        })
        to.on('drain', () => this.#whole && from.resume())
        from.on('end', () => to.end())
        from.on('error', end)
        from.on('close', end)
      }
      if (!this.#whole) for (const socket of pair) socket.pause()
    })
  }

  /** @param host where the web server listens, and this line too */
  static async open(targetPort: number, host = '127.0.0.1'): Promise<WebLine> {
    const line = new WebLine(targetPort, host)
    line.#server.listen(0, host)
    await once(line.#server, 'listening')
    return line
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  cut(): void {
    this.#whole = false
    for (const pair of this.#pairs) for (const socket of pair) socket.pause()
  }

  mend(): void {
    this.#whole = true
    for (const pair of this.#pairs) for (const socket of pair) socket.resume()
  }

  close(): void {
    this.#server.close()
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }
}
