import type { MediaSession } from './MediaSession.ts'
import type { Publisher } from './Publisher.ts'
import type { RemoteMedia } from './RemoteMedia.ts'

/**
 * Pictures on screen have this long to change over, from the moment that the new ones were offered, in milliseconds.
 * The wait is limited, as consumers that are held back never flow.
 */
const CHANGE_OVER_MS = 1_500

type Built = Pick<MediaSession, 'leg' | 'isConnected' | 'change$'>

interface Options<S extends Built> {
  /** It is built beside the one that carries. */
  readonly session: S
  readonly remote: Pick<RemoteMedia, 'isBehind' | 'change$'>
  readonly publisher: { isWhole(session: S): boolean } & Pick<Publisher, 'change$'>
}

/** Watches a leg that is being built until it does all that the other one does (SPEC 5.14). */
export class Handover<S extends Built> {
  readonly session: S
  /** Resolves when it does. */
  readonly done: Promise<void>
  readonly #remote: Options<S>['remote']
  readonly #publisher: Options<S>['publisher']
  readonly #stop: ReadonlyArray<() => void>
  #offered: 'nothing' | 'lately' | 'longAgo' = 'nothing'
  #timer: ReturnType<typeof setTimeout> | undefined
  #resolve = (): void => undefined

  constructor({ session, remote, publisher }: Options<S>) {
    this.session = session
    this.#remote = remote
    this.#publisher = publisher
    this.done = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#stop = [session.change$, remote.change$, publisher.change$].map((change$) => change$.on(() => this.#look()))
  }

  /** Consumers were offered on it. */
  onConsumers(): void {
    if (this.#offered !== 'nothing') return
    this.#offered = 'lately'
    this.#timer = setTimeout(() => {
      this.#offered = 'longAgo'
      this.#look()
    }, CHANGE_OVER_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const stop of this.#stop) stop()
  }

  #look(): void {
    const { session } = this
    if (!session.isConnected || !this.#publisher.isWhole(session)) return
    if (this.#remote.isBehind(session.leg) && this.#offered !== 'longAgo') return
    this.close()
    this.#resolve()
  }
}
