import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** A syslog server of the tests: receives counted messages (RFC 6587), over TLS where it has a certificate (RFC 5425). */
export class Receiver {
  readonly messages: string[] = []
  /** Lines that were begun, whatever became of them. */
  attempts = 0
  readonly #server: Server
  readonly #lines = new Set<Socket>()

  /** @param secure certificate and key, PEM */
  constructor(secure?: { readonly cert: string; readonly key: string }) {
    const take = (line: Socket) => this.#take(line)
    this.#server = secure ? createTlsServer(secure, take) : createServer(take)
    this.#server.on('connection', () => (this.attempts += 1))
    // A client that does not believe the certificate ends the line.
    this.#server.on('tlsClientError', () => {})
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Ends each line at once, and takes no other. */
  async stop(): Promise<void> {
    this.#server.close()
    for (const line of this.#lines) line.destroy()
    await once(this.#server, 'close')
  }

  #take(line: Socket): void {
    this.#lines.add(line)
    let rest = Buffer.alloc(0)
    line.on('error', () => {})
    line.on('data', (data) => {
      rest = Buffer.concat([rest, data])
      for (;;) {
        const blank = rest.indexOf(' ')
        const length = Number(rest.subarray(0, blank).toString())
        if (blank < 0 || rest.length < blank + 1 + length) return
        this.messages.push(rest.subarray(blank + 1, blank + 1 + length).toString())
        rest = rest.subarray(blank + 1 + length)
      }
    })
  }
}
