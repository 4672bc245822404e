import { ServerLine } from './ServerLine.ts'
import { newScope, type Scope, type VirtualClock } from './VirtualClock.ts'

/** Whoever takes lines. Rejects whom it does not let in; `data` of the error reaches the other side. */
export interface Listener {
  readonly scope: Scope
  accept(auth: unknown, line: ServerLine): Promise<void>
}

/** The client's half of a connection, to which the path delivers. */
export interface ClientEnd {
  readonly scope: Scope
  received(event: string, message: unknown): void
  closed(reason: string): void
}

/**
 * The network between one client and whoever listens: it is slow, stands still, breaks, and is not there for a while.
 * What is sent over one connection arrives in order or, from a moment on, not at all.
 */
export class Path {
  readonly clock: VirtualClock
  latencyMs = 2
  isUp = true
  #listener: () => Listener | null
  #stalledUntil = 0
  #connection: Connection | null = null

  /** @param listener null while nobody is there */
  constructor(clock: VirtualClock, listener: () => Listener | null) {
    this.clock = clock
    this.#listener = listener
  }

  /** Null when nobody can be reached. */
  open(client: ClientEnd): Connection | null {
    const listener = this.isUp ? this.#listener() : null
    if (!listener || listener.scope.dead) return null
    this.#connection = new Connection(this, client, listener)
    return this.#connection
  }

  /** Lets nothing arrive for so long; then all of it does, in order. */
  stall(ms: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.clock.now + ms)
  }

  /**
   * A pulled cable: what is under way is lost, and either side notices in its own time.
   * @param offMs how long it is not put back
   */
  cut({ serverAfterMs = 0, clientAfterMs = 0, offMs = 0 } = {}): void {
    this.#connection?.cut(serverAfterMs, clientAfterMs)
    if (offMs === 0) return
    this.isUp = false
    this.clock.after(
      offMs,
      () => {
        this.isUp = true
      },
      NETWORK,
    )
  }

  heal(): void {
    this.isUp = true
    this.#stalledUntil = 0
  }

  /** The time at which a message that is sent now arrives, milliseconds since the epoch. */
  get arrival(): number {
    return Math.max(this.clock.now + this.latencyMs, this.#stalledUntil)
  }
}

/** Outlives every tab and process. */
const NETWORK = newScope('network')

/** One connection, from its handshake to its end; another one comes after it. */
export class Connection {
  readonly server: ServerLine
  readonly #path: Path
  readonly #client: ClientEnd
  readonly #listener: Listener
  /** True lets nothing arrive any more, not even what is under way. */
  #isCut = false
  #serverKnows = false
  #clientKnows = false
  #lastToServer = 0
  #lastToClient = 0

  constructor(path: Path, client: ClientEnd, listener: Listener) {
    this.#path = path
    this.#client = client
    this.#listener = listener
    this.server = new ServerLine({
      send: (event, message) => {
        const text = JSON.stringify(message)
        this.#toClient(() => this.#client.received(event, JSON.parse(text)))
      },
      close: (reason) => this.#serverCloses(reason),
      died: () => this.#serverDied(),
      isDead: () => listener.scope.dead,
    })
  }

  /** The handshake. `done` hears of the refusal, or null. */
  greet(auth: unknown, done: (refusal: Error | null) => void): void {
    this.#toServer(() => {
      this.#listener.accept(auth, this.server).catch((error: unknown) => {
        this.#serverKnows = true
        this.#toClient(() => done(error instanceof Error ? error : new Error(String(error))))
      })
    })
    this.server.onAccepted = () => this.#toClient(() => done(null))
  }

  /** @param answered with what the server answers, if it does and the answer arrives */
  ask(event: string, message: unknown, answered: (answer: unknown) => void): void {
    const text = JSON.stringify(message)
    this.#toServer(() => {
      if (this.#serverKnows) return
      this.server.received(event, JSON.parse(text), (answer: unknown) => {
        const reply = JSON.stringify(answer)
        this.#toClient(() => answered(JSON.parse(reply)))
      })
    })
  }

  /** The client says goodbye, or its tab is closed: what it sent before still arrives. */
  clientCloses(): void {
    this.#clientKnows = true
    this.#toServer(() => this.#tellServer('client namespace disconnect'))
  }

  cut(serverAfterMs: number, clientAfterMs: number): void {
    if (this.#isCut) return
    this.#isCut = true
    const { clock } = this.#path
    clock.after(serverAfterMs, () => this.#tellServer('ping timeout'), this.#listener.scope)
    clock.after(clientAfterMs, () => this.#tellClient('ping timeout'), this.#client.scope)
  }

  #serverDied(): void {
    this.#serverKnows = true
    this.#toClient(() => this.#tellClient('transport close'))
  }

  #serverCloses(reason: 'io server disconnect' | 'transport close'): void {
    this.#toClient(() => this.#tellClient(reason))
    this.#tellServer(reason === 'transport close' ? 'forced close' : 'server namespace disconnect')
  }

  #tellServer(reason: string): void {
    if (this.#serverKnows) return
    this.#serverKnows = true
    this.server.closed(reason)
  }

  #tellClient(reason: string): void {
    if (this.#clientKnows) return
    this.#clientKnows = true
    this.#isCut = true
    this.#client.closed(reason)
  }

  #toServer(deliver: () => void): void {
    this.#lastToServer = Math.max(this.#lastToServer, this.#path.arrival)
    const { scope } = this.#listener
    this.#deliver(this.#lastToServer, () => {
      if (scope.dead) this.#serverDied()
      else this.#path.clock.run(scope, deliver)
    })
  }

  #toClient(deliver: () => void): void {
    if (this.#clientKnows) return
    this.#lastToClient = Math.max(this.#lastToClient, this.#path.arrival)
    const { scope } = this.#client
    this.#deliver(this.#lastToClient, () => {
      if (!this.#clientKnows && !scope.dead) this.#path.clock.run(scope, deliver)
    })
  }

  #deliver(at: number, deliver: () => void): void {
    if (this.#isCut) return
    const { clock } = this.#path
    clock.after(
      at - clock.now,
      () => {
        if (!this.#isCut) deliver()
      },
      NETWORK,
    )
  }
}
