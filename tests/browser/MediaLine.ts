import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

const BUFFERS = { recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 }

/** One browser's way to the media node, UDP only: its page is sent here (see installPageProbe). */
export class MediaLine {
  /** The media node's port -> the port of this line that leads to it. */
  readonly ports: Record<number, number> = {}
  readonly #address: string
  readonly #sockets: Socket[] = []
  #whole = true

  private constructor(address: string) {
    this.#address = address
  }

  /** @param address where the media node listens, and this line too */
  static async open(targets: readonly number[], address = '127.0.0.1'): Promise<MediaLine> {
    const line = new MediaLine(address)
    for (const target of targets) await line.#listen(target)
    return line
  }

  async #listen(target: number): Promise<void> {
    const socket = createSocket({ type: 'udp4', ...BUFFERS })
    const upstreams = new Map<string, Socket>()
    this.#sockets.push(socket)
    socket.on('message', (packet, from) => {
      const key = `${from.address}:${from.port}`
      let upstream = upstreams.get(key)
      if (!upstream) {
        upstream = this.#upstream(socket, from)
        upstreams.set(key, upstream)
      }
      if (this.#whole) upstream.send(packet, target, this.#address)
    })
    socket.bind(0, this.#address)
    await once(socket, 'listening')
    this.ports[target] = socket.address().port
  }

  #upstream(socket: Socket, { address, port }: RemoteInfo): Socket {
    const upstream = createSocket({ type: 'udp4', ...BUFFERS })
    this.#sockets.push(upstream)
    upstream.on('message', (packet) => {
      if (this.#whole) socket.send(packet, port, address)
    })
    return upstream
  }

  /** Loses packets both ways from now on. */
  cut(): void {
    this.#whole = false
  }

  mend(): void {
    this.#whole = true
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
  }
}
