import { type EchoAddress, type NodeAddress, type WayTried } from '@diem-cau/sfu-contract'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { OtherNodes } from '../meeting/NodeLine.ts'
import { ipOf } from '../meeting/ipOf.ts'

/** Single packets, so far apart, in milliseconds: whether any comes back, and how long that takes. */
const SINGLE = 20
const APART_MS = 20
/** What is still on its way then is lost, in milliseconds. */
const LATE_MS = 300
/** Then packets of this size, so many every 10 ms for half a second: 16 Mbit/s, a megabyte in all. */
const BYTES = 1200
const BURST = 17
const BURSTS = 50
const BURST_MS = 10

/** Tries the way to another node as a meeting uses it: its control API, and packets to and from a port of its pipes. Does not fail. */
export async function tryWay(nodes: Pick<OtherNodes, 'reach'>, to: NodeAddress): Promise<WayTried> {
  let echo: EchoAddress
  let control: number
  try {
    const line = await nodes.reach(to)
    try {
      const since = performance.now()
      echo = await line.value.request('pipe:echo', {})
      control = performance.now() - since
    } finally {
      line.release()
    }
  } catch {
    return { control: null, udp: null, bitrate: null }
  }
  try {
    return { control, ...(await sendTo({ ...echo, ip: await ipOf(echo.ip) })) }
  } catch {
    // Its name is unknown here, or there is no way at all.
    return { control, udp: { sent: 0, back: 0, rtt: null }, bitrate: null }
  }
}

async function sendTo({ ip, port, mark }: EchoAddress): Promise<Pick<WayTried, 'udp' | 'bitrate'>> {
  const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4')
  try {
    socket.connect(port, ip)
    await once(socket, 'connect')
    // A port that nobody listens on answers with an error; the packets that do not come back say so.
    socket.on('error', () => undefined)
    const trial = new Trial(socket, Buffer.from(mark, 'hex'))
    for (let sent = 0; sent < SINGLE; sent += 1) {
      trial.send(64)
      await pause(APART_MS)
    }
    await pause(LATE_MS)
    const udp = { sent: trial.sent, back: trial.back, rtt: trial.rtt }
    if (udp.back === 0) return { udp, bitrate: null }
    const before = { bytes: trial.bytesBack, at: performance.now() }
    for (let burst = 0; burst < BURSTS; burst += 1) {
      for (let packet = 0; packet < BURST; packet += 1) trial.send(BYTES)
      await pause(BURST_MS)
    }
    await pause(LATE_MS)
    const seconds = (trial.lastBackAt - before.at) / 1000
    return { udp, bitrate: seconds > 0 ? ((trial.bytesBack - before.bytes) * 8) / seconds : null }
  } finally {
    socket.close()
  }
}

/** Packets of one trial, each numbered after the mark, and those of them that came back. */
class Trial {
  sent = 0
  back = 0
  bytesBack = 0
  lastBackAt = 0
  readonly #socket: Socket
  readonly #mark: Buffer
  readonly #sentAt: number[] = []
  readonly #took: number[] = []

  constructor(socket: Socket, mark: Buffer) {
    this.#socket = socket
    this.#mark = mark
    socket.on('message', (packet) => this.#onBack(packet))
  }

  /** The middle of all times, in milliseconds; null: nothing came back. */
  get rtt(): number | null {
    return this.#took.toSorted((a, b) => a - b)[Math.floor(this.#took.length / 2)] ?? null
  }

  send(bytes: number): void {
    const packet = Buffer.alloc(bytes)
    this.#mark.copy(packet)
    packet.writeUInt32BE(this.sent, this.#mark.length)
    this.#sentAt.push(performance.now())
    this.sent += 1
    this.#socket.send(packet)
  }

  #onBack(packet: Buffer): void {
    const { length } = this.#mark
    if (packet.length < length + 4 || !packet.subarray(0, length).equals(this.#mark)) return
    const at = this.#sentAt[packet.readUInt32BE(length)]
    if (at === undefined) return
    this.back += 1
    this.bytesBack += packet.length
    this.lastBackAt = performance.now()
    this.#took.push(this.lastBackAt - at)
  }
}
