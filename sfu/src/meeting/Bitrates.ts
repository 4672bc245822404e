import type { types } from 'mediasoup'

/** Bits a second. */
export type Bitrate = { readonly bitrateIn: number; readonly bitrateOut: number }

/**
 * The number of transports asked in one round, which comes each second; the others are asked in the next. Between
 * packets, one costs the node 0.1 ms: all of 85 rooms each second would be a tenth of what forwarding one picture to
 * them costs (decisions/009).
 */
const TRANSPORTS_A_ROUND = 25

/** A transport, of whatever kind. */
export type Asked = Pick<types.Transport, 'closed'> & { getStats(): Promise<readonly unknown[]> }

/**
 * Knows how much transports carry, as each said when it was asked last. mediasoup counts bytes for each transport only,
 * and /proc has no count of what a process sends over UDP.
 */
export class Bitrates {
  readonly #round: number
  readonly #known = new WeakMap<Asked, Bitrate & { readonly turn: number }>()
  #turn = 0

  constructor(round = TRANSPORTS_A_ROUND) {
    this.#round = round
  }

  /** Asks those that were not asked for longest. A transport that closes meanwhile keeps what it said. */
  async measure(transports: readonly Asked[]): Promise<void> {
    const turnOf = (transport: Asked) => this.#known.get(transport)?.turn ?? 0
    const due = transports.toSorted((one, other) => turnOf(one) - turnOf(other)).slice(0, this.#round)
    await Promise.all(due.map((transport) => this.#ask(transport)))
  }

  /** What a transport has just said to somebody else. */
  note(transport: Asked, carries: Bitrate): void {
    this.#known.set(transport, { ...carries, turn: (this.#turn += 1) })
  }

  /** Adds up all of these; transports that were never asked count nothing. */
  sum(transports: readonly Asked[]): Bitrate {
    let [bitrateIn, bitrateOut] = [0, 0]
    for (const transport of transports) {
      const known = this.#known.get(transport)
      bitrateIn += known?.bitrateIn ?? 0
      bitrateOut += known?.bitrateOut ?? 0
    }
    return { bitrateIn, bitrateOut }
  }

  async #ask(transport: Asked): Promise<void> {
    let stats: unknown
    try {
      ;[stats] = await transport.getStats()
    } catch (error) {
      if (transport.closed) return
      throw error
    }
    this.note(transport, {
      bitrateIn: numberOf(stats, 'recvBitrate'),
      bitrateOut: numberOf(stats, 'sendBitrate'),
    })
  }
}

function numberOf(stats: unknown, name: string): number {
  const value: unknown = typeof stats === 'object' && stats !== null ? Reflect.get(stats, name) : undefined
  return typeof value === 'number' ? value : 0
}
