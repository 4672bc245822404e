import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

interface Flow {
  readonly upstream: Socket
  /** ICE user name fragment of the browser, learned from its STUN requests. */
  ufrag: string | null
}

const MAGIC_COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const USERNAME = 0x0006

/** The browser's own ufrag in a STUN binding request ("<server>:<browser>", RFC 8445 §7.2.2), or null. */
export function ufragOf(packet: Buffer): string | null {
  if (packet.length < 20 || packet.readUInt16BE(0) !== BINDING_REQUEST || packet.readUInt32BE(4) !== MAGIC_COOKIE) return null
  for (let at = 20; at + 4 <= packet.length; ) {
    const length = packet.readUInt16BE(at + 2)
    if (packet.readUInt16BE(at) === USERNAME) {
      return packet.toString('utf8', at + 4, at + 4 + length).split(':')[1] ?? null
    }
    at += 4 + Math.ceil(length / 4) * 4
  }
  return null
}

/**
 * The way of all media between browsers and the media node: the node announces this relay's address
 * only. One browser's way can be cut, known by the ufrags of its peer connections.
 */
export class MediaLine {
  readonly #sockets: Socket[] = []
  readonly #flows: Flow[] = []
  readonly #cut = new Set<string>()

  /** Relays UDP from `address` to `target`, the same ports at both. */
  static async open(address: string, target: string, ports: readonly number[]): Promise<MediaLine> {
    const line = new MediaLine()
    for (const port of ports) await line.#listen(address, target, port)
    return line
  }

  async #listen(address: string, target: string, port: number): Promise<void> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 })
    const flows = new Map<string, Flow>()
    this.#sockets.push(socket)
    socket.on('message', (packet, from) => {
      const key = `${from.address}:${from.port}`
      let flow = flows.get(key)
      if (!flow) {
        flow = this.#open(socket, from, target, port)
        flows.set(key, flow)
      }
      flow.ufrag = ufragOf(packet) ?? flow.ufrag
      if (!this.#isCut(flow)) flow.upstream.send(packet, port, target)
    })
    socket.bind(port, address)
    await once(socket, 'listening')
  }

  #open(socket: Socket, from: RemoteInfo, target: string, port: number): Flow {
    const upstream = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 })
    const flow: Flow = { upstream, ufrag: null }
    upstream.on('message', (packet, sender) => {
      if (sender.address === target && sender.port === port && !this.#isCut(flow)) {
        socket.send(packet, from.port, from.address)
      }
    })
    this.#flows.push(flow)
    return flow
  }

  #isCut(flow: Flow): boolean {
    return flow.ufrag !== null && this.#cut.has(flow.ufrag)
  }

  cut(ufrags: readonly string[]): void {
    for (const ufrag of ufrags) this.#cut.add(ufrag)
  }

  mend(): void {
    this.#cut.clear()
  }

  close(): void {
    for (const socket of [...this.#sockets, ...this.#flows.map((flow) => flow.upstream)]) socket.close()
  }
}
