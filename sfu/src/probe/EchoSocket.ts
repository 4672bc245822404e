import { ControlError, type EchoAddress } from '@diem-cau/sfu-contract'
import { randomBytes, randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { PortRange } from '../settings/config.ts'

/** It is open for so long, in milliseconds, and sends back so many packets. */
const OPEN_MS = 5000
const MOST_PACKETS = 4000
/** Ports may be taken by pipes: so many are tried. */
const TRIES = 20
/** Largest packet that goes over any network in one piece. */
const MOST_BYTES = 1200

export type EchoListen = { readonly ip: string; readonly announced?: string; readonly ports: PortRange }

/** Sends packets back to where they came from, for a trial of the way between two nodes: a few seconds, with a mark that only the other node knows. */
export class EchoSocket {
  readonly #listen: EchoListen
  #socket: Socket | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(listen: EchoListen) {
    this.#listen = listen
  }

  /** @throws ControlError `unavailable` while it is open already, or without a free port */
  async open(): Promise<EchoAddress> {
    if (this.#socket) throw new ControlError('unavailable', 'another trial is under way; try again in some seconds')
    const { ip, announced } = this.#listen
    const socket = createSocket(isIPv6(ip) ? 'udp6' : 'udp4')
    this.#socket = socket
    const mark = randomBytes(16)
    let packets = 0
    // What cannot be sent back is lost on the way, as far as the other side can tell.
    socket.on('error', () => undefined)
    socket.on('message', (packet, { address, port }) => {
      if (packet.length > MOST_BYTES || !packet.subarray(0, mark.length).equals(mark)) return
      packets += 1
      if (packets <= MOST_PACKETS) socket.send(packet, port, address)
    })
    try {
      const port = await this.#bind(socket)
      this.#timer = setTimeout(() => this.close(), OPEN_MS).unref()
      return { ip: announced ?? ip, port, mark: mark.toString('hex') }
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Fine to call again. */
  close(): void {
    clearTimeout(this.#timer)
    this.#socket?.close()
    this.#socket = null
  }

  async #bind(socket: Socket): Promise<number> {
    const { ip, ports } = this.#listen
    for (let tried = 0; tried < TRIES; tried += 1) {
      const port = randomInt(ports.min, ports.max + 1)
      socket.bind({ address: ip, port, exclusive: true })
      try {
        await once(socket, 'listening')
        return port
      } catch {
        // It is taken: another one.
      }
    }
    throw new ControlError('unavailable', `no free port on ${ip}, ports ${ports.min} to ${ports.max}`)
  }
}
