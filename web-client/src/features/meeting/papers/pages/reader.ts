import { GlobalWorkerOptions, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
// oxlint-disable-next-line import/default -- Vite makes it: the address of the file
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = workerUrl

/** A reader that is not done with its paper by then hangs, in milliseconds. */
const ENDS_WITHIN_MS = 3_000

/** What reads PDFs, in a worker: a third of a megabyte to bring. It waits for its paper. */
let ready: PDFWorker | null = null

/** Brings it, so that nothing but the paper has to come when one is opened. */
export function startReader(): void {
  if (ready === null || ready.destroyed) ready = new PDFWorker()
}

/** A reader for one paper, to be given back. */
export function takeReader(): PDFWorker {
  startReader()
  const taken = ready ?? new PDFWorker()
  ready = null
  return taken
}

/** It waits for the next paper if it is well. @param ended resolves when it is done with its paper */
export async function giveBack(reader: PDFWorker, ended: Promise<unknown>): Promise<void> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ENDS_WITHIN_MS))
  const isWell = await Promise.race([late, ended.then(() => true).catch(() => false)])
  if (isWell && !reader.destroyed && ready === null) ready = reader
  else reader.destroy()
}
