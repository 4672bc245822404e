import { authorisedRange } from '../../../../api/client/account.ts'
import { failureCode } from '../../../../api/client/RequestFailed.ts'
import { paperPace } from './PaperPace.ts'
import { Progress } from './Progress.ts'

/** A lost connection is tried again after this time, then after twice as long, up to the limit, in milliseconds. */
const AGAIN_MS = { first: 500, most: 8_000 }

export interface PaperEvents {
  /** Called when the connection is lost, and tried again; or is back. */
  readonly onWaiting: (waiting: boolean) => void
  /** Told how much of what is asked for has come, in percent; null: nothing is asked for. */
  readonly onProgress: (percent: number | null) => void
}

export type Piece = Awaited<ReturnType<typeof authorisedRange>>

/**
 * Brings pieces of a file, with a token that is good, and waits for a connection that was lost: a weak one then carries the pages that are
 * looked at, not the whole paper, and the voice beside them.
 */
export class Pieces {
  readonly #path: string
  readonly #events: PaperEvents
  readonly #signal: AbortSignal
  readonly #progress: Progress
  /** The last piece that was asked for over a narrow line. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(path: string, events: PaperEvents, signal: AbortSignal) {
    this.#path = path
    this.#events = events
    this.#signal = signal
    this.#progress = new Progress(events.onProgress)
  }

  /** The line carries little more than the voice now. */
  get isNarrow(): boolean {
    return paperPace.kbit !== null
  }

  /** Bytes `begin` to `end`, the latter not included. @throws RequestFailed any failure but a lost connection */
  async bring(begin: number, end: number): Promise<Piece> {
    const { come, end: ended } = this.#progress.ask(end - begin)
    const ask = async () => {
      const { kbit } = paperPace
      const path = kbit === null ? this.#path : `${this.#path}${this.#path.includes('?') ? '&' : '?'}kbit=${kbit}`
      const since = performance.now()
      const piece = await authorisedRange(path, begin, end, { signal: this.#signal, onBytes: come })
      if (kbit !== null) paperPace.came({ bytes: piece.bytes.length, ms: performance.now() - since, kbit })
      return piece
    }
    const bring = () => patiently(this.#events, this.#signal, ask)
    try {
      if (!this.isNarrow) return await bring()
      // One after the other, as each takes all that may be taken.
      const brought = this.#last.then(bring)
      this.#last = brought.catch(() => undefined)
      return await brought
    } finally {
      ended()
    }
  }
}

/** Tries until the connection is there. @throws RequestFailed any failure but a lost connection */
async function patiently<T>(
  { onWaiting }: Pick<PaperEvents, 'onWaiting'>,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  for (let wait = AGAIN_MS.first; ; wait = Math.min(2 * wait, AGAIN_MS.most)) {
    try {
      const answer = await ask()
      if (wait > AGAIN_MS.first) onWaiting(false)
      return answer
    } catch (error) {
      const code = failureCode(error)
      if (code !== 'network' && code !== 'storeUnavailable') throw error
      onWaiting(true)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait)
        signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer)
            resolve()
          },
          { once: true },
        )
      })
      signal.throwIfAborted()
    }
  }
}
