import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

const WORKER = '/service-worker.js'
/** What the newer client calls itself. */
export const NEWER = 'newer-client-000'
const VERSION = /"?version"?:\s*"([0-9a-f]{16})"/

/**
 * Stands before the web server, and has a newer client than that one once it is told so: the same files under another
 * version, as a build has that changed one of them.
 */
export class NewerClient {
  readonly #target: number
  readonly #server: Server
  #isThere = false

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((asked, answer) => this.#answer(asked, answer))
    // Sockets of meetings go straight through.
    this.#server.on('upgrade', (asked, near, head) => {
      const far = connect(target, '127.0.0.1', () => {
        const lines = [`${asked.method} ${asked.url} HTTP/1.1`]
        for (let n = 0; n < asked.rawHeaders.length; n += 2)
          lines.push(`${asked.rawHeaders[n]}: ${asked.rawHeaders[n + 1]}`)
        far.write(`${lines.join('\r\n')}\r\n\r\n`)
        far.write(head)
        near.pipe(far).pipe(near)
      })
      const end = () => {
        near.destroy()
        far.destroy()
      }
      for (const side of [near, far]) side.on('error', end).on('close', end)
    })
  }

  /** @param target the port of the web server */
  static async before(target: number): Promise<NewerClient> {
    const newer = new NewerClient(target)
    newer.#server.listen(0, '127.0.0.1')
    await once(newer.#server, 'listening')
    return newer
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The server was updated. */
  come(): void {
    this.#isThere = true
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const isWorker = asked.url === WORKER && this.#isThere
    // What is changed must come whole: neither packed nor as what the browser has already.
    const { 'accept-encoding': _, 'if-none-match': __, 'if-modified-since': ___, ...plain } = asked.headers
    const headers = isWorker ? plain : asked.headers
    const far = request({ port: this.#target, host: '127.0.0.1', method: asked.method, path: asked.url, headers })
    far.on('error', () => answer.destroy())
    far.on('response', (got) => {
      if (isWorker) void tellNewer(got, answer)
      else {
        answer.writeHead(got.statusCode ?? 502, got.headers)
        got.pipe(answer)
      }
    })
    asked.pipe(far)
  }
}

async function tellNewer(got: IncomingMessage, answer: ServerResponse): Promise<void> {
  const script = (await buffer(got)).toString()
  const version = VERSION.exec(script)?.[1]
  const { 'content-length': _, etag: __, 'last-modified': ___, ...told } = got.headers
  answer.writeHead(version === undefined ? 500 : 200, told)
  answer.end(version === undefined ? 'it names no version' : script.replaceAll(version, NEWER))
}
