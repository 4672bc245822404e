import {
  newTransport,
  nextHealth,
  type Health,
  type HealthEvent,
  type Repair,
  type TransportState,
} from './healthState.ts'

/** ICE `disconnected` gets this long to heal by itself, in milliseconds. */
const PATIENCE_MS = 3_000
/** A restart of ICE gets this long to work before the next one, in milliseconds. */
const RESTART_MS = 5_000

interface HealthActions {
  /** Asks for new ICE credentials and uses them. Rejects when that is not possible. */
  restartIce(): Promise<void>
  /** Has the transports made anew: nothing else helped. */
  giveUp(): void
}

/**
 * Watches one transport: restarts ICE on `failed` or on `disconnected` that lasts, and gives up after a few restarts.
 * While the socket is down nothing can be done, so it starts over when that is back. `nextHealth` decides; this class
 * keeps the timer and asks.
 */
export class TransportHealth {
  readonly #actions: HealthActions
  #health: Health = newTransport
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(actions: HealthActions) {
    this.#actions = actions
  }

  get isConnected(): boolean {
    return this.#health.transport === 'connected'
  }

  /** It was to come up and has not, or has not again. */
  get isTrying(): boolean {
    const { transport } = this.#health
    return transport === 'connecting' || transport === 'failed' || transport === 'disconnected'
  }

  onState(state: TransportState): void {
    this.#on({ type: 'transport', state })
  }

  /** Mends a broken transport without patience, after sleep. */
  checkNow(): void {
    this.#on({ type: 'woke' })
  }

  /** Restarts ICE, whatever the browser still believes: the media node no longer hears from us. */
  onRemoteLost(): void {
    this.#on({ type: 'remoteLost' })
  }

  onSocket(up: boolean): void {
    this.#on({ type: up ? 'socketUp' : 'socketDown' })
  }

  close(): void {
    this.#on({ type: 'closed' })
  }

  #on(event: HealthEvent): void {
    const before = this.#health.repair
    this.#health = nextHealth(this.#health, event)
    const { repair } = this.#health
    if (repair === before) return
    clearTimeout(this.#timer)
    this.#enter(repair)
  }

  #enter(repair: Repair): void {
    switch (repair.kind) {
      case 'idle':
      case 'offline':
      case 'closed':
        return
      case 'patient':
        return this.#dueIn(PATIENCE_MS)
      case 'restarted':
        return this.#dueIn(RESTART_MS)
      case 'restarting':
        return this.#restart()
      case 'givenUp':
        return this.#actions.giveUp()
      default:
        repair satisfies never
    }
  }

  #dueIn(ms: number): void {
    this.#timer = setTimeout(() => this.#on({ type: 'due' }), ms)
  }

  #restart(): void {
    this.#actions.restartIce().then(
      () => this.#on({ type: 'restarted' }),
      () => this.#on({ type: 'restartFailed' }),
    )
  }
}
