import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { failureCode } from '../../../../api/client/RequestFailed.ts'
import { PaperFailed } from './PaperFailed.ts'
import type { PageSize, PaperPages } from './PaperPages.ts'
import { pdfAssets } from './pdfAssets.ts'
import { type PaperEvents, Pieces } from './Pieces.ts'
import { RangeSource } from './RangeSource.ts'
import { giveBack, takeReader } from './reader.ts'

/** The most pages that the protocol can name. */
const MAX_PAGES = 10_000
/**
 * The smallest piece, in bytes: pdf.js asks for one of every page of a scanned paper before it shows any. Bytes that
 * lie together come together.
 */
const CHUNK_BYTES = { wide: 64 * 1024, narrow: 16 * 1024 }

export interface PdfEvents extends PaperEvents {
  /** Called when it fails later, while it is being read. */
  readonly onFailed: (error: PaperFailed) => void
}

/**
 * Opens a PDF of the office. Nothing in it runs: neither its scripts nor its forms, and pdf.js itself needs neither
 * eval nor WebAssembly, so that the content security policy stays as it is.
 * @throws PaperFailed
 */
export async function openPdf(path: string, events: PdfEvents, signal: AbortSignal): Promise<PaperPages> {
  const reading = new AbortController()
  signal.addEventListener('abort', () => reading.abort(), { once: true })
  try {
    const pieces = new Pieces(path, events, reading.signal)
    const range = await RangeSource.open(pieces, (error) => events.onFailed(explained(error)))
    const reader = takeReader()
    const task = getDocument({
      range,
      worker: reader,
      rangeChunkSize: pieces.isNarrow ? CHUNK_BYTES.narrow : CHUNK_BYTES.wide,
      disableAutoFetch: true,
      disableStream: true,
      useWasm: false,
      enableXfa: false,
      ...pdfAssets,
    })
    reading.signal.addEventListener('abort', () => void giveBack(reader, task.destroy()), { once: true })
    const document = await task.promise
    if (document.numPages > MAX_PAGES) throw new PaperFailed('tooLarge')
    return pagesOf(document, () => reading.abort())
  } catch (error) {
    reading.abort()
    throw explained(error)
  }
}

function pagesOf(document: PDFDocumentProxy, close: () => void): PaperPages {
  const get = (page: number) => document.getPage(page).catch((error: unknown) => Promise.reject(explained(error)))
  return {
    count: document.numPages,
    size: async (number) => sizeOf(await get(number)),
    draw: async (number, canvas, signal) => {
      const page = await get(number)
      if (signal.aborted) return
      const viewport = page.getViewport({ scale: canvas.width / sizeOf(page).width })
      const task = page.render({ canvas, viewport })
      const stop = () => task.cancel()
      signal.addEventListener('abort', stop, { once: true })
      try {
        await task.promise
      } catch (error) {
        if (!signal.aborted) throw explained(error)
      } finally {
        signal.removeEventListener('abort', stop)
        // Decoded pictures of a page are larger than its drawing.
        page.cleanup()
      }
    },
    text: async (number) => {
      const content = await (await get(number)).getTextContent()
      return content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    },
    close,
  }
}

function sizeOf(page: PDFPageProxy): PageSize {
  const { width, height } = page.getViewport({ scale: 1 })
  return { width, height }
}

function explained(error: unknown): PaperFailed {
  if (error instanceof PaperFailed) return error
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return new PaperFailed('password', error)
  if (name === 'InvalidPDFException' || name === 'FormatError') return new PaperFailed('damaged', error)
  const code = failureCode(error)
  return new PaperFailed(
    code === 'notFound' || code === 'forbidden' ? 'gone' : code === 'tooLarge' ? 'tooLarge' : 'failed',
    error,
  )
}
