import { Worker } from 'node:worker_threads'
import type { InvitationFacts } from './InvitationFacts.ts'

export type PrintJob = { readonly id: number; readonly facts: InvitationFacts; readonly invitee: string | null; readonly now: number }
export type Printed = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly problem: string }

type Waiting = { resolve: (pdf: Buffer) => void; reject: (error: Error) => void }

/**
 * Prints giấy mời in a thread of its own: one takes about a tenth of a second of computing, an invitation to 85
 * units ten, and meetings are running meanwhile. The thread is started with the first one.
 */
export class PdfPrinter {
  #worker: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  /** As {@link invitationPdf}. */
  async print(facts: InvitationFacts, invitee: string | null, now: number): Promise<Buffer> {
    const id = (this.#last += 1)
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id, facts, invitee, now } satisfies PrintJob)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./pdfThread.ts', import.meta.url))
    // It does not keep the process alive, and ends with it.
    worker.unref()
    worker.on('message', (printed: Printed) => {
      const waiting = this.#waiting.get(printed.id)
      this.#waiting.delete(printed.id)
      if ('pdf' in printed) waiting?.resolve(Buffer.from(printed.pdf))
      else waiting?.reject(new Error(printed.problem))
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error('the thread that prints has ended')))
    return worker
  }

  #fail(error: Error): void {
    this.#worker = null
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }
}
