import type { OperationsChange, OperationsView } from '@diem-cau/signaling-contract/operations'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { serverNow } from '../../../time/serverClock.ts'
import type { SignalingSocket } from '../../../live/socket/SignalingSocket.ts'
import { applyChange, type Watched, watchedOf } from './applyChange.ts'

/**
 * `lost`: nothing is heard of the server just now, what is shown is of `watched.at`. `refused`: only the person can
 * help.
 */
type FeedLine =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly failure: unknown }

export interface FeedState {
  readonly view: OperationsView | null
  readonly line: FeedLine
  /** Null until the server has answered for this view. */
  readonly watched: Watched | null
  /** The last sign that what is watched is so; milliseconds since the epoch. */
  readonly heardAt: number
}

/** The time of what is shown, as long as it is that of now; else null. Milliseconds since the epoch. */
export const freshAt = ({ line, watched, heardAt }: FeedState): number | null =>
  line.kind === 'live' && watched ? heardAt : null

/** A server that has said nothing for this long (ms) is asked for a sign of life: while anything runs, it tells something each second. */
const SILENT_MS = 3_000
/**
 * Whatever is read is told of every 5 s at least: a server that answers, but tells nothing for this long (ms), reads
 * nothing (SPEC 16.9).
 */
const STALE_MS = 12_000
/** What failed for a reason that may pass is asked for again after this time, in milliseconds. */
const AGAIN_MS = 2_000

/** One view of what runs, kept up to date by the socket; after a break it is asked for anew. */
export class OperationsFeed {
  readonly store: StoreApi<FeedState> = createStore(() => ({
    view: null,
    line: { kind: 'connecting' },
    watched: null,
    heardAt: 0,
  }))

  readonly #newSocket: () => SignalingSocket
  /** Null until something is watched. */
  #socket: SignalingSocket | null = null
  /** Stops what the last question would still do. */
  #asked: AbortController | null = null
  /** Changes that were told before the snapshot that they belong to was taken in. */
  #early: OperationsChange[] | null = null
  #silence: ReturnType<typeof setTimeout> | undefined
  /** Milliseconds of silence so far, though the server answers. */
  #silentMs = 0

  constructor(newSocket: () => SignalingSocket) {
    this.#newSocket = newSocket
  }

  /** Watches this view instead of the one before; the first one opens the line. */
  watch(view: OperationsView): void {
    const { line } = this.store.getState()
    this.store.setState({ view, watched: null, line: line.kind === 'lost' ? line : { kind: 'connecting' } })
    if (this.#socket === null) this.#open()
    else if (this.#socket.state === 'up') this.#ask()
  }

  /** Has the server send nothing more, while a page is shown that watches nothing. */
  rest(): void {
    if (this.store.getState().view === null) return
    this.#stopAsking()
    clearTimeout(this.#silence)
    this.store.setState({ view: null, watched: null })
    if (this.#socket?.state === 'up') this.#socket.request('operations:unwatch', {}).catch(() => undefined)
  }

  /** Closes the line. Whoever watches again opens another. */
  close(): void {
    this.#stopAsking()
    clearTimeout(this.#silence)
    this.#socket?.close()
    this.#socket = null
  }

  #open(): void {
    const socket = this.#newSocket()
    this.#socket = socket
    socket.welcomed$.on(() => this.#ask())
    socket.state$.on((state) => {
      if (state === 'down') this.#onLost()
    })
    socket.refused$.on((failure) => this.#refuse(failure))
    socket.notice$.on((notice) => {
      if (notice.name === 'operationsChanged') this.#onChange(notice.change)
    })
    socket.open()
  }

  #ask(): void {
    const { view } = this.store.getState()
    if (view === null || this.#socket === null) return
    this.#stopAsking()
    const asked = new AbortController()
    this.#asked = asked
    this.#early = []
    this.#socket.request('operations:watch', { view }, { signal: asked.signal }).then(
      (snapshot) => {
        if (asked.signal.aborted) return
        const early = this.#early ?? []
        this.#early = null
        this.store.setState({ watched: early.reduce(applyChange, watchedOf(snapshot)), line: { kind: 'live' } })
        this.#onNews(snapshot.at)
      },
      (error: unknown) => {
        if (asked.signal.aborted) return
        const code = failureCode(error)
        if (code === 'forbidden' || code === 'notFound' || code === 'unauthenticated') return this.#refuse(error)
        this.#onLost()
        setTimeout(() => {
          if (!asked.signal.aborted) this.#ask()
        }, AGAIN_MS)
      },
    )
  }

  #stopAsking(): void {
    this.#asked?.abort()
    this.#asked = null
    this.#early = null
  }

  #onChange(change: OperationsChange): void {
    if (this.#early) {
      this.#early.push(change)
      return
    }
    const { watched } = this.store.getState()
    if (!watched) return
    this.store.setState({ watched: applyChange(watched, change), line: { kind: 'live' } })
    this.#onNews(change.at)
  }

  #onNews(at: number): void {
    this.#silentMs = 0
    this.store.setState({ heardAt: at })
    this.#listen()
  }

  #listen(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => void this.#onSilence(), SILENT_MS)
  }

  /** Nothing was different, or the line is dead and nobody has noticed: the probe closes that one. */
  async #onSilence(): Promise<void> {
    const socket = this.#socket
    await socket?.probe()
    const { view, watched, heardAt } = this.store.getState()
    if (socket === null || socket !== this.#socket || socket.state !== 'up' || view === null || watched === null) return
    this.#silentMs += SILENT_MS
    const canBeRead = [...watched.resources.values()].some(({ health }) => health !== 'unknown')
    if (canBeRead && this.#silentMs >= STALE_MS) {
      this.#onLost()
      return this.#ask()
    }
    this.store.setState({ heardAt: Math.max(heardAt, serverNow()) })
    this.#listen()
  }

  #onLost(): void {
    clearTimeout(this.#silence)
    if (this.store.getState().line.kind !== 'refused') this.store.setState({ line: { kind: 'lost' } })
  }

  #refuse(failure: unknown): void {
    clearTimeout(this.#silence)
    this.store.setState({ line: { kind: 'refused', failure } })
  }
}
