import type { TurnGrant } from '@diem-cau/signaling-contract'
import { iceServersOf } from './iceServersOf.ts'
import { type KnownWay, pathMemory } from './pathMemory.ts'

/** A room that always came straight to the media nodes asks for no relay; one that does not come up for so long does, in milliseconds. */
const DIRECT_PATIENCE_MS = 700
/** A browser may change to a better way shortly after the first one stands, in milliseconds. */
const SETTLED_MS = 3_000
/** A credential is renewed so long before it ends, in milliseconds. */
const RENEW_BEFORE_MS = 600_000

interface Options {
  /** Null: the office has no TURN server. */
  readonly turn: TurnGrant | null
  /** Which way media goes; null while nobody knows. */
  readonly readWay: () => Promise<KnownWay | null>
  /** New ICE credentials, with them new TURN ones ({@link TurnUse.renewed}). */
  readonly restart: () => void
  readonly memory?: { way: KnownWay | null }
}

/** The TURN servers of one transport: taken from the beginning where they may be needed, later where they are, and renewed in time. */
export class TurnUse {
  readonly #options: Options
  readonly #memory: { way: KnownWay | null }
  #turn: TurnGrant | null
  #wanted: boolean
  #patience: ReturnType<typeof setTimeout> | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  #renewal: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#memory = options.memory ?? pathMemory
    this.#turn = options.turn
    this.#wanted = this.#memory.way !== 'direct'
    this.#renewLater()
  }

  /** For the transport as it is made, or restarted. */
  get iceServers(): RTCIceServer[] {
    return this.#turn && this.#wanted ? iceServersOf(this.#turn) : []
  }

  onState(state: RTCPeerConnectionState): void {
    clearTimeout(this.#patience)
    clearTimeout(this.#settling)
    if (state === 'connecting' && this.#turn && !this.#wanted)
      this.#patience = setTimeout(() => this.#turnTo(), DIRECT_PATIENCE_MS)
    if (state === 'connected') this.#settling = setTimeout(() => void this.#remember(), SETTLED_MS)
  }

  /** ICE is restarted: whatever was tried before did not do. */
  renewed(turn: TurnGrant | null): void {
    this.#turn = turn
    this.#wanted = true
    this.#renewLater()
  }

  close(): void {
    for (const timer of [this.#patience, this.#settling, this.#renewal]) clearTimeout(timer)
  }

  #turnTo(): void {
    this.#wanted = true
    this.#options.restart()
  }

  async #remember(): Promise<void> {
    this.#memory.way = (await this.#options.readWay()) ?? this.#memory.way
  }

  #renewLater(): void {
    clearTimeout(this.#renewal)
    if (!this.#turn) return
    const renew = async () => {
      if ((await this.#options.readWay()) !== 'direct') this.#options.restart()
    }
    this.#renewal = setTimeout(() => void renew(), Math.max(60_000, this.#turn.validMs - RENEW_BEFORE_MS))
  }
}
