import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

const ADDRESS = '127.0.0.1'
const BUFFERS = { recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 }
/** A router of a ward's kind holds this much before it drops, in milliseconds of its line. */
const QUEUE_MS = 250

/**
 * One transport's way from the server, over UDP, through a line that carries so many bits a second: packets queue before it, come
 * later, and are dropped where the queue is full. The other way is free.
 */
export class NarrowLine implements Disposable {
  /** Bits a second from the server; Infinity is an open line. */
  rate = Infinity
  readonly #near = createSocket({ type: 'udp4', ...BUFFERS })
  readonly #far = createSocket({ type: 'udp4', ...BUFFERS })
  #server = 0
  #viewer: RemoteInfo | null = null
  /** The time by performance.now() at which the last packet of the queue has left. */
  #freeAt = 0
  #closed = false

  static async open(): Promise<NarrowLine> {
    const line = new NarrowLine()
    line.#near.on('message', (packet, from) => {
      line.#viewer = from
      line.#far.send(packet, line.#server, ADDRESS)
    })
    line.#far.on('message', (packet) => line.#carry(packet))
    await Promise.all([line.#near, line.#far].map(bound))
    return line
  }

  /** The server's candidate as this line's other end is told it. */
  readonly candidate = <C extends { readonly port: number }>(candidate: C): C => {
    this.#server = candidate.port
    return { ...candidate, port: this.#near.address().port }
  }

  /** For so long a packet that comes now waits, in milliseconds. */
  get queueMs(): number {
    return Math.max(0, this.#freeAt - performance.now())
  }

  #carry(packet: Buffer): void {
    const now = performance.now()
    const begins = Math.max(now, this.#freeAt)
    if (begins - now > QUEUE_MS) return
    this.#freeAt = begins + (packet.length * 8_000) / this.rate
    if (this.#freeAt <= now) this.#deliver(packet)
    else setTimeout(() => this.#deliver(packet), this.#freeAt - now)
  }

  #deliver(packet: Buffer): void {
    if (this.#viewer && !this.#closed) this.#near.send(packet, this.#viewer.port, ADDRESS)
  }

  [Symbol.dispose](): void {
    this.#closed = true
    this.#near.close()
    this.#far.close()
  }
}

async function bound(socket: Socket): Promise<void> {
  socket.bind(0, ADDRESS)
  await once(socket, 'listening')
}
