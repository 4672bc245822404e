import { LINE_GRACE_MS } from '@diem-cau/signaling-contract'
import { nextConnection, type LineEvent } from './connection.ts'
import type { MeetingStore } from './MeetingModel.ts'

/** Tells views of our own line: whether the client's socket is there, and for how long it is not. */
export class OwnLine {
  readonly #store: MeetingStore
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(store: MeetingStore) {
    this.#store = store
  }

  /** The line is back: at the door the server has welcomed us, in the meeting we have our place again. */
  onUp(): void {
    this.stop()
    this.#on({ type: 'up' })
  }

  /** @param keepsPlace the server keeps a place for us, and no longer than for its grace */
  onDown(keepsPlace: boolean): void {
    const before = this.#store.getState().connection
    this.#on({ type: 'down', at: Date.now() })
    if (keepsPlace && this.#store.getState().connection !== before)
      this.#timer = setTimeout(() => this.#on({ type: 'graceOver' }), LINE_GRACE_MS)
  }

  /** Stops waiting, as our place is given up. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #on(event: LineEvent): void {
    const before = this.#store.getState().connection
    const connection = nextConnection(before, event)
    if (connection !== before) this.#store.setState({ connection })
  }
}
