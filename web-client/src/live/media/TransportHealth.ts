/** As RTCPeerConnection and the media node tell it. */
export type TransportState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'

export interface HealthActions {
  /** Asks for new ICE credentials and uses them. Rejects when that is not possible. */
  restartIce(): Promise<void>
  /** Nothing else helped. */
  giveUp(): void
}

export interface HealthTimes {
  /** ICE `disconnected` often heals by itself. */
  readonly patienceMs: number
  /** How long a restart may take before the next one. */
  readonly restartMs: number
  readonly restarts: number
}

const defaultTimes: HealthTimes = { patienceMs: 3_000, restartMs: 5_000, restarts: 2 }

/**
 * Watches one transport: restarts ICE on `failed` or on `disconnected` that lasts, and gives up
 * after a few restarts so that transports are made anew. While the socket is down nothing can be
 * done: it waits and starts over when it is back.
 */
export class TransportHealth {
  readonly #actions: HealthActions
  readonly #times: HealthTimes
  #state: TransportState = 'new'
  #restarts = 0
  #socketUp = true
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(actions: HealthActions, times: HealthTimes = defaultTimes) {
    this.#actions = actions
    this.#times = times
  }

  get isTroubled(): boolean {
    return this.#state === 'failed' || this.#state === 'disconnected'
  }

  onState(state: TransportState): void {
    if (this.#closed || state === this.#state) return
    this.#state = state
    if (state === 'connected') {
      this.#restarts = 0
      clearTimeout(this.#timer)
    } else if (state === 'failed') this.#act()
    else if (state === 'disconnected') this.#later(this.#times.patienceMs)
  }

  /** After sleep, a broken transport is mended without patience. */
  checkNow(): void {
    if (this.isTroubled) this.#act()
  }

  /** The media node no longer hears from us, whatever the browser still believes. */
  onRemoteLost(): void {
    if (!this.#closed) this.#act()
  }

  onSocket(up: boolean): void {
    this.#socketUp = up
    if (!up) return clearTimeout(this.#timer)
    this.#restarts = 0
    this.checkNow()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#state !== 'connected') this.#act()
    }, ms)
  }

  #act(): void {
    clearTimeout(this.#timer)
    if (this.#closed || !this.#socketUp) return
    if (this.#restarts >= this.#times.restarts) {
      this.close()
      return this.#actions.giveUp()
    }
    this.#restarts++
    this.#actions.restartIce().then(
      () => {
        if (!this.#closed && this.#state !== 'connected') this.#later(this.#times.restartMs)
      },
      () => {
        if (this.#closed || !this.#socketUp) return
        this.close()
        this.#actions.giveUp()
      },
    )
  }
}
