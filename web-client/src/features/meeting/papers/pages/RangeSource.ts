import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { authorisedRange } from '../../../../api/client/account.ts'
import { failureCode } from '../../../../api/client/RequestFailed.ts'

/** The size of the first piece in bytes: small papers come with it. */
const FIRST_BYTES = 256 * 1024
/** A lost connection is tried again after this time, then after twice as long, up to the limit, in milliseconds. */
const AGAIN_MS = { first: 500, most: 8_000 }

export interface RangeSourceEvents {
  /** Called when the connection is lost, and tried again; or is back. */
  readonly onWaiting: (waiting: boolean) => void
  readonly onFailed: (error: unknown) => void
}

/**
 * Brings the pieces of a file that pdf.js asks for, with a token that is good, and waits for a connection that was
 * lost: a weak one then carries the pages that are looked at, not the whole paper.
 */
export class RangeSource extends PDFDataRangeTransport {
  readonly #path: string
  readonly #events: RangeSourceEvents
  readonly #signal: AbortSignal

  private constructor(
    path: string,
    first: { bytes: Uint8Array; total: number },
    events: RangeSourceEvents,
    signal: AbortSignal,
  ) {
    super(first.total, first.bytes)
    this.#path = path
    this.#events = events
    this.#signal = signal
  }

  /** @throws RequestFailed */
  static async open(path: string, events: RangeSourceEvents, signal: AbortSignal): Promise<RangeSource> {
    const first = await patiently(events, signal, () => authorisedRange(path, 0, FIRST_BYTES, signal))
    return new RangeSource(path, first, events, signal)
  }

  override requestDataRange(begin: number, end: number): void {
    patiently(this.#events, this.#signal, () => authorisedRange(this.#path, begin, end, this.#signal)).then(
      ({ bytes }) => this.onDataRange(begin, bytes),
      (error: unknown) => {
        if (failureCode(error) !== 'aborted') this.#events.onFailed(error)
      },
    )
  }
}

/** Tries until the connection is there. @throws RequestFailed any failure but a lost connection */
async function patiently<T>({ onWaiting }: RangeSourceEvents, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
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
