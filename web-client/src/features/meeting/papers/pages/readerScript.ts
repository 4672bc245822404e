// oxlint-disable-next-line import/default -- Vite makes it: the address of the file
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

/** The address of what reads PDFs, which runs in a worker. */
export const readerScript = workerUrl

/** Brings it into the browser's cache, where it stays. */
export async function bringReader(): Promise<void> {
  await (await fetch(readerScript, { priority: 'low' })).blob()
}
