import type { FreshMedia, LegId } from '@diem-cau/signaling-contract'
import type { MediaSession } from './MediaSession.ts'
import { nextStandby, type Standby, type StandbyEvent } from './standby.ts'

type Reserve = Pick<MediaSession, 'leg' | 'standBy' | 'close'>

/** Makes this side of a leg. @throws Error when this browser cannot */
type Make<S> = (media: FreshMedia) => Promise<S>

/**
 * A leg that is connected both ways and carries nothing until the server says so (SPEC 5.15). `standby` says what
 * follows what; this does it.
 */
export class StandbyMedia<S extends Reserve> {
  readonly #makeSession: Make<S>
  #state: Standby<S> = { kind: 'none' }

  constructor(make: Make<S>) {
    this.#makeSession = make
  }

  get session(): S | null {
    return this.#state.kind === 'ready' ? this.#state.session : null
  }

  offer(media: FreshMedia): void {
    this.#on({ type: 'offered', media })
  }

  /** It carries: it is the caller's from now on. null: it is not this one, or not made yet. */
  take(leg: LegId): S | null {
    const { session } = this
    this.#on({ type: 'carries', leg })
    return this.#state.kind === 'taken' ? session : null
  }

  /** The server needs this leg no more; another one changes nothing. */
  end(leg: LegId): void {
    this.#on({ type: 'ended', leg })
  }

  /** A transport of this session is beyond repair; one that is not ours changes nothing. */
  onBroken(session: S): void {
    this.#on({ type: 'broken', session })
  }

  drop(): void {
    this.#on({ type: 'dropped' })
  }

  #on(event: StandbyEvent<S>): void {
    const before = this.#state
    const after = nextStandby(before, event)
    if (after === before) return
    this.#state = after
    if (before.kind === 'ready' && after.kind !== 'taken') before.session.close()
    if (after.kind === 'making') void this.#make(after.media)
  }

  async #make(media: FreshMedia): Promise<void> {
    try {
      const session = await this.#makeSession(media)
      if (this.#state.kind !== 'making' || this.#state.media !== media) return session.close()
      this.#on({ type: 'made', session })
      session.standBy({ sends: true }).catch(() => this.onBroken(session))
    } catch {
      this.#on({ type: 'failed', media })
    }
  }
}
