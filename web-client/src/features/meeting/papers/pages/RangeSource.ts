import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { failureCode } from '../../../../api/client/RequestFailed.ts'
import type { Piece, Pieces } from './Pieces.ts'

/** The size of the first piece in bytes: small papers come with it. Over a narrow line no more than what says where the rest is. */
const FIRST_BYTES = { wide: 256 * 1024, narrow: 32 * 1024 }

/** Gives pdf.js the pieces of a file that it asks for. */
export class RangeSource extends PDFDataRangeTransport {
  readonly #pieces: Pieces
  readonly #onFailed: (error: unknown) => void

  private constructor(pieces: Pieces, first: Piece, onFailed: (error: unknown) => void) {
    super(first.total, first.bytes)
    this.#pieces = pieces
    this.#onFailed = onFailed
  }

  /** @throws RequestFailed */
  static async open(pieces: Pieces, onFailed: (error: unknown) => void): Promise<RangeSource> {
    const first = await pieces.bring(0, pieces.isNarrow ? FIRST_BYTES.narrow : FIRST_BYTES.wide)
    return new RangeSource(pieces, first, onFailed)
  }

  override requestDataRange(begin: number, end: number): void {
    this.#pieces.bring(begin, end).then(
      ({ bytes }) => this.onDataRange(begin, bytes),
      (error: unknown) => {
        if (failureCode(error) !== 'aborted') this.#onFailed(error)
      },
    )
  }
}
