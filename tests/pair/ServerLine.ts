import type { SocketLine } from '../../signaling/src/edge/socket/ClientSocket.ts'

interface Wire {
  /** Sends the message as it is now: a later change of the object does not reach the other side. */
  send(event: string, message: unknown): void
  close(reason: 'io server disconnect' | 'transport close'): void
  /** The other side's kernel hears that nobody is here any more. */
  died(): void
  /** The process on this side was killed: nothing of it gets out any more. */
  isDead(): boolean
}

type Received = (event: unknown, ...args: unknown[]) => void

let lines = 0

/** The server's half of a connection, as much of Socket.IO's `Socket` as this program uses. */
export class ServerLine implements SocketLine {
  readonly id = `line-${++lines}`
  readonly conn = { close: () => this.#close('transport close') }
  readonly volatile = { emit: (event: string, message: unknown) => this.emit(event, message) }
  /** The line calls this with everything before it is sent: notices, and answers with what they answer. */
  onSent: ((event: string, message: unknown) => void) | null = null
  onAnswered: ((asked: unknown, answer: unknown) => void) | null = null
  /** Whoever listens let it in. */
  onAccepted: () => void = () => undefined
  #connected = false
  readonly #wire: Wire
  #received: Received = () => undefined
  readonly #closed: ((reason: string) => void)[] = []

  constructor(wire: Wire) {
    this.#wire = wire
  }

  get connected(): boolean {
    return this.#connected
  }

  /** The other side is told that it may speak; nothing that is sent now overtakes that. */
  accepted(): void {
    this.#connected = true
    this.onAccepted()
  }

  onAny(listener: Received): void {
    this.#received = listener
  }

  on(_event: 'disconnect', listener: (reason: string) => void): void {
    this.#closed.push(listener)
  }

  emit(event: string, message: unknown): boolean {
    if (!this.#connected || this.#wire.isDead()) return false
    this.onSent?.(event, message)
    this.#wire.send(event, message)
    return true
  }

  disconnect(_close: boolean): void {
    this.#close('io server disconnect')
  }

  received(event: string, message: unknown, answer: (answer: unknown) => void): void {
    if (!this.#connected) return
    this.#received(event, message, (reply: unknown) => {
      if (!this.#connected || this.#wire.isDead()) return
      this.onAnswered?.(message, reply)
      answer(reply)
    })
  }

  /** Ends with its process. */
  died(): void {
    this.#connected = false
    this.#wire.died()
  }

  closed(reason: string): void {
    if (!this.#connected) return
    this.#connected = false
    for (const listener of this.#closed) listener(reason)
  }

  #close(reason: 'io server disconnect' | 'transport close'): void {
    if (this.#connected && !this.#wire.isDead()) this.#wire.close(reason)
  }
}
